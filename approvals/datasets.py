"""Open data of what was decided: meetings that are over, and what they resolved. Votes are counts; nobody is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from approvals.models import Attendance, Choice, Meeting, MeetingMode, Outcome, Resolution
from approvals.models.meetings import ItemKind
from approvals.quorum import HERE
from approvals.workflow import MeetingState
from publishing.datasets import DATASETS, Column, Dataset, Kind, Place, Written, along, written_of
from requests.gate import known_of, payee, sitting_in, typed_of

_COMMITTEE = 3  # of a meeting's columns as they are read
OPEN_KINDS = (ItemKind.REVIEW, ItemKind.FUND_OFFER, ItemKind.PAYMENT)


def closed(province: str) -> QuerySet[Meeting]:
    return Meeting.objects.filter(committee__province=province, state=MeetingState.CLOSED)


def resolutions(province: str) -> QuerySet[Resolution]:
    """About requests and payments, of meetings that are over."""
    rows = Resolution.objects.filter(item__kind__in=OPEN_KINDS, item__meeting__state=MeetingState.CLOSED)
    sent = Q(item__budget_request__isnull=True) | Q(item__budget_request__receipt_number__gt="")
    return rows.filter(sent, item__meeting__committee__province=province)


def _walk_meetings(province: str, after: Place | None, most: int) -> list[Place]:
    """Committee after committee: each has its meetings along an index."""
    return along(closed(province), ("committee", "pk"), after, most)


def _meetings(province: str, keys: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    came = _came(keys)
    own = ("pk", "number", "year", "committee", "committee__name_th", "committee__kind")
    held = ("scheduled_at", "opened_at", "closed_at", "mode", "place", "is_urgent")
    rows = closed(province).filter(pk__in=keys).order_by().annotate(decided=Count("items__resolution"))
    found = list(rows.values_list(*own, *held, "decided"))
    sitting = sitting_in(row[_COMMITTEE] for row in found)
    for key, number, year, *rest, place, urgent, decided in found:
        place = typed_of(place, sitting.get(rest[0], []))
        yield key, f"{number}/{year}", *rest, place, urgent, came.get(key, 0), decided


def _came(keys: Sequence[int]) -> dict[int, int]:
    here = Attendance.objects.filter(meeting__in=keys, presence__in=HERE).order_by().values_list("meeting")
    return dict(here.annotate(Count("person", distinct=True)))


def _walk_decisions(province: str, after: Place | None, most: int) -> list[Place]:
    return along(resolutions(province), ("item__meeting__committee", "item__meeting", "pk"), after, most)


def _decisions(province: str, keys: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    rows = resolutions(province).filter(pk__in=keys).order_by()
    found = list(rows.select_related("item__meeting__committee", "item__budget_request", "motion"))
    known = known_of(row.item.budget_request for row in found if row.item.budget_request)
    sitting = sitting_in(row.item.meeting.committee_id for row in found)
    for row in found:
        named = sitting.get(row.item.meeting.committee_id, [])
        yield _decision(row, [*named, *known.get(row.item.budget_request_id or 0, [])])


def _decision(row: Resolution, known: list[str]) -> tuple[Any, ...]:
    item, motion = row.item, row.motion
    wrote = (row.facts, row.criterion, row.consideration, motion.conditions)
    return (
        row.pk,
        row.label,
        item.meeting_id,
        item.meeting.committee_id,
        item.meeting.committee.name_th,
        item.meeting.committee.kind,
        row.resolved_at,
        item.kind,
        item.budget_request_id,
        item.budget_request.receipt_number if item.budget_request else None,
        row.outcome,
        _amount(row),
        payee(motion.payee) if motion.payee else None,
        row.votes_for,
        row.votes_against,
        row.abstained,
        row.members,
        row.present,
        row.needed,
        row.unopposed,
        row.casting_vote,
        *(typed_of(text, known, motion.payee) for text in wrote),
    )


def _amount(row: Resolution) -> int | None:
    """What it gives or endorses, in all: a payment, the fund's part, or the lines as they were endorsed."""
    motion = row.motion
    if motion.payment is not None:
        return motion.payment
    given: dict[str, int] = motion.grant or motion.amounts
    return sum(given.values()) if given else None


def _touched_meetings(written: Written) -> list[int]:
    return written_of(written, Meeting)


