"""Open data of budget requests: those that were sent, in the words of their open edition. Hands down the gate besides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from documents.reports import codes_of
from publishing.datasets import DATASETS, Column, Dataset, Kind, Place, Written, along, written_of
from publishing.gate import GATE
from requests.models import BudgetRequest, TargetGroup
from requests.public_edition import words
from requests.workflow import State
from wiring.refs import Ref

_COLUMNS = (
    Column("id", Kind.COUNT, _("The request's own number, which never changes.")),
    Column("receipt_number", Kind.CODE, _("The number under which it was received.")),
    Column("title", Kind.WORDS, _("Its title, in the open edition.")),
    Column("organisation_id", Kind.COUNT, _("Who asks, by number.")),
    Column("organisation_th", Kind.WORDS, _("Who asks, by name.")),
    Column("district_code", Kind.CODE, _("The district of who asks.")),
    Column("subdistrict_code", Kind.CODE, _("The sub-district of who asks.")),
    Column("fiscal_year", Kind.COUNT, _("For which fiscal year, of the Buddhist era.")),
    Column("dimension", Kind.CODE, _("The dimension of development, by the province's code.")),
    Column("dimension_th", Kind.WORDS, _("The dimension of development, in words.")),
    Column("strategic_issue", Kind.CODE, _("The strategic issue, by the province's code.")),
    Column("strategic_issue_th", Kind.WORDS, _("The strategic issue, in words.")),
    Column("sector", Kind.CODE, _("The sector, by the province's code.")),
    Column("received_on", Kind.DAY, _("The day on which it was received.")),
    Column("starts_on", Kind.DAY, _("When the work is to begin.")),
    Column("ends_on", Kind.DAY, _("When the work is to end.")),
    Column("people_direct", Kind.COUNT, _("How many people it is for, as a count.")),
    Column("people_indirect", Kind.COUNT, _("How many more it reaches, as a count.")),
    Column("asked_baht", Kind.BAHT, _("What is asked for, in all.")),
    Column("endorsed_baht", Kind.BAHT, _("What was endorsed of it; empty before that.")),
    Column("state", Kind.CODE, _("Where the request stands."), State),
    Column("waits_with_id", Kind.COUNT, _("Who has to act next, by number; empty at the end.")),
    Column("waits_with_th", Kind.WORDS, _("Who has to act next, by name.")),
    Column("due_on", Kind.DAY, _("Until when they have to act.")),
    Column("is_invented", Kind.FLAG, _("Whether it is made up, as in a demonstration.")),
    Column("check_code", Kind.CODE, _("The code of its open edition as a paper, with which anybody checks it.")),
)
_TOPICS = ("dimension__code", "dimension__name_th", "strategic_issue__code", "strategic_issue__name_th", "sector__code")


def open_rows(province: str) -> QuerySet[BudgetRequest]:
    """What was sent and not withdrawn."""
    return BudgetRequest.objects.public().filter(province=province).exclude(state=State.WITHDRAWN)


def walk(province: str, after: Place | None, most: int) -> list[Place]:
    """In the order in which they were received, along `requests_by_receipt`."""
    return along(open_rows(province), ("received_on", "pk"), after, most)


def _rows(province: str, keys: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    found = open_rows(province).filter(pk__in=keys).order_by()
    people = _people(keys)
    codes = codes_of("public_proposal", [Ref("request", key) for key in keys])
    whose = ("organisation", "organisation__name_th", "organisation__district", "organisation__subdistrict")
    first = ("pk", "receipt_number", "open_title", *whose, "call__fiscal_year", *_TOPICS)
    dates = ("received_on", "starts_on", "ends_on")
    then = ("amount", "endorsed_amount", "state", "owner", "owner__name_th", "due_on", "is_invented")
    at = len(first) + len(dates)
    for row in found.values_list(*first, *dates, *then):
        yield (*row[:at], *people.get(row[0], (None, None)), *row[at:], codes.get(f"request:{row[0]}"))


def _people(keys: Sequence[int]) -> dict[int, tuple[int, int]]:
    sums = TargetGroup.objects.filter(budget_request__in=keys).order_by().values_list("budget_request")
    return {key: (direct, more) for key, direct, more in sums.annotate(Sum("direct"), Sum("indirect"))}


def _touched(written: Written) -> list[int]:
    return written_of(written, BudgetRequest) + [int(key) for key in written.get("request:", ()) if key.isdecimal()]


def _gone(province: str, keys: Sequence[int]) -> list[int]:
    """Those that were sent and then withdrawn; that a draft was written and left is nobody's business."""
    rows = BudgetRequest.objects.public().filter(province=province, pk__in=keys, state=State.WITHDRAWN)
    return list(rows.values_list("pk", flat=True))


GATE.provide("open_edition", words, by=__name__)
DATASETS.provide(
    "requests",
    Dataset(
        key="requests",
        title=_("Budget requests"),
        about=_("What councils ask for: every request that was received, where it stands and who has it now."),
        word="request",
        columns=_COLUMNS,
        place=(date, int),
        all=open_rows,
        walk=walk,
        rows=_rows,
        touched=_touched,
        gone=_gone,
        rank=10,
    ),
    by=__name__,
)
