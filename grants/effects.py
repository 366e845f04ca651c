"""What a committee's resolution, a voucher and the last signature set going among the funders; registered at start-up."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from approvals.effects import ASKED, RESOLVED
from approvals.models import ItemKind, Outcome, Resolution
from approvals.models.decisions import ENDORSING
from audit.errors import Invalid
from documents import effects as papers
from documents.effects import SIGNED
from funds import effects as vouchers
from funds.effects import VOUCHERS
from grants import allowing
from grants.conditions import waits_for_answers
from grants.models import Channel, Offer
from grants.services import agreeing, closing, paying
from grants.services.answering import promise, refuse_to_fund, set_aside
from grants.services.asking import open_offers
from grants.services.rows import locked_offer
from grants.workflow import UNANSWERED
from people.actors import Actor
from requests.effects import ENDED
from requests.models import BudgetRequest
from requests.readers import READERS
from requests.workflow import State


def after_resolution(resolution: Resolution, actor: Actor) -> None:
    """After the last endorsement every funder is asked; what the board grants is offered and set aside at once."""
    item = resolution.item
    if item.budget_request_id is None:
        return
    row = BudgetRequest.objects.get(pk=item.budget_request_id)
    endorsed = resolution.outcome in ENDORSING
    if item.kind == ItemKind.REVIEW and endorsed and row.state == State.FUNDING:
        open_offers(row.pk, actor=actor)
    if resolution.motion.grant:
        _grant(resolution, row, actor)
    elif resolution.outcome == Outcome.DECLINE:
        refuse_to_fund(_offer_of(resolution, row), resolution.consideration, actor, basis=resolution.basis)


def _grant(resolution: Resolution, row: BudgetRequest, actor: Actor) -> None:
    motion = resolution.motion
    amounts = {int(position): satang for position, satang in motion.grant.items() if satang}
    offer = promise(
        _offer_of(resolution, row),
        amounts,
        motion.conditions,
        Channel.THROUGH_FUND,
        motion.source_id,
        actor,
        basis=resolution.basis,
    )
    set_aside(offer.pk, actor=actor)


def _offer_of(resolution: Resolution, row: BudgetRequest) -> Offer:
    fund = resolution.item.meeting.committee.parent_id
    offer = Offer.objects.filter(budget_request=row, funder=fund).first()
    if offer is None:
        raise Invalid(_("This request does not ask the fund for money."), code="fund_not_asked")
    offer = locked_offer(offer.pk)
    waits_for_answers.require(offer)
    return offer


def asking(funder_id: int) -> QuerySet[BudgetRequest]:
    """The requests whose part asked of a funder is not answered yet."""
    return BudgetRequest.objects.filter(state=State.FUNDING, offers__funder=funder_id, offers__state__in=UNANSWERED)


ASKED.provide("grants", asking, by=__name__)
RESOLVED.provide("grants", after_resolution, by=__name__)
ENDED.provide("grants", closing.end_parts, by=__name__)
VOUCHERS.provide(
    "instalment",
    vouchers.Effects(
        lock=paying.lock_basis,
        require=paying.require_of_instalment,
        held=paying.held_instalment,
        since=paying.agreed_on,
        paid=paying.paid_by_voucher,
        reversed=paying.voucher_reversed,
        payment="grants.pay_instalment",
    ),
    by=__name__,
)
VOUCHERS.provide(
    "resolution",
    vouchers.Effects(
        lock=allowing.lock,
        require=allowing.require,
        held=allowing.held,
        since=allowing.since,
        choices=allowing.choices,
        payment="grants.pay_resolution",
    ),
    by=__name__,
)
VOUCHERS.provide(
    "offer",
    vouchers.Effects(lock=closing.lock_basis, reversed=closing.refund_reversed),
    by=__name__,
)
SIGNED.provide("agreement", papers.Effects(agreeing.before_signing, agreeing.take_effect), by=__name__)


def _asked_of(actor: Actor) -> Q:
    """What the actor's agency is asked for, also later than by the request itself."""
    return Q(pk__in=Offer.objects.filter(funder=actor.organisation_id).values("budget_request"))


READERS.provide("grants", _asked_of, by=__name__)
