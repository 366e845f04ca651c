"""How a funder answers, and how the council takes the answer. What is promised never exceeds what was endorsed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Sum
from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import recorded
from audit.machine import finish
from funds import movements
from funds.models import MoneySource
from grants.facts import FunderAmountFacts, OfferDeclinedFacts, OfferFacts, OfferMadeFacts
from grants.models import Channel, Offer, OfferLine, Question
from grants.reports import sources_for
from grants.services.asking import wait_for_answers
from grants.services.rows import locked_offer, note, tell
from grants.verbs import OFFER
from grants.workflow import UNANSWERED, OfferState
from jobs import clock
from people.actors import Actor
from requests.workflow import State
from thai.money import baht


@recorded
def acknowledge(pk: int, *, version: int, actor: Actor) -> Offer:
    """Say that the request has arrived and is being read."""
    offer = locked_offer(pk, version=version)
    OFFER.require("acknowledge", actor, offer)
    offer.acknowledge()
    return _done(offer, "offer.acknowledged", actor)


@recorded
def ask_question(pk: int, *, text: str, version: int, actor: Actor) -> Question:
    """Ask the council for more before answering; the clock goes on."""
    offer = locked_offer(pk, version=version)
    OFFER.require("ask_question", actor, offer)
    offer.ask()
    question = Question(offer=offer, text=text.strip(), asked_at=clock.now(), asked_by=actor.seat)
    question.full_clean()
    question.save()
    _done(offer, "offer.question_asked", actor, personal={"question": question.text})
    return question


@recorded
def answer_question(pk: int, *, text: str, version: int, actor: Actor) -> Offer:
    """Answer what a funder asked."""
    offer = locked_offer(pk, version=version)
    OFFER.require("answer_question", actor, offer)
    question = offer.questions.filter(answered_at=None).last()
    if question is None or not text.strip():
        raise Invalid(_("Write an answer."), code="answer_missing", field="text")
    offer.answer()
    question.answer, question.answered_at, question.answered_by = text.strip(), clock.now(), actor.seat
    question.full_clean()
    question.save()
    return _done(offer, "offer.question_answered", actor, personal={"answer": question.answer})


@recorded
def make_offer(
    pk: int,
    *,
    amounts: Mapping[int, int],
    conditions: str = "",
    channel: str = Channel.DIRECT,
    source_id: int | None = None,
    version: int,
    actor: Actor,
) -> Offer:
    """An agency offers all or part: {line position: satang}. Over-funding is refused, with the figure.

    Through the fund, the money comes from a source that holds what others gave: seed capital is the board's to give.
    """
    offer = locked_offer(pk, version=version)
    OFFER.require("make_offer", actor, offer)
    if source_id is not None and not sources_for(offer).filter(pk=source_id).exists():
        raise Invalid(
            _("Say which of the fund's sources the money comes from."),
            code="source_missing",
            field="source",
        )
    return promise(offer, amounts, conditions, channel, source_id, actor)


def promise(
    offer: Offer,
    amounts: Mapping[int, int],
    conditions: str,
    channel: str,
    source_id: int | None,
    actor: Actor,
    *,
    basis: str = "",
) -> Offer:
    """Write the offer under the locks that the caller holds."""
    offer.offer()
    _set_lines(offer, amounts)
    offer.amount = sum(amounts.values())
    offer.conditions, offer.channel, offer.source_id, offer.basis = conditions, channel, source_id, basis
    if channel == Channel.THROUGH_FUND and source_id is None:
        raise Invalid(
            _("Say which of the fund's sources the money comes from."),
            code="source_missing",
            field="source",
        )
    _answered(offer, actor)
    facts: OfferMadeFacts = {
        **_about(offer),
        "lines": [{"line": position, "amount": amounts[position]} for position in sorted(amounts)],
        "basis": basis,
    }
    fields = ("amount", "conditions", "channel", "source", "basis", *ANSWERED)
    return _done(offer, "offer.made", actor, facts, fields=fields, personal={"conditions": conditions})


ANSWERED = ("answered_at", "answered_by")


def _answered(offer: Offer, actor: Actor) -> None:
    offer.answered_at, offer.answered_by = clock.now(), actor.seat


def _set_lines(offer: Offer, amounts: Mapping[int, int]) -> None:
    row = offer.budget_request
    lines = {line.position: line for line in row.budgetline_set.all()}
    if not amounts or min(amounts.values()) <= 0 or set(amounts) - set(lines):
        raise Invalid(_("Give more than zero for at least one budget line."), code="amounts_missing")
    for position, amount in amounts.items():
        line = lines[position]
        room = (line.endorsed or 0) - promised_on(line.pk)
        if amount > room:
            texts = {"n": position, "room": baht(max(room, 0)), "amount": baht(amount)}
            raise Invalid(
                _("Line %(n)s still has room for %(room)s baht; %(amount)s baht would be more than was endorsed.")
                % texts,
                code="line_over_endorsed",
            )
    _require_room_in_total(offer, sum(amounts.values()))
    OfferLine.objects.bulk_create(OfferLine(offer=offer, line=lines[n], amount=a) for n, a in amounts.items())


def promised_on(line_id: int) -> int:
    """Satang that all funders together have promised on one budget line."""
    promised = OfferLine.objects.filter(line=line_id, offer__state__in=[OfferState.OFFERED, OfferState.ACCEPTED])
    return promised.aggregate(total=Sum("amount"))["total"] or 0


def promised_total(offer: Offer) -> int:
    others = Offer.objects.promised().filter(budget_request=offer.budget_request_id).exclude(pk=offer.pk)
    return others.aggregate(total=Sum("amount"))["total"] or 0


def _require_room_in_total(offer: Offer, amount: int) -> None:
    """What the council brings itself is not funded a second time."""
    row = offer.budget_request
    own = row.moneypart_set.exclude(kind="funder").aggregate(total=Sum("amount"))["total"] or 0
    room = max((row.endorsed_amount or 0) - own, 0) - promised_total(offer)
    if amount > room:
        texts = {"room": baht(max(room, 0)), "amount": baht(amount)}
        raise Invalid(
            _("The request still needs %(room)s baht; %(amount)s baht would be more than was endorsed.") % texts,
            code="over_endorsed",
        )


@recorded
def decline(pk: int, *, reason: str, version: int, actor: Actor) -> Offer:
    """Give nothing, and say why."""
    offer = locked_offer(pk, version=version)
    OFFER.require("decline", actor, offer)
    return refuse_to_fund(offer, reason, actor)


def refuse_to_fund(offer: Offer, reason: str, actor: Actor, *, basis: str = "") -> Offer:
    if not reason.strip():
        raise Invalid(
            _("Say why, so that the council can ask better next time."),
            code="reason_missing",
            field="reason",
        )
    offer.decline()
    offer.reason, offer.basis = reason.strip(), basis
    _answered(offer, actor)
    facts: OfferDeclinedFacts = {**_about(offer), "basis": basis}
    fields = ("reason", "basis", *ANSWERED)
    return _done(offer, "offer.declined", actor, facts, fields=fields, personal={"reason": offer.reason})


@recorded
def accept(pk: int, *, version: int, actor: Actor) -> Offer:
    """The council takes an offer, with its conditions."""
    offer = locked_offer(pk, version=version)
    OFFER.require("accept", actor, offer)
    offer.accept()
    return _done(offer, "offer.accepted", actor)


@recorded
def set_aside(pk: int, *, actor: Actor) -> Offer:
    """Set the offer's money aside in the fund's source, once; what the offer names as basis allows it.

    Raises InsufficientFunds when the source has less available.
    """
    offer = locked_offer(pk)
    if offer.channel != Channel.THROUGH_FUND or offer.hold_id:
        return offer
    source = MoneySource.objects.select_related("fund").get(pk=offer.source_id or 0)
    offer.hold_id = movements.set_aside(
        "grants.set_aside", offer.pk, source, offer.amount, reference=offer.subject, actor=actor
    )
    finish(offer, fields=("hold_id",))
    facts = FunderAmountFacts(funder=offer.funder.name_th, amount=offer.amount)
    note("offer.set_aside", offer.budget_request, actor, facts)
    return offer


@recorded
def lapse_overdue(*, actor: Actor) -> int:
    """Let every offer that nobody answered by its day lapse; returns how many."""
    unanswered = Offer.objects.filter(state__in=UNANSWERED, budget_request__state=State.FUNDING)
    overdue = unanswered.filter(due_on__lt=clock.today()).values_list("pk", flat=True)
    # Many requests in one transaction: by their ids, so that two runs queue up and do not wait for each other.
    return sum(_lapse(pk, actor) for pk in overdue.order_by("budget_request", "pk"))


def _lapse(pk: int, actor: Actor) -> int:
    offer = locked_offer(pk)
    # Asked again under the lock: somebody may have answered since the list was read.
    if offer.budget_request.state != State.FUNDING or not offer.is_unanswered or offer.due_on >= clock.today():
        return 0
    offer.lapse()
    _done(offer, "offer.lapsed", actor)
    return 1


def _about(offer: Offer) -> OfferFacts:
    return {"funder": offer.funder.name_th, "offer": offer.pk, "amount": offer.amount}


def _done(
    offer: Offer,
    event: str,
    actor: Actor,
    facts: OfferFacts | None = None,
    *,
    fields: tuple[str, ...] = (),
    personal: dict[str, str] | None = None,
) -> Offer:
    finish(offer, fields=fields)
    row, told = offer.budget_request, facts or _about(offer)
    note(event, row, actor, told, personal=personal)
    tell([offer.funder, row.organisation], event, row, actor, {**told, **(personal or {})})
    wait_for_answers(row, actor)
    return offer
