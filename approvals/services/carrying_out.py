"""What a resolution on a budget request does to the request."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from approvals.models import ItemKind, Motion, Outcome, Resolution
from approvals.models.decisions import ENDORSING
from audit.errors import Invalid
from people.actors import Actor
from requests import services as requests

CarryOut = Callable[[Resolution, Actor], None]


def require_sound(motion: Motion) -> None:
    """Refuse a motion that could not be carried out: a reduction without amounts, a return without defects."""
    if motion.outcome == Outcome.REDUCE and not motion.amounts:
        raise Invalid(_("Say what each line is reduced to."), code="amounts_missing")
    if motion.outcome == Outcome.RETURN and not motion.defects:
        raise Invalid(_("Say what must be put right, and in which part."), code="defects_missing")
    if motion.outcome == Outcome.OFFER and not motion.grant:
        raise Invalid(_("Say what the fund gives for each line."), code="grant_missing")
    if motion.outcome == Outcome.ALLOW:
        _require_payment(motion)


def _require_payment(motion: Motion) -> None:
    whole = motion.payment and motion.payment > 0 and motion.payee.strip() and motion.source
    if not whole:
        raise Invalid(_("Say how much is paid, to whom, and from which money."), code="payment_missing")
    if motion.source and motion.source.fund.organisation_id != motion.item.meeting.committee.parent_id:
        raise Invalid(_("This money is another fund's."), code="source_of_another_fund", field="source")


def carry_out(resolution: Resolution, actor: Actor) -> None:
    """Move the request of a review item as resolved; other items have no request to move here."""
    if resolution.item.kind == ItemKind.REVIEW:
        _MOVES[resolution.outcome](resolution, actor)


def _endorse(resolution: Resolution, actor: Actor) -> None:
    amounts = {int(position): satang for position, satang in resolution.motion.amounts.items()}
    requests.endorse(
        _request(resolution), basis=resolution.basis, amounts=amounts, reason=resolution.consideration, actor=actor
    )


def _return(resolution: Resolution, actor: Actor) -> None:
    defects = [(key, text) for key, text in resolution.motion.defects]
    requests.return_by_resolution(
        _request(resolution), basis=resolution.basis, defects=defects, reason=resolution.consideration, actor=actor
    )


def _defer(resolution: Resolution, actor: Actor) -> None:
    requests.defer(_request(resolution), basis=resolution.basis, reason=resolution.consideration, actor=actor)


def _not_endorse(resolution: Resolution, actor: Actor) -> None:
    requests.not_endorse(_request(resolution), basis=resolution.basis, reason=resolution.consideration, actor=actor)


def _request(resolution: Resolution) -> int:
    assert resolution.item.budget_request_id is not None
    return resolution.item.budget_request_id


_MOVES: dict[str, CarryOut] = {
    **dict.fromkeys(ENDORSING, _endorse),
    Outcome.RETURN: _return,
    Outcome.DEFER: _defer,
    Outcome.NOT_ENDORSE: _not_endorse,
}
