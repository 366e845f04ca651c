"""Counts members as the law does: half of the current members, recused ones left out, one third at a recalled meeting.

Persons count, each once; what is answered are the seats in which they do. On a fund's board, which decides over money,
whoever is not recognised counts among the members and not among those who are here: a secretary who fills it with invented
members brings it no nearer to a quorum, nor to a majority.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from approvals.models import AgendaItem, Attendance, CommitteeRules, Meeting, Presence, Resolution
from jobs import clock
from people.kinds import BINDING
from wiring.written import Written

HERE = (Presence.PRESENT, Presence.ONLINE)


@dataclass(frozen=True, slots=True)
class Quorum:
    members: int
    present: int
    needed: int

    @property
    def is_met(self) -> bool:
        return self.members > 0 and self.present >= self.needed


def who_counts(meeting: Meeting) -> Q:
    """Whose presence counts, of persons: on a fund's board of those who were recognised by then; else of everybody."""
    if meeting.committee.kind not in BINDING:
        return Q()
    return _known_by(until(meeting))


def until(meeting: Meeting) -> datetime:
    """By when somebody must have been recognised to count in it."""
    return meeting.closed_at or clock.now()


def _known_by(moment: datetime) -> Q:
    return Q(person__recognition__occurred_at__lte=moment)


def _here(meeting: int) -> QuerySet[Attendance, int]:
    return Attendance.objects.filter(meeting=meeting, presence__in=HERE).values_list("person", flat=True)


_HERE = Written(_here, meeting=int)
_HERE_AND_KNOWN = Written(
    lambda meeting, moment: _here(meeting).filter(_known_by(moment)), meeting=int, moment=datetime
)


def present_seats(meeting: Meeting) -> set[int]:
    """Members who are there and count; guests and seats out of term do not."""
    is_binding = meeting.committee.kind in BINDING
    here = _HERE_AND_KNOWN(meeting=meeting.pk, moment=until(meeting)) if is_binding else _HERE(meeting=meeting.pk)
    return {meeting.members[person] for person in here if person in meeting.members}


def recused_persons(item: AgendaItem) -> set[int]:
    """Whoever has left for an item has left in every seat of theirs."""
    return {interest.person_id for interest in item.interests.all() if not interest.may_stay}


def recused_seats(item: AgendaItem) -> set[int]:
    return {item.meeting.members[person] for person in recused_persons(item) if person in item.meeting.members}


def taking_part(item: AgendaItem) -> set[int]:
    """Members who are there and have no interest in the item, or may stay in spite of it."""
    return present_seats(item.meeting) - recused_seats(item)


def of_meeting(meeting: Meeting) -> Quorum:
    return _count(meeting, set())


def of_item(item: AgendaItem) -> Quorum:
    """Who is recused counts neither among the members nor among those present (s.15)."""
    return _count(item.meeting, recused_seats(item))


def as_resolved(resolution: Resolution) -> Quorum:
    return Quorum(resolution.members, resolution.present, resolution.needed)


def _count(meeting: Meeting, recused: set[int]) -> Quorum:
    members = meeting.voting_seats - recused
    share = _share(meeting)
    needed = -(-len(members) * share[0] // share[1])
    return Quorum(len(members), len(present_seats(meeting) - recused), max(needed, 1))


def lower_share_holds(meeting: Meeting, rules: CommitteeRules) -> bool:
    """The lower share holds only for a meeting called again in time, and only if its notice said so (s.79)."""
    before = meeting.recall_of
    in_time = before is not None and (meeting.scheduled_at - before.scheduled_at).days <= rules.recall_days
    return in_time and meeting.lower_quorum_announced


def _share(meeting: Meeting) -> tuple[int, int]:
    rules = CommitteeRules.of(meeting.committee_id, meeting.day)
    if lower_share_holds(meeting, rules):
        return rules.recall_numerator, rules.recall_denominator
    return rules.quorum_numerator, rules.quorum_denominator
