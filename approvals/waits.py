"""Which votes and meetings wait for a member."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from approvals.models import (
    AgendaItem,
    Attendance,
    Confirmation,
    Interest,
    Meeting,
    Motion,
    Objection,
    Resolution,
    Vote,
)
from approvals.quorum import HERE
from approvals.verbs import ITEM, MEETING
from approvals.workflow import ItemState, MeetingState
from jobs import clock
from people.actors import Actor
from people.kinds import BINDING
from people.models import VOTERS, Role
from people.waits import WAITS, Wait, named

_DAY = TruncDate("meeting__scheduled_at", tzinfo=clock.BANGKOK)


def _in_a_committee(actor: Actor) -> bool:
    return actor.organisation is not None and actor.organisation.is_committee


def _votes(actor: Actor) -> QuerySet[AgendaItem] | None:
    """Items being voted on in a meeting where this member is present, takes part and has not voted."""
    if not actor.holds(*VOTERS) or not _in_a_committee(actor):
        return None
    present = Attendance.objects.filter(seat=actor.seat_id, presence__in=HERE)
    if actor.kind in BINDING:
        present = present.filter(person__is_recognised=True)
    # By the person: a vote or an interest in another seat of theirs is the same.
    mine = {"person__seats": actor.seat_id}
    voted = Vote.objects.filter(**mine, motion__item=OuterRef("pk"), motion__is_carried=None)
    recused = Interest.objects.filter(**mine, item=OuterRef("pk"), may_stay=False)
    counted = Motion.objects.filter(item=OuterRef("pk"), is_carried=None, counted_at__isnull=False)
    items = AgendaItem.objects.filter(
        ~Exists(voted), ~Exists(recused), ~Exists(counted), meeting__state=MeetingState.OPEN
    )
    return items.filter(meeting__in=present.values("meeting"))


def _meetings(actor: Actor) -> QuerySet[Meeting] | None:
    if not actor.holds(Role.SECRETARY, *VOTERS) or not _in_a_committee(actor):
        return None
    return Meeting.objects.filter(committee=actor.organisation_id)


def _ties(actor: Actor) -> QuerySet[AgendaItem] | None:
    """Items whose votes are equal and that wait for the casting vote of who presides over them."""
    if not actor.holds(*VOTERS) or not _in_a_committee(actor):
        return None
    counted = Motion.objects.filter(item=OuterRef("pk"), is_carried=None, counted_at__isnull=False)
    presided = Q(stand_in=actor.seat_id) | Q(stand_in=None, meeting__presided_by=actor.seat_id)
    return AgendaItem.objects.filter(presided, Exists(counted), meeting__state=MeetingState.OPEN)


def _results(actor: Actor) -> QuerySet[Meeting] | None:
    """Closed meetings whose results wait for this person's word: see `approvals.standing`."""
    if not actor.holds(*VOTERS) or not _in_a_committee(actor):
        return None
    mine = {"person__seats": actor.seat_id}
    told = Confirmation.objects.filter(meeting=OuterRef("pk"))
    made = Resolution.objects.filter(item__meeting=OuterRef("pk"))
    presided = made.filter(presided_by__person__seats=actor.seat_id)
    # Whoever presided recorded it too: any other member who was there confirms it as well.
    alone = made.filter(
        Q(motion__counted_by__person=F("presided_by__person"))
        | Q(motion__counted_by=None, resolved_by__person=F("presided_by__person"))
        | Q(item__meeting__opened_by__person=F("presided_by__person"))
    )
    here = Attendance.objects.filter(**mine, meeting=OuterRef("pk"), presence__in=HERE)
    others = told.exclude(person=OuterRef("presided_by__person"))
    witnessed = Exists(alone.exclude(presided_by__person__seats=actor.seat_id)) & Exists(here) & ~Exists(others)
    own = Meeting.objects.filter(committee=actor.organisation_id)
    return own.filter(Exists(presided) | witnessed, ~Exists(told.filter(**mine)))


def _objections(actor: Actor) -> QuerySet[AgendaItem] | None:
    if not actor.holds(*VOTERS) or not _in_a_committee(actor):
        return None
    waiting = Objection.objects.filter(resolution__item=OuterRef("pk"), answered_at=None)
    mine = Objection.objects.filter(resolution__item=OuterRef("pk"), person__seats=actor.seat_id)
    items = AgendaItem.objects.filter(Exists(waiting), ~Exists(mine), meeting__committee=actor.organisation_id)
    if actor.holds(Role.CHAIR, Role.VICE_CHAIR):
        return items
    return items.filter(Q(stand_in=actor.seat_id) | Q(stand_in=None, meeting__presided_by=actor.seat_id))


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
WAITS.provide(
    "tie",
    Wait(
        rows=_ties,
        texts={ItemState.VOTING: ITEM["cast_vote"].waits},
        about=lambda: F("title"),
        url=lambda pk: f"/meetings/items/{pk}/",
        due=_DAY,
    ),
    by=__name__,
)
WAITS.provide(
    "results",
    Wait(
        rows=_results,
        texts={MeetingState.CLOSED: MEETING["confirm"].waits},
        about=lambda: named("committee"),
        url=lambda pk: f"/meetings/{pk}/confirm/",
        due=TruncDate("closed_at", tzinfo=clock.BANGKOK),
    ),
    by=__name__,
)
WAITS.provide(
    "objection",
    Wait(
        rows=_objections,
        texts={ItemState.RESOLVED: ITEM["answer_objections"].waits},
        about=lambda: F("title"),
        url=lambda pk: f"/meetings/items/{pk}/",
    ),
    by=__name__,
)
