"""Which votes and meetings wait for a member."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from approvals.models import AgendaItem, Attendance, Interest, Meeting, Presence, Vote
from approvals.verbs import ITEM
from approvals.workflow import ItemState, MeetingState
from jobs import clock
from people.actors import Actor
from people.models import VOTERS, Role
from people.waits import WAITS, Wait, named

_DAY = TruncDate("meeting__scheduled_at", tzinfo=clock.BANGKOK)


def _in_a_committee(actor: Actor) -> bool:
    return actor.organisation is not None and actor.organisation.is_committee


def _votes(actor: Actor) -> QuerySet[AgendaItem] | None:
    """Items being voted on in a meeting where this member is present, takes part and has not voted."""
    if not actor.holds(*VOTERS) or not _in_a_committee(actor):
        return None
    present = Attendance.objects.filter(seat=actor.seat_id, presence__in=[Presence.PRESENT, Presence.ONLINE])
    voted = Vote.objects.filter(seat=actor.seat_id, motion__item=OuterRef("pk"), motion__is_carried=None)
    recused = Interest.objects.filter(seat=actor.seat_id, item=OuterRef("pk"), may_stay=False)
    items = AgendaItem.objects.filter(~Exists(voted), ~Exists(recused), meeting__state=MeetingState.OPEN)
    return items.filter(meeting__in=present.values("meeting"))


def _meetings(actor: Actor) -> QuerySet[Meeting] | None:
    if not actor.holds(Role.SECRETARY, *VOTERS) or not _in_a_committee(actor):
        return None
    return Meeting.objects.filter(committee=actor.organisation_id)


WAITS.provide(
    "vote",
    Wait(
        rows=_votes,
        texts={ItemState.VOTING: ITEM["vote"].waits},
        about=lambda: F("title"),
        url=lambda pk: f"/meetings/items/{pk}/",
        due=_DAY,
    ),
    by=__name__,
)
WAITS.provide(
    "meeting",
    Wait(
        rows=_meetings,
        texts={MeetingState.OPEN: _("The meeting is in session"), MeetingState.CALLED: _("Come to the meeting")},
        about=lambda: named("committee"),
        url=lambda pk: f"/meetings/{pk}/",
        due=TruncDate("scheduled_at", tzinfo=clock.BANGKOK),
    ),
    by=__name__,
)
