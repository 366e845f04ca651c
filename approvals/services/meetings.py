"""A meeting from its planning to its minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from approvals import quorum
from approvals.facts import ItemFacts, MeetingFacts, OpenedFacts, PlannedFacts, RulesFacts
from approvals.models import AgendaItem, Attendance, CommitteeRules, ItemKind, Meeting, Presence
from approvals.services.telling import renew_notice
from approvals.verbs import ITEM, MEETING
from approvals.workflow import ItemState, MeetingState
from audit.errors import Conflict, Invalid
from audit.log import record, recorded
from audit.machine import finish, lock
from documents.numbering import next_number
from jobs import clock
from people.actors import Actor
from people.models import Organisation, OrganisationKind, Seat
from requests.conditions import is_before_a_committee
from requests.models import BudgetRequest
from requests.workflow import State
from thai import dates
from wiring.refs import Ref

# A slip of the keys: nobody is called together for the year 9999, and the log takes no such day.
FARTHEST = timedelta(days=2 * 366)


def about(meeting: Meeting) -> MeetingFacts:
    """What the facts of every event of a meeting begin with."""
    return {"meeting": meeting.pk, "committee": meeting.committee.name_th}


def note(
    event: str,
    meeting: Meeting,
    actor: Actor,
    facts: MeetingFacts,
    *,
    subject: str = "",
    personal: dict[str, str] | None = None,
) -> None:
    record(
        event,
        tree=meeting.committee.province_id,
        subject=subject or meeting.subject,
        actor=actor,
        facts=facts,
        personal=personal,
    )


@recorded
def set_rules(committee_id: int, *, valid_from: date, adopted_by: str, actor: Actor, **shares: int) -> CommitteeRules:
    """Adopt a committee's own rules from a date on, naming the resolution that changed them."""
    committee = Organisation.objects.get(pk=committee_id)
    MEETING.require("set_rules", actor, Meeting(committee=committee))
    rules = CommitteeRules(committee=committee, valid_from=valid_from, adopted_by=adopted_by, **shares)
    rules.full_clean()
    rules.save()
    record(
        "committee.rules_set",
        tree=committee.province_id,
        subject=Ref("organisation", committee.pk),
        actor=actor,
        facts=RulesFacts(valid_from=valid_from, adopted_by=adopted_by),
    )
    return rules


@recorded
def plan(committee_id: int, *, scheduled_at: datetime, place: str, actor: Actor, **fields: Any) -> Meeting:
    """Prepare a meeting; it binds nobody until it is called. The second of two clicks finds the first one's."""
    meeting = Meeting(
        committee=Organisation.objects.get(pk=committee_id), scheduled_at=scheduled_at, place=place, **fields
    )
    MEETING.require("plan", actor, meeting)
    if scheduled_at <= clock.now():
        raise Invalid(_("A meeting is planned for a time to come."), code="in_the_past", field="scheduled_at")
    if scheduled_at > clock.now() + FARTHEST:
        raise Invalid(_("Choose a day within the next two years."), code="too_far", field="scheduled_at")
    if same := _planned_already(meeting, fields, actor):
        return same
    meeting.full_clean()
    meeting.save()
    note("meeting.planned", meeting, actor, PlannedFacts({**about(meeting), "scheduled_at": scheduled_at}))
    return meeting


def _planned_already(meeting: Meeting, fields: Mapping[str, Any], actor: Actor) -> Meeting | None:
    """In the same words for the same minute, by the same seat; that is locked, or two at once would see none."""
    Seat.objects.select_for_update(no_key=True).get(pk=actor.by_seat.pk)
    same = Meeting.objects.filter(committee=meeting.committee, scheduled_at=meeting.scheduled_at, place=meeting.place)
    return same.filter(state=MeetingState.PLANNED, **fields).first()


@recorded
def list_item(
    meeting_id: int, *, kind: str, title: str = "", budget_request_id: int | None = None, actor: Actor
) -> AgendaItem:
    """Put a matter on the agenda; a request only when it lies before this committee."""
    meeting = lock(Meeting, meeting_id)
    MEETING.require("list_item", actor, meeting)
    item = AgendaItem(meeting=meeting, kind=kind, title=title, position=_next_position(meeting))
    if kind == ItemKind.PAYMENT and meeting.committee.kind != OrganisationKind.FUND_BOARD:
        raise Invalid(_("Only the fund's board allows a payment of the fund."), code="not_the_fund_board")
    if kind in (ItemKind.OTHER, ItemKind.PAYMENT):
        _require_no_twin(item)
    else:
        item.budget_request = _locked_request(budget_request_id)
        item.title = title or item.budget_request.title
        _require_before_committee(item)
    item.full_clean()
    item.save()
    renew_notice(meeting, actor)
    subject = item.budget_request.subject if item.budget_request else item.subject
    facts: ItemFacts = {**about(meeting), "item": item.pk}
    note("item.listed", meeting, actor, facts, subject=subject, personal={"title": item.title})
    return item


