"""Who presides over an item for which who presides over the meeting has left: the vice-chair, else a stand-in (s.81)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from approvals import quorum, reports
from approvals.facts import SeatFacts
from approvals.models import AgendaItem
from approvals.services import telling
from approvals.services.meetings import about, locked_item, note
from approvals.verbs import ITEM
from audit.errors import Conflict, Invalid
from audit.log import recorded
from audit.machine import finish
from people.actors import Actor
from people.models import Role, Seat


@recorded
def hand_chair(item_id: int, *, seat_id: int, version: int, actor: Actor) -> AgendaItem:
    """Put on record who presides over this item alone; a vice-chair who is there goes before everybody else.

    Meeting and item are locked. Refused for who is not there, has an interest, or while who presides is there.
    """
    item = locked_item(item_id, version=version)
    ITEM.require("hand_chair", actor, item)
    if seat_id not in quorum.taking_part(item):
        raise Invalid(_("Only members who are present take part in an item."), code="not_present", field="seat")
    vice = _vice_chair(item)
    if vice and Seat.objects.get(pk=seat_id).role != Role.VICE_CHAIR:
        raise Invalid(_("A vice-chair is here and presides over this item."), code="vice_chair_presides", field="seat")
    _hand(item, Seat.objects.select_related("person").get(pk=seat_id), actor)
    return finish(item, fields=("stand_in",))


def require_presider(item: AgendaItem, actor: Actor) -> None:
    """Nobody presides over an item that they left for. A vice-chair takes the chair by that; else somebody is chosen."""
    if not reports.has_lost_its_presider(item):
        return
    vice = _vice_chair(item)
    if vice is None:
        raise Conflict(
            _("Who presides has left for this item. Choose who presides over it first."), code="nobody_presides"
        )
    _hand(item, vice, actor)


def _vice_chair(item: AgendaItem) -> Seat | None:
    here = Seat.objects.filter(pk__in=quorum.taking_part(item), role=Role.VICE_CHAIR)
    return here.select_related("person").order_by("pk").first()


def _hand(item: AgendaItem, seat: Seat, actor: Actor) -> None:
    item.stand_in = seat
    facts: SeatFacts = {**about(item.meeting), "seat": seat.pk}
    note("item.chair_handed", item.meeting, actor, facts, subject=item.subject)
    if seat.person and seat.person_id != actor.person_id:
        telling.tell_of_item([seat.person], "item.chair_handed", item, facts)
