"""Which papers wait for a signature. They go their way printed and signed by hand too."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, CharField, Count, F, Max, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.effects import SIGNED
from documents.models import HandSignature
from documents.permissions import party_of
from documents.reports import awaited_of
from documents.verbs import HAND
from documents.workflow import HandState
from jobs import clock
from people.actors import Actor
from people.waits import WAITS, Wait

# After two months only the paper's own page still asks.
STILL_ASKED = timedelta(days=60)


def _papers(actor: Actor) -> QuerySet[Any] | None:
    """One row a matter, its newest paper; what a signature sets going waits in the room that it sets going."""
    if actor.organisation is None:
        return None
    places = awaited_of(actor).filter(asked_on__gt=clock.today() - STILL_ASKED)
    # Without an order of its own, or the grouping by matter would fall apart into one group a place.
    matters = places.exclude(document__kind__in=SIGNED.names()).select_related(None).order_by()
    return matters.values("document__subject").annotate(
        newest=Max("document_id"),
        papers=Count("document_id", distinct=True),
        titles=ArrayAgg("document__title", order_by="-document_id"),
    )


def _by_hand(actor: Actor) -> QuerySet[HandSignature] | None:
    """What somebody else says that this party has signed; signed in the system meanwhile, it waits no more."""
    if actor.organisation is None:
        return None
    own = {party_of(actor), actor.organisation_id} - {None}
    rows = HandSignature.objects.filter(place__organisation__in=own, place__roles__contains=actor.role)
    open_ones = rows.filter(place__signed_at=None, place__document__replaced_by=None)
    return open_ones.exclude(claimed_by__person__seats=actor.seat_id)


def _title() -> Any:
    before, _n, after = gettext("and %(n)s more").partition("%(n)s")
    others = Cast(F("papers") - 1, CharField())
    more = Concat(F("titles__0"), Value(f" {before}"), others, Value(after), output_field=CharField())
    return Case(When(papers=1, then=F("titles__0")), default=more, output_field=CharField())


WAITS.provide(
    "paper",
    Wait(
        rows=_papers,
        texts={"": _("Sign, or print and sign by hand")},
        about=_title,
        url=lambda pk: f"/documents/{pk}/about/",
        pk="newest",
        state="",
    ),
    by=__name__,
)
WAITS.provide(
    "by_hand",
    Wait(
        rows=_by_hand,
        texts={HandState.AWAITING: HAND["confirm_signature"].waits},
        about=lambda: F("place__document__title"),
        url=lambda pk: f"/documents/{pk}/about/",
        pk="place__document",
    ),
    by=__name__,
)
