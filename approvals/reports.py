"""Reads about meetings: who may see them, what lies before a committee, how a vote stands."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import translation

from approvals import quorum
from approvals.models import AgendaItem, Attendance, Meeting
from approvals.workflow import ItemState
from documents.thai_dates import long_date
from jobs import clock
from people.actors import Actor
from people.models import VOTERS, OrganisationKind, Role, Seat
from requests.models import BudgetRequest
from requests.workflow import State


def visible_to(actor: Actor) -> QuerySet[Meeting]:
    """A committee's own people and who oversees see every meeting; others of the province those that were called."""
    rows = Meeting.objects.select_related("committee", "presided_by__person")
    if actor.seat is None:
        return rows.none()
    own = Q(committee=actor.organisation_id)
    called = Q(committee__province=actor.province_id) & ~Q(state="planned")
    return rows.filter(own | called)


def items_visible_to(actor: Actor) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(meeting__in=visible_to(actor)).select_related(
        "meeting__committee", "budget_request__organisation", "meeting__presided_by__person"
    )


def waiting_requests(committee_id: int) -> QuerySet[BudgetRequest]:
    """Requests that lie before a committee and are on no agenda yet."""
    open_items = AgendaItem.objects.filter(state__in=[ItemState.LISTED, ItemState.VOTING], kind="review")
    listed = open_items.filter(budget_request__isnull=False).values("budget_request")
    rows = BudgetRequest.objects.filter(owner=committee_id, state=State.IN_REVIEW).exclude(pk__in=listed)
    return rows.select_related("organisation").order_by("due_on", "pk")


def waiting_for_fund(committee: Any) -> QuerySet[BudgetRequest]:
    """Requests that ask the fund of this board and were endorsed elsewhere."""
    if committee.kind != OrganisationKind.FUND_BOARD:
        return BudgetRequest.objects.none()
    asked = BudgetRequest.objects.filter(
        state=State.FUNDING, offers__funder=committee.parent_id, offers__state__in=["asked", "acknowledged"]
    )
    listed = AgendaItem.objects.filter(kind="fund_offer", state__in=[ItemState.LISTED, ItemState.VOTING])
    return asked.exclude(pk__in=listed.filter(budget_request__isnull=False).values("budget_request"))


def may_plan(actor: Actor) -> bool:
    committee = actor.organisation is not None and actor.organisation.is_committee
    return committee and actor.holds(Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR)


def members(meeting: Meeting) -> list[Seat]:
    seats = Seat.objects.filter(pk__in=meeting.voting_seats).select_related("person")
    order = {role: n for n, role in enumerate(VOTERS)}
    return sorted(seats, key=lambda seat: (order[Role(seat.role)], seat.pk))


def attendance(meeting: Meeting) -> QuerySet[Attendance]:
    return meeting.attendances.select_related("seat__person").order_by("seat__role", "pk")


def insiders(item: AgendaItem) -> set[int]:
    """Members whose person also sits in the asking organisation: they are asked to declare."""
    if item.budget_request is None:
        return set()
    own = Seat.objects.current().filter(organisation=item.budget_request.organisation_id, person__isnull=False)
    mine = Seat.objects.filter(pk__in=item.meeting.voting_seats, person__in=own.values("person"))
    return set(mine.values_list("pk", flat=True))


def draft_minutes(meeting: Meeting) -> str:
    """The minutes as far as the records know them, for the secretary to finish."""
    here = [a for a in attendance(meeting) if a.presence in quorum.HERE]
    away = [a for a in attendance(meeting) if a.presence not in quorum.HERE]
    lines = [
        f"รายงานการประชุม{meeting.committee.name_th} ครั้งที่ {meeting.label}",
        f"วัน{long_date(meeting.scheduled_at.astimezone(clock.BANGKOK).date())} ณ {meeting.place}",
        "ผู้มาประชุม", *(f"  {n}. {a.seat.person} {a.seat.label}" for n, a in enumerate(here, 1)),
        "ผู้ไม่มาประชุม", *(f"  {n}. {a.seat.person} {a.reason}".rstrip() for n, a in enumerate(away, 1)),
        "เรื่องเพื่อพิจารณา", *(line for item in meeting.items.all() for line in _minuted(item)),
    ]  # fmt: skip
    return "\n".join(lines)


def _minuted(item: AgendaItem) -> list[str]:
    resolution = getattr(item, "resolution", None)
    found = [f"{item.position}. {item.title}"]
    if resolution is None:
        return found
    with translation.override("th"):
        outcome = resolution.get_outcome_display()
    found += [text for text in (resolution.facts, resolution.criterion, resolution.consideration) if text]
    return [*found, f"มติที่ประชุม {outcome} (มติที่ {resolution.label})"]
