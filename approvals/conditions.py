"""What a meeting or an agenda item must be like for a verb, beside its state; `approvals.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from approvals import reports
from approvals.models import AgendaItem, Meeting
from approvals.models.confirming import OBJECTION_TIME
from approvals.workflow import PENDING, ItemState, MeetingState
from audit.verbs import condition
from jobs import clock

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


@condition("votes_counted", _("The votes are counted and equal; who presides has the deciding vote."))
def is_uncounted(item: AgendaItem) -> bool:
    motion = reports.open_motion(item)
    return motion is None or motion.counted_at is None


@condition("votes_begun", _("Members have begun to vote; count the votes."))
def is_unvoted(item: AgendaItem) -> bool:
    motion = reports.open_motion(item)
    return motion is None or not motion.votes.exists()


@condition("no_tie", _("There is a casting vote only when the votes are equal."))
def is_tied(item: AgendaItem) -> bool:
    motion = reports.open_motion(item)
    return motion is not None and motion.is_tied


@condition("item_decided", _("This matter is decided, or was taken off the agenda."))
def is_undecided(item: AgendaItem) -> bool:
    return item.state in PENDING


@condition("presider_is_there", _("Who presides is there for this item."))
def has_lost_its_presider(item: AgendaItem) -> bool:
    return reports.has_lost_its_presider(item)


@condition("meeting_not_closed", _("What a meeting resolved is confirmed once it has closed with its minutes."))
def is_closed(meeting: Meeting) -> bool:
    return bool(meeting.state == MeetingState.CLOSED)


@condition("objection_too_late", _("An objection is raised within a day after the meeting has closed."))
def may_still_be_objected_to(item: AgendaItem) -> bool:
    closed_at = item.meeting.closed_at
    return closed_at is None or clock.now() < closed_at + OBJECTION_TIME


@condition("no_objection", _("No objection to this result waits for an answer."))
def is_objected_to(item: AgendaItem) -> bool:
    resolution = getattr(item, "resolution", None)
    return resolution is not None and any(one.answered_at is None for one in resolution.objections.all())


@condition("not_resolved", _("This is about a resolution, and there is none."))
def is_resolved(item: AgendaItem) -> bool:
    return bool(item.state == ItemState.RESOLVED)
