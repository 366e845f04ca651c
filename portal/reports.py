"""What the public may read: money and states of requests, never a person's name, telephone or account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from audit.reports import events_of
from funds.models import Fund
from funds.reports import Position, position
from grants.models import Instalment, Offer
from places.models import Province
from requests.models import BudgetRequest

# Events whose sentence can hold words that somebody typed, or that are no step of the request's way.
_HIDDEN = frozenset(
    {
        "request.written", "request.handed_on", "request.attached", "request.attachment_removed", "request.withdrawn", "request.suspended",
        "request.terminated", "offer.question_asked", "offer.question_answered", "offer.declined", "report.returned",
        "instalment.sent_back", "item.voted", "document.issued", "document.rendered",
        "offer.set_aside",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Totals:
    """A province in figures: satang, and how many requests."""

    asked: int
    endorsed: int
    promised: int
    paid: int
    requests: int
    overdue: int


def totals(province: Province, today: Any) -> Totals:
    rows = public_requests(province)
    counted = rows.aggregate(
        asked=Sum("amount"), endorsed=Sum("endorsed_amount"), n=Count("pk"),
        overdue=Count("pk", filter=Q(due_on__lt=today)),
    )  # fmt: skip
    promised = Offer.objects.filter(budget_request__province=province, state="accepted").aggregate(s=Sum("amount"))["s"]
    paid = Instalment.objects.filter(offer__budget_request__province=province, paid_on__isnull=False)
    return Totals(
        asked=counted["asked"] or 0, endorsed=counted["endorsed"] or 0, promised=promised or 0,
        paid=paid.aggregate(s=Sum("amount"))["s"] or 0, requests=counted["n"], overdue=counted["overdue"],
    )  # fmt: skip


def public_requests(province: Province) -> QuerySet[BudgetRequest]:
    rows = BudgetRequest.objects.public().filter(province=province)
    return rows.select_related("organisation", "owner").order_by("-received_on", "-pk")


def funds_of(province: Province) -> list[tuple[Fund, Position]]:
    return [(fund, position(fund)) for fund in Fund.objects.filter(province=province)]


def story(row: BudgetRequest) -> list[dict[str, str | datetime]]:
    """The public part of a request's history, newest first."""
    told = [event for event in events_of(row.subject) if event.event not in _HIDDEN]
    return [{"text": event.sentence, "when": event.occurred_at} for event in reversed(told)]
