"""Who may read a meeting, and who only one of its matters."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from approvals.models import AgendaItem, Meeting
from approvals.workflow import MeetingState
from people.actors import Actor
from people.models import COMMITTEES, Organisation
from people.paging import Slice, sliced
from requests.models import BudgetRequest
from wiring.written import Written


def visible_to(actor: Actor) -> QuerySet[Meeting]:
    """Whole meetings: for the committee's own people; those that were called for who oversees the province; for nobody else."""
    rows = _whole()
    if actor.seat is None:
        return rows.none()
    own = Q(committee=actor.organisation_id)
    called = Q(committee__province=actor.province_id) & ~Q(state=MeetingState.PLANNED)
    return rows.filter(own | called if actor.oversees else own)


def _whole() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("committee", "presided_by__person", "minutes__adopted_in")


_MEETING = Written(lambda pk: _whole().filter(pk=pk), pk=int)


def readable(actor: Actor, pk: int) -> Meeting | None:
    """As `visible_to`, one of them."""
    row = next(iter(_MEETING(pk=pk)), None)
    if row is None or actor.seat is None:
        return None
    is_told = actor.oversees and row.state != MeetingState.PLANNED and row.committee.province_id == actor.province_id
    return row if is_told or row.committee_id == actor.organisation_id else None


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
    rows = _whole_items()
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


def _whole_items() -> QuerySet[AgendaItem]:
    return AgendaItem.objects.select_related(
        "meeting__committee",
        "budget_request__organisation",
        "meeting__presided_by__person",
        "stand_in__person",
        "resolution",
    )


_ITEM = Written(lambda pk: _whole_items().filter(pk=pk), pk=int)


def readable_item(actor: Actor, pk: int) -> AgendaItem | None:
    """As `items_visible_to`, one of them; nothing more is asked for who reads its whole meeting."""
    row = next(iter(_ITEM(pk=pk)), None)
    if row is None or actor.seat is None:
        return None
    is_own = row.meeting.committee_id == actor.organisation_id
    return row if is_own or items_visible_to(actor).filter(pk=pk).exists() else None
