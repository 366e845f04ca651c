"""Minutes: written when a meeting closes, adopted at a later one, put right there by minutes that replace them."""

from __future__ import annotations

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from approvals import minutes, reports
from approvals.facts import ClosedFacts, CorrectedFacts, NumberedFacts
from approvals.minutes import AGENDAS, Parts
from approvals.models import Meeting, Minutes
from approvals.papers import minutes as papers
from approvals.services import telling
from approvals.services.meetings import about, note
from approvals.verbs import MEETING
from approvals.workflow import ItemState
from audit.errors import Conflict, Invalid
from audit.log import recorded
from audit.machine import finish, lock
from jobs import clock
from people.actors import Actor


@recorded
def close(meeting_id: int, *, parts: Parts, version: int, actor: Actor) -> Meeting:
    """Close a meeting and issue its minutes; matters that nobody resolved are taken off the agenda.

    Raises Conflict over an open vote, ValidationError for an agenda that says nothing and for an end before the beginning.

    In order: the meeting's row is locked, which every step on its items takes first, so that no vote can begin meanwhile;
    the parts; matters struck; minutes, then the state that needs them; the paper; what was resolved, told to every
    member; the head of the log. At most 54 statements, and one more for each matter that is struck.
    """
    meeting = lock(Meeting, meeting_id, version=version)
    MEETING.require("close", actor, meeting)
    if meeting.items.filter(state=ItemState.VOTING).exists():
        raise Conflict(_("A vote is still open."), code="vote_open")
    _require_whole(parts, meeting)
    meeting.close()
    for item in meeting.items.filter(state=ItemState.LISTED):
        item.strike()
        finish(item)
    meeting.closed_at, meeting.closed_by = clock.now(), actor.seat
    meeting.minutes = _write(meeting, parts, actor)
    finish(meeting, fields=("minutes", "closed_at", "closed_by"))
    papers.issue(meeting.minutes, actor)
    made = reports.resolutions_of(meeting)
    facts: ClosedFacts = {**about(meeting), "number": meeting.label, "resolutions": [one.label for one in made]}
    note("meeting.closed", meeting, actor, facts)
    telling.tell_results(meeting, facts, made)
    return meeting


@recorded
def adopt(meeting_id: int, minutes_id: int, *, version: int, actor: Actor) -> Minutes:
    """Agenda 2: a meeting in session adopts the minutes of an earlier one as they are."""
    meeting, adopted = _adopting("adopt", meeting_id, minutes_id, version, actor)
    adopted.adopted_in, adopted.adopted_at, adopted.adopted_by = meeting, clock.now(), actor.seat
    adopted.save(update_fields=["adopted_in", "adopted_at", "adopted_by"])
    finish(meeting)
    note("minutes.adopted", meeting, actor, NumberedFacts({**about(meeting), "number": adopted.meeting.label}))
    return adopted


@recorded
def adopt_corrected(
    meeting_id: int, minutes_id: int, *, parts: Parts, corrections: str, version: int, actor: Actor
) -> Minutes:
    """Agenda 2: adopt the minutes of an earlier meeting with `corrections`; they are issued anew and replace the old."""
    meeting, before = _adopting("adopt_corrected", meeting_id, minutes_id, version, actor)
    if not corrections.strip():
        raise Invalid(_("Say what was corrected."), code="corrections_missing", field="corrections")
    _require_whole(parts, before.meeting)
    # After the meeting in session, always: nobody holds a closed one and then waits for one in session.
    corrected = lock(Meeting, before.meeting_id)
    made = _write(
        corrected,
        parts,
        actor,
        round=before.round + 1,
        corrections=corrections.strip(),
        adopted_in=meeting,
        adopted_at=clock.now(),
        adopted_by=actor.seat,
    )
    corrected.minutes = made
    finish(corrected, fields=("minutes",))
    finish(meeting)
    papers.issue(made, actor, before=before)
    facts: CorrectedFacts = {**about(meeting), "number": corrected.label, "round": made.round}
    note("minutes.corrected", meeting, actor, facts)
    return made


def _adopting(verb: str, meeting_id: int, minutes_id: int, version: int, actor: Actor) -> tuple[Meeting, Minutes]:
    """The meeting in session, locked, and minutes that wait for adoption by it."""
    meeting = lock(Meeting, meeting_id, version=version)
    MEETING.require(verb, actor, meeting)
    found = minutes.to_adopt(meeting).filter(pk=minutes_id).first()
    if found is None:
        raise Conflict(_("These minutes do not wait for this meeting."), code="minutes_not_waiting")
    return meeting, found


def _write(meeting: Meeting, parts: Parts, actor: Actor, **more: object) -> Minutes:
    said = {name: text.strip() if isinstance(text, str) else text for name, text in asdict(parts).items()}
    said["discussion"] = {str(item): text.strip() for item, text in parts.discussion.items()}
    made = Minutes(meeting=meeting, written_at=clock.now(), written_by=actor.by_seat, **said, **more)
    made.full_clean(exclude=["meeting", "written_by", "adopted_in", "adopted_by"])
    made.save()
    return made


def _require_whole(parts: Parts, meeting: Meeting) -> None:
    blank = {
        name: _("A meeting cannot be closed without minutes.") for name in AGENDAS if not getattr(parts, name).strip()
    }
    if blank:
        raise ValidationError(blank)
    if parts.ended < parts.began and _is_one_day(meeting):
        raise Invalid(_("A meeting does not end before it begins."), code="ends_before_it_starts", field="ended")


def _is_one_day(meeting: Meeting) -> bool:
    opened, closed = meeting.opened_at or clock.now(), meeting.closed_at or clock.now()
    return opened.astimezone(clock.BANGKOK).date() == closed.astimezone(clock.BANGKOK).date()
