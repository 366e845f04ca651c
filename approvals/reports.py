"""Reads about meetings: who may see them, what lies before a committee, how a vote stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from approvals import quorum, standing
from approvals.effects import ASKED
from approvals.models import AgendaItem, Attendance, Choice, Dissent, Interest, Meeting, Motion, Resolution, Vote
from approvals.models.meetings import ItemKind
from approvals.standing import Standing
from approvals.workflow import PENDING, MeetingState
from documents import subjects
from documents.models import Document
from people.actors import Actor
from people.kinds import BINDING
from people.models import COMMITTEES, VOTERS, Organisation, OrganisationKind, Role, Seat
from people.paging import Slice, sliced
from requests.models import BudgetRequest
from requests.workflow import State

_ORDER = {role: place for place, role in enumerate(VOTERS)}


def visible_to(actor: Actor) -> QuerySet[Meeting]:
    """Whole meetings: for the committee's own people; those that were called for who oversees the province; for nobody else."""
    rows = Meeting.objects.select_related("committee", "presided_by__person", "minutes__adopted_in")
    if actor.seat is None:
        return rows.none()
    own = Q(committee=actor.organisation_id)
    called = Q(committee__province=actor.province_id) & ~Q(state=MeetingState.PLANNED)
    return rows.filter(own | called if actor.oversees else own)


def announced(actor: Actor, asked: Mapping[str, str]) -> Slice:
    """That meetings are, the latest first: every seat of the province knows of those that were called.

    What stands in them is asked of `opens` for each.
    """
    # As keys: a join would read the meetings of the whole country to find those of a province.
    here = Organisation.objects.filter(province=actor.province_id, kind__in=COMMITTEES)
    called = Meeting.objects.filter(committee__in=list(here.values_list("pk", flat=True)))
    called = called.exclude(state=MeetingState.PLANNED)
    own = Meeting.objects.filter(committee=actor.organisation_id, state=MeetingState.PLANNED)
    rows = Meeting.objects.select_related("committee")
    return sliced(rows, asked, by="scheduled_at", parts=[called, own] if actor.seat else [])


def opens(actor: Actor, meeting: Meeting) -> bool:
    """As `visible_to`, of one that is known to the actor: nothing is asked."""
    return actor.oversees or actor.organisation_id == meeting.committee_id


def items_visible_to(actor: Actor) -> QuerySet[AgendaItem]:
    """Those of whole meetings; else, once the meeting was called, one on a request that the actor reads whole, or of the
    board of the actor's fund: the matter, its resolution and papers, and nothing that was said or who said it."""
    rows = AgendaItem.objects.select_related(
        "meeting__committee",
        "budget_request__organisation",
        "meeting__presided_by__person",
        "stand_in__person",
        "resolution",
    )
    if actor.seat is None:
        return rows.none()
    called = ~Q(meeting__state=MeetingState.PLANNED)
    if actor.oversees:
        called &= Q(meeting__committee__province=actor.province_id)
    else:
        # Asked of each matter by its key: in an OR a list of all requests of the province would be read first.
        asked = BudgetRequest.objects.visible_to(actor).filter(pk=OuterRef("budget_request"))
        called &= Exists(asked) | Q(meeting__committee__parent=actor.organisation_id)
    return rows.filter(Q(meeting__committee=actor.organisation_id) | called)


def waiting_requests(committee_id: int) -> QuerySet[BudgetRequest]:
    """Requests that lie before a committee and are on no agenda yet."""
    rows = BudgetRequest.objects.filter(owner=committee_id, state=State.IN_REVIEW)
    rows = rows.exclude(pk__in=_pending(ItemKind.REVIEW))
    return rows.select_related("organisation").order_by("due_on", "pk")


def waiting_for_fund(committee: Any) -> QuerySet[BudgetRequest]:
    """Requests that ask the fund of this board and were endorsed elsewhere."""
    if committee.kind != OrganisationKind.FUND_BOARD:
        return BudgetRequest.objects.none()
    asked = Q(pk__in=[])
    for rows in ASKED.values():
        asked |= Q(pk__in=rows(committee.parent_id))
    return BudgetRequest.objects.filter(asked).exclude(pk__in=_pending(ItemKind.FUND_OFFER))


def _pending(kind: ItemKind) -> QuerySet[Any]:
    """Requests that stand on an agenda already."""
    items = AgendaItem.objects.filter(kind=kind, state__in=PENDING, budget_request__isnull=False)
    return items.values("budget_request")


def may_plan(actor: Actor) -> bool:
    committee = actor.organisation is not None and actor.organisation.is_committee
    return committee and actor.holds(Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR)


def members(meeting: Meeting) -> list[Seat]:
    return _in_order(Seat.objects.filter(pk__in=meeting.voting_seats))


def uncounted(meeting: Meeting) -> list[Seat]:
    """Members of a fund's board whom nobody has recognised: they count among the members and do not vote."""
    if meeting.committee.kind not in BINDING:
        return []
    rows = Seat.objects.filter(pk__in=meeting.voting_seats)
    return _in_order(rows.exclude(quorum.who_counts(meeting)))


def _in_order(seats: QuerySet[Seat]) -> list[Seat]:
    return sorted(seats.select_related("person"), key=lambda seat: (_ORDER[Role(seat.role)], seat.pk))