def _touched_decisions(written: Written) -> list[int]:
    """With its meeting's end it is read by everybody: that writes the meeting alone."""
    closed_ones = Resolution.objects.filter(item__meeting__in=written_of(written, Meeting))
    return [*written_of(written, Resolution), *closed_ones.values_list("pk", flat=True)]


DATASETS.provide(
    "meetings",
    Dataset(
        key="meetings",
        title=_("Meetings"),
        about=_("Meetings of committees that are over: when, how many came, how much they resolved."),
        word="meeting",
        columns=(
            Column("id", Kind.COUNT, _("The meeting's own number.")),
            Column("number", Kind.CODE, _("How it is called: number and calendar year of the Buddhist era.")),
            Column("committee_id", Kind.COUNT, _("The committee that met, by number.")),
            Column("committee_th", Kind.WORDS, _("The committee that met, by name.")),
            Column("committee_kind", Kind.CODE, _("What kind of committee met.")),
            Column("scheduled_at", Kind.MOMENT, _("For when it was called.")),
            Column("opened_at", Kind.MOMENT, _("When it was opened.")),
            Column("closed_at", Kind.MOMENT, _("When it was closed with its minutes.")),
            Column("mode", Kind.CODE, _("On site, online, or both."), MeetingMode),
            Column("place", Kind.WORDS, _("Where it met.")),
            Column("is_urgent", Kind.FLAG, _("Whether it was called at shorter notice, with a reason.")),
            Column("present", Kind.COUNT, _("How many members came, in the room or from afar.")),
            Column("decisions", Kind.COUNT, _("How many resolutions it made.")),
        ),
        place=(int, int),
        all=closed,
        walk=_walk_meetings,
        rows=_meetings,
        touched=_touched_meetings,
        rank=60,
    ),
    by=__name__,
)
DATASETS.provide(
    "decisions",
    Dataset(
        key="decisions",
        title=_("Decisions"),
        about=_("What committees resolved on requests and payments: the votes as counts, the amount, the reasons."),
        word="resolution",
        columns=(
            Column("id", Kind.COUNT, _("The resolution's own number.")),
            Column(
                "number", Kind.CODE, _("How the resolution is called: number and calendar year of the Buddhist era.")
            ),
            Column("meeting_id", Kind.COUNT, _("The meeting that it was made in.")),
            Column("committee_id", Kind.COUNT, _("The committee that resolved it, by number.")),
            Column("committee_th", Kind.WORDS, _("The committee that resolved it, by name.")),
            Column("committee_kind", Kind.CODE, _("What kind of committee resolved it.")),
            Column("resolved_at", Kind.MOMENT, _("When it was resolved.")),
            Column("about", Kind.CODE, _("What it is about."), ItemKind),
            Column("request_id", Kind.COUNT, _("The request that it is about, if it is about one.")),
            Column("receipt_number", Kind.CODE, _("The receipt number of that request.")),
            Column("outcome", Kind.CODE, _("What was resolved."), Outcome),
            Column("amount_baht", Kind.BAHT, _("What it endorses, gives or allows to be paid, in all.")),
            Column(
                "payee", Kind.WORDS, _("Who may be paid: an office or group by name, anybody else as a natural person.")
            ),
            Column("votes_for", Kind.COUNT, _("Votes for it.")),
            Column("votes_against", Kind.COUNT, _("Votes against it.")),
            Column("abstained", Kind.COUNT, _("How many abstained.")),
            Column("members", Kind.COUNT, _("How many members counted, after whoever left because of an interest.")),
            Column("present", Kind.COUNT, _("How many of them were there.")),
            Column("quorum", Kind.COUNT, _("How many had to be there.")),
            Column("unopposed", Kind.FLAG, _("Carried without a vote, because nobody objected.")),
            Column("casting_vote", Kind.CODE, _("The deciding vote on a tie, where there was one."), Choice),
            Column("facts", Kind.WORDS, _("The facts that it gives as a reason, in the open edition.")),
            Column("criterion", Kind.WORDS, _("The criterion that it applies, in the open edition.")),
            Column("consideration", Kind.WORDS, _("How both were weighed, in the open edition.")),
            Column("conditions", Kind.WORDS, _("Under which conditions, in the open edition.")),
        ),
        place=(int, int, int),
        all=resolutions,
        walk=_walk_decisions,
        rows=_decisions,
        touched=_touched_decisions,
        recorded=("meeting", "meeting_id"),
        rank=20,
    ),
    by=__name__,
)
