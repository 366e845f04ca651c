"""Reads about meetings: what lies before a committee, how a vote stands, what its pages show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from approvals import access, quorum, standing
from approvals.effects import ASKED
from approvals.models import (
    AgendaItem,
    Attendance,
    Choice,
    Dissent,
    Interest,
    Meeting,
    MeetingNotice,
    Motion,
    Resolution,
    Vote,
)
from approvals.models.meetings import ItemKind
from approvals.standing import Standing
from approvals.workflow import PENDING, MeetingState
from documents import subjects
from documents.models import Document
from jobs import clock
from people.actors import Actor
from people.kinds import BINDING
from people.models import VOTERS, Organisation, OrganisationKind, Role, Seat
from requests.models import BudgetRequest
from requests.reports import listed
from requests.workflow import State
from wiring.written import Written

_ORDER = {role: place for place, role in enumerate(VOTERS)}


_INSIDERS = Written(
    lambda seats, asker, day: Seat.objects.filter(
        pk__among=seats,
        person__in=Seat.objects.current(day).filter(organisation=asker, person__isnull=False).values("person"),
    ).values_list("pk", flat=True),
    seats=list,
    asker=int,
    day=date,
)
_PAPERS = Written(
    lambda pks: Document.objects.filter(pk__among=pks).select_related("replaced_by").defer("facts").order_by("pk"),
    pks=list,
)
_UNKNOWN = Written(
    lambda day, committee, moment: (
        Seat.objects.voting_on(day, committee)
        .exclude(person__recognition__occurred_at__lte=moment)
        .select_related("person")
    ),
    day=date,
    committee=int,
    moment=datetime,
)
_ITEMS = Written(
    lambda meeting: AgendaItem.objects.filter(meeting=meeting).select_related("budget_request", "resolution"),
    meeting=int,
)
_CAME = Written(lambda meeting: Attendance.objects.filter(meeting=meeting).select_related("seat__person"), meeting=int)
_TOLD = Written(
    lambda meeting: MeetingNotice.objects.filter(meeting=meeting).select_related("seat__person"), meeting=int
)


def waiting_requests(committee_id: int) -> list[BudgetRequest]:
    """Requests that lie before a committee and are on no agenda yet."""
    return _WAITING(committee=committee_id)


def waiting_for_fund(committee: Organisation) -> list[BudgetRequest]:
    """Requests that ask the fund of this board and were endorsed elsewhere."""
    is_board = committee.kind == OrganisationKind.FUND_BOARD
    return _WAITING_FOR_FUND(fund=committee.parent_id) if is_board else []


def _asking(fund: int) -> QuerySet[BudgetRequest]:
    asked = Q(pk__in=[])
    for rows in ASKED.values():
        asked |= Q(pk__in=rows(fund))
    return listed().filter(asked).exclude(_pending(ItemKind.FUND_OFFER))


def _pending(kind: ItemKind) -> Exists:
    """Whether a request stands on an agenda already; asked of each, for all that do in the country are many."""
    items = AgendaItem.objects.filter(kind=kind, state__in=PENDING, budget_request=OuterRef("pk"))
    return Exists(items)


_WAITING = Written(
    lambda committee: (
        listed()
        .filter(owner=committee, state=State.IN_REVIEW)
        .exclude(_pending(ItemKind.REVIEW))
        .order_by("due_on", "pk")
    ),
    committee=int,
)
_WAITING_FOR_FUND = Written(_asking, fund=int)


def may_plan(actor: Actor) -> bool:
    committee = actor.organisation is not None and actor.organisation.is_committee
    return committee and actor.holds(Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR)


def members(meeting: Meeting) -> list[Seat]:
    return _in_order(Seat.objects.filter(pk__in=meeting.voting_seats))


def uncounted(meeting: Meeting) -> list[Seat]:
    """Members of a fund's board whom nobody has recognised: they count among the members and do not vote."""
    if meeting.committee.kind not in BINDING:
        return []
    rows = _UNKNOWN(day=meeting.day, committee=meeting.committee_id, moment=quorum.until(meeting))
    return _by_office(seat for seat in rows if seat.pk in meeting.voting_seats)


def _in_order(seats: QuerySet[Seat]) -> list[Seat]:
    return _by_office(seats.select_related("person"))


def _by_office(seats: Iterable[Seat]) -> list[Seat]:
    return sorted(seats, key=lambda seat: (_ORDER[Role(seat.role)], seat.pk))


def items(meeting: Meeting) -> list[AgendaItem]:
    """Its agenda, each with its request and resolution."""
    found = _ITEMS(meeting=meeting.pk)
    for item in found:
        item.meeting = meeting
    return found


def notices(meeting: Meeting) -> list[MeetingNotice]:
    return _TOLD(meeting=meeting.pk)


def attendance(meeting: Meeting) -> list[Attendance]:
    """In the order of offices, as the minutes list them."""
    return sorted(_CAME(meeting=meeting.pk), key=lambda one: (_ORDER[Role(one.seat.role)], one.seat_id))


def insiders(item: AgendaItem) -> set[int]:
    """Members whose person also sits in the asking organisation: they are asked to declare."""
    if item.budget_request is None:
        return set()
    asker = item.budget_request.organisation_id
    return set(_INSIDERS(seats=list(item.meeting.voting_seats), asker=asker, day=clock.today()))


def papers(item: AgendaItem, actor: Actor) -> list[Document]:
    """The extract and the letter of an item's resolution, as they stand now, as far as they are for the actor."""
    resolution = getattr(item, "resolution", None)
    if resolution is None:
        return []
    found = _PAPERS(pks=[pk for pk in (resolution.extract_id, resolution.letter_id) if pk])
    # Whoever reads the meeting reads them; the others are asked of one by one, two at most.
    return [paper for paper in found if access.opens(actor, item.meeting) or subjects.may_read(actor, paper)]


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
