"""What can stand against doing something in a committee's meetings; `approvals.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext as _

from approvals.models import AgendaItem, Meeting
from approvals.quorum import recused_seats
from people.actors import Actor
from people.models import COMMITTEES, VOTERS, Role


def _meeting(row: Meeting | AgendaItem) -> Meeting:
    return row.meeting if isinstance(row, AgendaItem) else row


def runs(actor: Actor, row: Meeting | AgendaItem) -> str:
    own = actor.organisation is not None and actor.organisation_id == _meeting(row).committee_id
    if own and actor.kind in COMMITTEES and actor.holds(Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR):
        return ""
    return _("Only the committee's own secretary or chair may do this.")


def is_member(actor: Actor, row: Meeting | AgendaItem) -> str:
    if actor.organisation_id == _meeting(row).committee_id and actor.holds(*VOTERS, Role.SECRETARY):
        return ""
    return _("Only this committee's members and its secretary may do this.")


def presides(actor: Actor, item: AgendaItem) -> str:
    if actor.seat_id == item.meeting.presided_by_id:
        return ""
    return _("Only who presides at this item has the casting vote.")


def has_no_interest(actor: Actor, item: AgendaItem) -> str:
    if is_recused(item, actor.seat_id):
        return _("You declared an interest in this item and take no part in it.")
    return ""


def is_recused(item: AgendaItem, seat_id: int | None) -> bool:
    return seat_id in recused_seats(item)


def records_for_others(actor: Actor, row: Meeting | AgendaItem) -> str:
    """A show of hands, an interest declared or a view differing aloud: the secretary writes it down for who gave it."""
    if actor.organisation_id == _meeting(row).committee_id and actor.holds(Role.SECRETARY):
        return ""
    return _("Each member does this alone; only the secretary records it for another.")
