"""What a meeting or an agenda item must be like for a verb, beside its state; `approvals.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from approvals import reports
from approvals.models import AgendaItem, Meeting
from approvals.workflow import ItemState, MeetingState
from audit.verbs import condition

PREPARED = (MeetingState.PLANNED, MeetingState.CALLED)


@condition("agenda_fixed", _("The agenda is fixed once the meeting has opened."))
def is_prepared(meeting: Meeting) -> bool:
    return meeting.state in PREPARED


@condition("meeting_not_called", _("Only a meeting that was called and has not opened is called again."))
def is_called(meeting: Meeting) -> bool:
    return bool(meeting.state == MeetingState.CALLED)


@condition("meeting_not_in_session", _("The meeting is not in session."))
def in_session(row: Meeting | AgendaItem) -> bool:
    meeting = row.meeting if isinstance(row, AgendaItem) else row
    return bool(meeting.state == MeetingState.OPEN)


@condition("vote_begun", _("An interest is declared before the vote."))
def is_before_the_vote(item: AgendaItem) -> bool:
    return bool(item.state == ItemState.LISTED)


@condition("no_open_vote", _("No vote is open on this item."))
def is_voted_on(item: AgendaItem) -> bool:
    return bool(item.state == ItemState.VOTING)


@condition("votes_begun", _("Members have begun to vote; count the votes."))
def is_unvoted(item: AgendaItem) -> bool:
    motion = reports.open_motion(item)
    return motion is None or not motion.votes.exists()


@condition("no_tie", _("There is a casting vote only when the votes are equal."))
def is_tied(item: AgendaItem) -> bool:
    return reports.is_tied(item)


@condition("not_resolved", _("A differing view is on a resolution, and there is none."))
def is_resolved(item: AgendaItem) -> bool:
    return bool(item.state == ItemState.RESOLVED)
