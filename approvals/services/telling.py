"""Telling members of a meeting: the notice to each, and anew when the agenda changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from approvals.models import AgendaItem, Meeting, MeetingNotice, Resolution
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
    persons = Person.objects.filter(pk__in=meeting.members)
    facts = {
        "title": meeting.committee.name_th,
        "scheduled_at": meeting.scheduled_at,
        "place": meeting.place,
    }
    _at_once(persons, "meeting.called", meeting, facts)


def tell_of_item(persons: Iterable[Person], kind: str, item: AgendaItem, facts: Mapping[str, object]) -> None:
    told = {**facts, "title": item.title}
    _at_once(persons, kind, item, told)


def tell_results(meeting: Meeting, facts: Mapping[str, object], made: Iterable[Resolution]) -> None:
    """Every member, whether they came or not, learns what was resolved, and can object."""
    persons = Person.objects.filter(pk__in=meeting.members)
    listed = "; ".join(f"{one.label} {one.get_outcome_display()}: {one.item.title}" for one in made)
    told = {**facts, "title": listed[:200]}
    _at_once(persons, "meeting.closed", meeting, told)


def _at_once(persons: Iterable[Person], kind: str, about: Meeting | AgendaItem, facts: Mapping[str, object]) -> None:
    """By letter too, whatever they chose: the law wants a call in writing, and who objects has a day."""
    url = about.get_absolute_url()
    notices.tell(persons, kind=kind, subject=about.subject, url=url, facts=facts, always=True)
