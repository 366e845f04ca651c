"""Telling members of a meeting: the notice to each, and anew when the agenda changes."""

from __future__ import annotations

from approvals.models import Meeting, MeetingNotice
from approvals.papers import notices as papers
from approvals.workflow import ItemState, MeetingState
from jobs import clock
from notices import services as notices
from people.actors import Actor
from people.models import Person, Seat


def renew_notice(meeting: Meeting, actor: Actor) -> None:
    """Members who were told of another agenda are told anew, unless nothing is left of it."""
    if meeting.state == MeetingState.CALLED and meeting.items.filter(state=ItemState.LISTED).exists():
        papers.issue(meeting, actor)
        _tell(meeting)


def send_notices(meeting: Meeting, actor: Actor) -> int:
    seats = Seat.objects.filter(pk__in=meeting.voting_seats).select_related("person")
    MeetingNotice.objects.bulk_create(
        MeetingNotice(
            meeting=meeting,
            seat=seat,
            sent_at=clock.now(),
            how="e-mail" if seat.person and seat.person.email else "in app",
        )
        for seat in seats
    )
    _tell(meeting)
    return len(seats)


def _tell(meeting: Meeting) -> None:
    persons = Person.objects.filter(seats__in=meeting.voting_seats)
    facts = {
        "title": meeting.committee.name_th,
        "scheduled_at": meeting.scheduled_at,
        "place": meeting.place,
    }
    notices.tell(persons, kind="meeting.called", subject=meeting.subject, url=meeting.get_absolute_url(), facts=facts)