def attendance(meeting: Meeting) -> list[Attendance]:
    """In the order of offices, as the minutes list them."""
    rows = meeting.attendances.select_related("seat__person")
    return sorted(rows, key=lambda one: (_ORDER[Role(one.seat.role)], one.seat_id))


def insiders(item: AgendaItem) -> set[int]:
    """Members whose person also sits in the asking organisation: they are asked to declare."""
    if item.budget_request is None:
        return set()
    own = Seat.objects.current().filter(organisation=item.budget_request.organisation_id, person__isnull=False)
    mine = Seat.objects.filter(pk__in=item.meeting.voting_seats, person__in=own.values("person"))
    return set(mine.values_list("pk", flat=True))


def papers(item: AgendaItem, actor: Actor) -> list[Document]:
    """The extract and the letter of an item's resolution, as they stand now, as far as they are for the actor."""
    resolution = getattr(item, "resolution", None)
    if resolution is None:
        return []
    found = Document.objects.filter(pk__in=[pk for pk in (resolution.extract_id, resolution.letter_id) if pk])
    found = found.select_related("replaced_by").defer("facts").order_by("pk")
    # Whoever reads the meeting reads them; the others are asked of one by one, two at most.
    return [paper for paper in found if opens(actor, item.meeting) or subjects.may_read(actor, paper)]


def tally(motion: Motion) -> dict[str, int]:
    choices = list(motion.votes.values_list("choice", flat=True))
    return {choice: choices.count(choice) for choice in Choice.values}


def told(motion: Motion) -> dict[str, int] | None:
    """How the votes came out, once they are counted; until then nobody is told, whoever they are."""
    return tally(motion) if motion.counted_at else None


def has_lost_its_presider(item: AgendaItem) -> bool:
    presider = item.presider
    return presider is not None and presider.person_id in quorum.recused_persons(item)


def stand_ins(item: AgendaItem) -> list[Seat]:
    """Who can preside over an item: a vice-chair who is there, else any member who takes part."""
    here = _in_order(_taking_part(item))
    return [seat for seat in here if seat.role == Role.VICE_CHAIR] or here


def resolutions_of(meeting: Meeting) -> list[Resolution]:
    found = Resolution.objects.filter(item__meeting=meeting).select_related("item__stand_in", "resolved_by")
    return list(found.order_by("item__position"))


def standings(meeting: Meeting, resolutions: list[Resolution] | None = None) -> list[Standing]:
    """Of all its results once it has closed; read once for a meeting that was read: its page and its verbs both ask."""
    if meeting.state != MeetingState.CLOSED:
        return []
    if meeting.standings is None:
        made = resolutions_of(meeting) if resolutions is None else resolutions
        meeting.standings = standing.of(made)
    found: list[Standing] = meeting.standings
    return found


def confirmed_by(actor: Actor, meeting: Meeting) -> list[Resolution]:
    """The results that this person answers for: those they presided over, or, where they did not, saw."""
    made = resolutions_of(meeting)
    own = [one for one in made if one.presided_by.person_id == actor.person_id]
    return own or made


def open_motion(item: AgendaItem) -> Motion | None:
    return next((motion for motion in reversed(item.motions.all()) if motion.is_carried is None), None)


def hands(item: AgendaItem) -> list[Seat]:
    """Members who take part in this item and have not voted on its open motion."""
    voted = Vote.objects.filter(motion__item=item, motion__is_carried=None)
    return _in_order(_taking_part(item).exclude(person__in=voted.values("person")))


def undissenting(item: AgendaItem) -> list[Seat]:
    """Members who took part in this item and whose differing view is not on record."""
    given = Dissent.objects.filter(resolution__item=item)
    return _in_order(_taking_part(item).exclude(person__in=given.values("person")))


def _taking_part(item: AgendaItem) -> QuerySet[Seat]:
    """As `quorum.taking_part`, asked in one query with what each has still to do."""
    here = Attendance.objects.filter(quorum.who_counts(item.meeting), meeting=item.meeting_id, presence__in=quorum.HERE)
    away = Interest.objects.filter(item=item, may_stay=False)
    seats = Seat.objects.filter(person__in=here.values("person")).filter(pk__in=item.meeting.voting_seats)
    return seats.exclude(person__in=away.values("person"))


def is_asked_to_vote(actor: Actor, item: AgendaItem) -> bool:
    """Whether a vote waits for the actor: their own, or a show of hands that the secretary writes down."""
    return _concerns(actor, hands(item))


def may_differ(actor: Actor, item: AgendaItem) -> bool:
    """Whether the actor has a differing view to record: their own, or one that the secretary writes down."""
    return _concerns(actor, undissenting(item))


def _concerns(actor: Actor, seats: list[Seat]) -> bool:
    return bool(seats) if actor.holds(Role.SECRETARY) else actor.person_id in {seat.person_id for seat in seats}


def is_asked_to_confirm(actor: Actor, meeting: Meeting) -> bool:
    """Whether something waits for this person's word: what they presided over, or what one person ran alone."""
    asked = any(actor.person_id in standing.who_confirms(one) for one in standings(meeting))
    return asked and not meeting.confirmations.filter(person=actor.person_id or 0).exists()


def may_object(actor: Actor, item: AgendaItem) -> bool:
    """Once a person; what they said stands beside the result."""
    resolution = getattr(item, "resolution", None)
    return resolution is not None and actor.person_id not in {one.person_id for one in resolution.objections.all()}
