"""Which offers, agreements and instalments wait for whom."""

from __future__ import annotations

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from documents.models import Signature
from documents.permissions import party_of
from grants.models import Agreement, Channel, Instalment, Offer
from grants.verbs import AGREEMENT, INSTALMENT, OFFER
from grants.workflow import TO_PAY, InstalmentState
from people.actors import Actor
from people.models import OrganisationKind, Role
from people.waits import WAITS, Wait, named, texts_of
from requests.workflow import State

GOING = (State.AGREED, State.ACTIVE)


def _offers(actor: Actor) -> QuerySet[Offer] | None:
    """Requests that the actor's agency, or the fund of its board, has not answered."""
    if not actor.holds(Role.OFFICER, Role.SECRETARY, Role.CHAIR) or actor.organisation is None:
        return None
    board = actor.kind == OrganisationKind.FUND_BOARD
    if not board and not actor.organisation.is_funder:
        return None
    funder = actor.organisation.parent_id if board else actor.organisation_id
    return Offer.objects.filter(funder=funder, budget_request__state=State.FUNDING)


def _agreements(actor: Actor) -> QuerySet[Agreement] | None:
    """Agreements whose paper waits for the signature of the party that the actor answers for."""
    if actor.organisation is None:
        return None
    own = [party_of(actor), actor.organisation_id]
    place = Signature.objects.filter(document=OuterRef("document_id"), organisation__in=own, signed_at=None)
    # The parties are of one province; naming it lets the database begin with the few requests that wait there.
    return Agreement.objects.filter(
        Exists(place.filter(roles__contains=actor.role, document__replaced_by=None)),
        budget_request__state=State.FUNDING,
        budget_request__province=actor.province_id,
    )


def _instalments(actor: Actor) -> QuerySet[Instalment] | None:
    """What the payer has to check or pay, and what the council has to report on."""
    going = Instalment.objects.filter(agreement__budget_request__state__in=GOING)
    if actor.holds(Role.OFFICER):
        return going.filter(offer__funder=actor.organisation_id, offer__channel=Channel.DIRECT, state__in=TO_PAY)
    if actor.holds(Role.TREASURER):
        return going.filter(offer__source__fund__organisation=actor.organisation_id, state__in=TO_PAY)
    if actor.holds(Role.SECRETARY, Role.CHAIR) and actor.organisation is not None and actor.organisation.is_asker:
        own = {"agreement__budget_request__organisation": actor.organisation_id}
        return going.filter(**own, state=InstalmentState.PAID)
    return None


WAITS.provide(
    "offer",
    Wait(
        rows=_offers,
        texts=texts_of(OFFER, "make_offer"),
        about=lambda: F("budget_request__title"),
        url=lambda pk: f"/offers/{pk}/",
        due=F("due_on"),
    ),
    by=__name__,
)
WAITS.provide(
    "agreement",
    Wait(
        rows=_agreements,
        texts=texts_of(AGREEMENT, "sign"),
        about=lambda: Concat(F("number"), Value(" "), F("budget_request__title")),
        url=lambda pk: f"/grants/agreements/{pk}/",
        due=F("due_on"),
    ),
    by=__name__,
)
WAITS.provide(
    "instalment",
    Wait(
        rows=_instalments,
        texts=texts_of(INSTALMENT, "verify", "make_voucher", "accept_report", "send_report"),
        about=lambda: Concat(
            F("agreement__budget_request__title"),
            Value(" · "),
            named("offer__funder"),
            Value(f", {_('instalment')} "),
            Cast(F("number"), CharField()),
            output_field=CharField(),
        ),
        url=lambda pk: f"/grants/instalments/{pk}/",
        due=F("due_on"),
    ),
    by=__name__,
)
