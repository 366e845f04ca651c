"""What an actor may do in a committee's meetings, and the sentence that says why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from approvals.models import AgendaItem, Interest, Meeting
from people.actors import Actor
from people.models import COMMITTEES, VOTERS, Role
from people.permissions import Rules, first_reason, refuse


def _meeting(row: Meeting | AgendaItem) -> Meeting:
    return row.meeting if isinstance(row, AgendaItem) else row


def _runs(actor: Actor, row: Meeting | AgendaItem) -> str:
    own = actor.organisation is not None and actor.organisation_id == _meeting(row).committee_id
    if own and actor.kind in COMMITTEES and actor.holds(Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR):
        return ""
    return _("Only the committee's own secretary or chair may do this.")


def _is_member(actor: Actor, row: Meeting | AgendaItem) -> str:
    if actor.organisation_id == _meeting(row).committee_id and actor.holds(*VOTERS, Role.SECRETARY):
        return ""
    return _("Only this committee's members and its secretary may do this.")


def _presides(actor: Actor, item: AgendaItem) -> str:
    if actor.seat_id == item.meeting.presided_by_id:
        return ""
    return _("Only who presides at this item has the casting vote.")


def _has_no_interest(actor: Actor, item: AgendaItem) -> str:
    if is_recused(item, actor.seat_id):
        return _("You declared an interest in this item and take no part in it.")
    return ""


def is_recused(item: AgendaItem, seat_id: int | None) -> bool:
    return Interest.objects.filter(item=item, seat=seat_id, may_stay=False).exists()


RULES: Rules = {
    "prepare": [_runs],
    "call": [_runs],
    "open": [_runs],
    "close": [_runs],
    "adopt": [_runs],
    "declare": [_is_member],
    "put_to_vote": [_runs, _has_no_interest],
    "vote": [_is_member],
    "cast": [_presides, _has_no_interest],
    "resolve": [_runs],
    "dissent": [_is_member],
}


def reason_against(verb: str, actor: Actor, row: Meeting | AgendaItem) -> str:
    return first_reason(RULES, verb, actor, row)


def require(verb: str, actor: Actor, row: Meeting | AgendaItem) -> None:
    refuse(reason_against(verb, actor, row))
