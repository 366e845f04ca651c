"""What happened last in a province, and what waits too long and with whom: the first things that its page says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from audit.events import is_public
from audit.reports import newest_in
from places.models import Province
from requests.models import BudgetRequest
from requests.reports import LISTED
from wiring.refs import Ref

# What came of a request, not each step on its way.
TOLD = (
    "request.endorsed",
    "request.not_endorsed",
    "offer.declined",
    "request.agreed",
    "instalment.paid",
    "report.accepted",
    "request.closed",
)
SHOWN, LATE_SHOWN = 6, 5


@dataclass(frozen=True, slots=True)
class News:
    """One event in a sentence, under the open title of the request that it is about."""

    title: str
    request_id: int
    sentence: str
    when: datetime


def newest(province: Province) -> list[News]:
    """The newest of a province, the last first."""
    told = [(Ref.of(event.subject), event) for event in newest_in(province.pk, filter(is_public, TOLD), SHOWN)]
    keys = [ref.pk for ref, _event in told if ref and ref.word == "request"]
    titles = dict(BudgetRequest.objects.public().filter(pk__among=keys).values_list("pk", "open_title"))
    return [
        News(titles[ref.pk], ref.pk, event.sentence, event.occurred_at)
        for ref, event in told
        if ref and ref.pk in titles
    ]


def late(province: Province, today: date) -> list[BudgetRequest]:
    """Those that waited longest past their day, each with who has it."""
    rows = BudgetRequest.objects.public().filter(province=province, due_on__lt=today).order_by("due_on", "pk")
    keys = list(rows.values_list("pk", flat=True)[:LATE_SHOWN])
    return sorted(LISTED(pks=keys), key=lambda row: (row.due_on or today, row.pk))