def _require_no_twin(item: AgendaItem) -> None:
    """Under the meeting's lock: two clicks would let a board decide twice on one payment."""
    if item.meeting.items.filter(kind=item.kind, title=item.title).exclude(state=ItemState.STRUCK).exists():
        raise Invalid(
            _("This stands on the agenda already. Say in the title what is different."),
            code="listed_already",
            field="title",
        )


def _locked_request(pk: int | None) -> BudgetRequest:
    # Before whom it lies is read next, and another committee may be deciding on it at this moment.
    row = BudgetRequest.objects.select_for_update(of=("self",)).filter(pk=pk or 0).first()
    if row is None:
        raise Invalid(_("This request is not before this committee."), code="not_before_this_committee")
    return row


def _next_position(meeting: Meeting) -> int:
    # Under the meeting's lock, or two matters would take one place.
    return (meeting.items.aggregate(last=Max("position"))["last"] or 0) + 1


def _require_before_committee(item: AgendaItem) -> None:
    row = item.budget_request
    assert row is not None
    if item.kind == ItemKind.REVIEW:
        is_before_a_committee.require(row)
    if item.kind == ItemKind.REVIEW and row.owner_id != item.meeting.committee_id:
        raise Conflict(_("This request is not before this committee."), code="not_before_this_committee")
    if item.kind == ItemKind.FUND_OFFER and (
        row.state != State.FUNDING
        or item.meeting.committee.kind != OrganisationKind.FUND_BOARD
        or item.meeting.committee.province_id != row.province_id
    ):
        raise Conflict(
            _("Only the fund board decides what the fund gives, once the request is endorsed."),
            code="not_the_fund_board",
        )


@recorded
def strike_item(item_id: int, *, version: int, actor: Actor) -> AgendaItem:
    """Take a matter off the agenda."""
    item = locked_item(item_id, version=version)
    ITEM.require("strike_item", actor, item)
    item.strike()
    finish(item)
    renew_notice(item.meeting, actor)
    facts: ItemFacts = {**about(item.meeting), "item": item.pk}
    note("item.struck", item.meeting, actor, facts, subject=item.subject, personal={"title": item.title})
    return item


def locked_item(item_id: int, *, version: int | None = None) -> AgendaItem:
    """The item with its meeting, both locked, the meeting first."""
    # An item never changes its meeting, so that it may be asked for before anything is locked.
    meeting_id = AgendaItem.objects.values_list("meeting", flat=True).get(pk=item_id)
    meeting = lock(Meeting, meeting_id)
    item = lock(AgendaItem, item_id, version=version)
    item.meeting = meeting
    return item


@recorded
def open_meeting(
    meeting_id: int, *, present: Mapping[int, dict[str, str]], presided_by: int, version: int, actor: Actor
) -> Meeting:
    """Record who came (seat → {presence, identified_by, reason}) and who presides; refused without quorum.

    Not before the hour that the notice named. The meeting gets its number of the calendar year now, so that one that
    never met leaves no gap.
    """
    meeting = lock(Meeting, meeting_id, version=version)
    MEETING.require("open_meeting", actor, meeting)
    _require_hour(meeting)
    meeting.open()
    _record_attendance(meeting, present)
    counted = quorum.of_meeting(meeting)
    if not counted.is_met:
        raise Invalid(
            _("There is no quorum: %(present)s of %(members)s are here, %(needed)s are needed. Call the meeting again.")
            % {"present": counted.present, "members": counted.members, "needed": counted.needed},
            code="no_quorum",
        )
    if presided_by not in quorum.present_seats(meeting):
        raise Invalid(_("Who presides must be a member who is present."), code="presider_not_present")
    meeting.presided_by_id, meeting.year = presided_by, dates.be_year(clock.today())
    meeting.number = next_number(f"meeting:{meeting.committee_id}", meeting.year)
    meeting.opened_at, meeting.opened_by = clock.now(), actor.seat
    finish(meeting, fields=("presided_by", "year", "number", "opened_at", "opened_by"))
    facts: OpenedFacts = {
        **about(meeting),
        "number": meeting.label,
        "present": counted.present,
        "members": counted.members,
        "needed": counted.needed,
    }
    note("meeting.opened", meeting, actor, facts)
    return meeting


def _require_hour(meeting: Meeting) -> None:
    if clock.now() < meeting.scheduled_at:
        at = meeting.scheduled_at.astimezone(clock.BANGKOK)
        raise Invalid(
            _("This meeting is on %(day)s at %(hour)s. It can be opened from then on.")
            % {"day": dates.read(at.date()), "hour": f"{at:%H.%M}" if dates.is_read_in_thai() else f"{at:%H:%M}"},
            code="not_yet_the_hour",
        )


def _record_attendance(meeting: Meeting, present: Mapping[int, dict[str, str]]) -> None:
    members = meeting.members
    if set(present) - set(members.values()):
        raise Invalid(_("Only members of this committee can be present as members."), code="not_a_member")
    for person_id, seat_id in members.items():
        values = present.get(seat_id, {"presence": Presence.ABSENT})
        attendance = Attendance(meeting=meeting, seat_id=seat_id, person_id=person_id, **values)
        attendance.full_clean(exclude=["meeting", "seat", "person"])
        attendance.save()
