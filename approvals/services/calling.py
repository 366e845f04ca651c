"""Calling a meeting, calling it off, and calling it again."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from approvals.facts import CalledFacts
from approvals.models import CommitteeRules, Meeting
from approvals.papers import notices as papers
from approvals.services.meetings import about, list_item, note, plan
from approvals.services.telling import send_notices
from approvals.verbs import MEETING
from approvals.workflow import ItemState
from audit.errors import Invalid
from audit.log import recorded
from audit.machine import finish, lock
from jobs import clock
from people.actors import Actor


@recorded
def call(meeting_id: int, *, version: int, actor: Actor) -> Meeting:
    """Send the notice to each member; refused later than the committee's notice period unless urgent (s.80)."""
    meeting = lock(Meeting, meeting_id, version=version)
    MEETING.require("call", actor, meeting)
    _require_notice(meeting)
    if not meeting.items.filter(state=ItemState.LISTED).exists():
        raise Invalid(_("Put at least one matter on the agenda first."), code="agenda_empty")
    meeting.call()
    meeting.called_at, meeting.called_by = clock.now(), actor.seat
    finish(meeting, fields=("called_at", "called_by"))
    told = send_notices(meeting, actor)
    papers.issue(meeting, actor)
    facts: CalledFacts = {**about(meeting), "told": told, "scheduled_at": meeting.scheduled_at}
    note("meeting.called", meeting, actor, facts)
    return meeting


def _require_notice(meeting: Meeting) -> None:
    day = meeting.scheduled_at.astimezone(clock.BANGKOK).date()
    days = (day - clock.today()).days
    rules = CommitteeRules.of(meeting.committee_id, day)
    if meeting.scheduled_at <= clock.now():
        raise Invalid(_("The time of this meeting is past. Plan another."), code="meeting_past")
    if days < rules.notice_days and not meeting.is_urgent:
        raise Invalid(
            _("Members are told at least %(days)s days before. Choose a later day, or mark it urgent with a reason.")
            % {"days": rules.notice_days},
            code="notice_too_short",
        )


@recorded
def call_off(meeting_id: int, *, version: int, actor: Actor) -> Meeting:
    """Call a meeting off; what was on its agenda is free for another."""
    meeting = lock(Meeting, meeting_id, version=version)
    MEETING.require("call_off", actor, meeting)
    meeting.call_off()
    for item in meeting.items.filter(state=ItemState.LISTED):
        item.strike()
        finish(item)
    finish(meeting)
    note("meeting.called_off", meeting, actor, about(meeting))
    return meeting


@recorded
def call_again(
    meeting_id: int, *, scheduled_at: datetime, place: str, announce_lower_quorum: bool, version: int, actor: Actor
) -> Meeting:
    """Plan a meeting anew that had no quorum, with its agenda; the lower quorum holds only if the notice says so."""
    before = lock(Meeting, meeting_id, version=version)
    MEETING.require("call_again", actor, before)
    items = list(before.items.filter(state=ItemState.LISTED))
    call_off(meeting_id, version=version, actor=actor)
    meeting = plan(
        before.committee_id,
        scheduled_at=scheduled_at,
        place=place,
        recall_of=before,
        mode=before.mode,
        lower_quorum_announced=announce_lower_quorum,
        actor=actor,
    )
    for item in items:
        list_item(meeting.pk, kind=item.kind, title=item.title, budget_request_id=item.budget_request_id, actor=actor)
    return meeting
