"""Asking funders: each gets an offer to answer, with a day by which silence counts as no answer."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import recorded
from grants import papers
from grants.facts import AskedFacts
from grants.models import Channel, Offer
from grants.services.rows import note, tell
from grants.verbs import REQUEST
from grants.workflow import UNANSWERED
from jobs import clock
from people.actors import Actor
from people.models import Organisation, OrganisationKind
from places.calendar import due
from requests import services as requests
from requests.models import BudgetRequest, MoneyPart


@recorded
def open_offers(budget_request_id: int, *, actor: Actor) -> list[Offer]:
    """Ask every funder that the endorsed request names, as the last committee has endorsed it."""
    # Held already, since the resolution moved the request; asked for again, so that nobody can come here without it.
    row = BudgetRequest.objects.select_for_update(of=("self",)).get(pk=budget_request_id)
    due_on = due(clock.today(), row.call.route.offer_days)
    made = [_ask(row, part.funder, part.amount, due_on, actor) for part in _asked(row) if part.funder]
    if made:
        wait_for_answers(row, actor)
    return made


@recorded
def ask_funder(budget_request_id: int, *, funder_id: int, amount: int, actor: Actor) -> Offer:
    """Ask one more funder, when those asked first do not give enough."""
    # Which funders were asked is counted under the request's lock: two at once would ask the same one twice.
    row = BudgetRequest.objects.select_for_update(of=("self",)).get(pk=budget_request_id)
    REQUEST.require("ask_funder", actor, row)
    funder = Organisation.objects.get(pk=funder_id)
    if not funder.is_funder or Offer.objects.filter(budget_request=row, funder=funder).exists():
        raise Invalid(_("Choose a funder that was not asked yet."), code="funder_asked_already")
    if not 0 < amount <= (row.endorsed_amount or 0):
        raise Invalid(
            _("Ask for more than zero and at most what was endorsed."),
            code="amount_out_of_range",
            field="amount",
        )
    offer = _ask(row, funder, amount, due(clock.today(), row.call.route.offer_days), actor)
    wait_for_answers(row, actor)
    return offer


def _asked(row: BudgetRequest) -> list[MoneyPart]:
    return list(row.moneypart_set.filter(kind="funder").select_related("funder"))


def _ask(row: BudgetRequest, funder: Organisation, amount: int, due_on: date, actor: Actor) -> Offer:
    central = funder.kind == OrganisationKind.CENTRAL_FUND
    offer = Offer.objects.create(
        budget_request=row,
        funder=funder,
        asked_amount=amount,
        due_on=due_on,
        asked_at=clock.now(),
        channel=Channel.THROUGH_FUND if central else Channel.DIRECT,
    )
    facts = AskedFacts(funder=funder.name_th, amount=amount, due_on=due_on)
    note("offer.asked", row, actor, facts)
    papers.issue_cover_letter(offer, actor=actor)
    answering = [funder, *Organisation.objects.filter(parent=funder, kind=OrganisationKind.FUND_BOARD)]
    tell(answering, "offer.asked", row, actor, facts)
    return offer


def wait_for_answers(row: BudgetRequest, actor: Actor) -> None:
    """Whoever must act next on a request that is being funded: the slowest funder, or the council when all answered."""
    waiting = row.offers.filter(state__in=UNANSWERED).order_by("due_on", "pk").first()
    owner = waiting.funder if waiting else row.organisation
    due_on = waiting.due_on if waiting else due(clock.today(), row.call.route.offer_days)
    if (row.owner_id, row.due_on) != (owner.pk, due_on):
        requests.wait_for(row.pk, owner=owner, due_on=due_on, actor=actor)
