"""What the public may read: money and states of requests, never a person's name, telephone or account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from audit.events import is_public
from audit.reports import events_of
from funds.models import Fund
from funds.reports import Position, position
from grants.models import Instalment, Offer
from grants.workflow import OfferState
from places.models import Province
from requests.models import BudgetRequest


@dataclass(frozen=True, slots=True)
class Totals:
    """A province in figures: satang, and how many requests."""

    asked: int
    endorsed: int
    promised: int
    paid: int
    requests: int
    overdue: int


def totals(provinces: Iterable[Province], today: date) -> dict[str, Totals]:
    """Each province's figures by its code, in three questions however many provinces there are."""
    requests = BudgetRequest.objects.public().filter(province__in=provinces).values("province").order_by()
    counted = requests.annotate(
        asked=Sum("amount"),
        endorsed=Sum("endorsed_amount"),
        n=Count("pk"),
        overdue=Count("pk", filter=Q(due_on__lt=today)),
    )
    accepted = Offer.objects.filter(state=OfferState.ACCEPTED).order_by().values_list("budget_request__province")
    paid = Instalment.objects.filter(paid_on__isnull=False).order_by().values_list("offer__budget_request__province")
    promised_sums = dict(accepted.annotate(Sum("amount")))
    paid_sums = dict(paid.annotate(Sum("amount")))
    by_code: dict[str, Mapping[str, Any]] = {row["province"]: row for row in counted}
    return {
        one.pk: _totals(by_code.get(one.pk, {}), promised_sums.get(one.pk), paid_sums.get(one.pk)) for one in provinces
    }


def _totals(row: Mapping[str, Any], promised: int | None, paid: int | None) -> Totals:
    return Totals(
        asked=row.get("asked") or 0,
        endorsed=row.get("endorsed") or 0,
        promised=promised or 0,
        paid=paid or 0,
        requests=row.get("n", 0),
        overdue=row.get("overdue", 0),
    )


def public_requests(province: Province) -> QuerySet[BudgetRequest]:
    rows = BudgetRequest.objects.public().filter(province=province)
    return rows.select_related("organisation", "owner").order_by("-received_on", "-pk")


def funds_of(province: Province) -> list[tuple[Fund, Position]]:
    return [(fund, position(fund)) for fund in Fund.objects.filter(province=province)]


def story(row: BudgetRequest) -> list[dict[str, str | datetime]]:
    """The public part of a request's history, newest first."""
    told = [event for event in events_of(row.subject) if is_public(event.event)]
    return [{"text": event.sentence, "when": event.occurred_at} for event in reversed(told)]
