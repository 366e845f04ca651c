"""What the public may read: money and states of requests, never a person's name, telephone or account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from audit.events import is_public
from audit.reports import Told, events_of, heads_of
from documents.models import Document
from funds.models import Fund
from funds.reports import Position, position
from grants.models import Instalment, Offer
from grants.workflow import OfferState
from people.paging import Slice, sliced
from places.models import Province, Subdistrict
from portal.models import ProvinceTotals
from requests.models import BudgetRequest
from requests.panels import sent_lines
from requests.public_edition import HIDDEN, again
from requests.reports import LISTED, listed


def provinces() -> list[str]:
    """The codes of those that have begun."""
    return list(Province.objects.filter(is_active=True).values_list("code", flat=True))


def tree_of(pk: int) -> list[str]:
    """The province that a request is of; none for one that there is not."""
    return list(BudgetRequest.objects.public().filter(pk=pk).values_list("province", flat=True))


def totals(provinces: Iterable[Province], today: date) -> dict[str, ProvinceTotals]:
    """Each province's figures by its code; counted anew only where something has happened since, or on another day.

    The heads are read before the rows: what happens in between is counted too early and then once more, never left out.
    """
    codes = [one.pk for one in provinces]
    at = {code: f"{head}:{today.isoformat()}" for code, head in heads_of(codes).items()}
    kept = ProvinceTotals.objects.filter(province__in=codes).in_bulk(codes)
    changed = [code for code in codes if code not in kept or kept[code].at != at[code]]
    return {code: kept[code] for code in codes if code not in changed} | (_keep(changed, at, today) if changed else {})


def together(figures: Iterable[ProvinceTotals]) -> dict[str, int]:
    """Those of several provinces in one."""
    names = ("asked", "endorsed", "promised", "paid", "requests", "overdue")
    rows = list(figures)
    return {name: sum(getattr(row, name) for row in rows) for name in names}


@dataclass(frozen=True, slots=True)
class PerTambon:
    """A province's sums divided by all its tambons, those that never asked among them: large and small are compared so."""

    province: Province
    tambons: int
    asked: int
    paid: int


def per_tambon(figures: Mapping[str, ProvinceTotals], provinces: Iterable[Province]) -> list[PerTambon]:
    """Whole satang, what is left over dropped; a province whose tambons nobody has told is left out."""
    rows = Subdistrict.objects.filter(province__in=figures).order_by().values_list("province").annotate(Count("pk"))
    number: dict[str, int] = dict(rows)
    return [
        PerTambon(one, n, figures[one.pk].asked // n, figures[one.pk].paid // n)
        for one in provinces
        if (n := number.get(one.pk, 0))
    ]


def _keep(codes: list[str], at: dict[str, str], today: date) -> dict[str, ProvinceTotals]:
    rows = _counted(codes, at, today)
    # In one order, so that two visitors who count the same do not wait for each other in a circle.
    ProvinceTotals.objects.bulk_create(
        sorted(rows.values(), key=lambda row: row.province_id),
        update_conflicts=True,
        unique_fields=["province"],
        update_fields=["at", "asked", "endorsed", "promised", "paid", "requests", "overdue"],
    )
    return rows


def _counted(codes: list[str], at: dict[str, str], today: date) -> dict[str, ProvinceTotals]:
    """Three questions, however many provinces there are.

    The rows lose their own order, which would come into the grouping and break every sum into one a row.
    """
    requests = BudgetRequest.objects.public().filter(province__in=codes).values("province").order_by()
    counted = requests.annotate(
        asked=Sum("amount"),
        endorsed=Sum("endorsed_amount"),
        n=Count("pk"),
        overdue=Count("pk", filter=Q(due_on__lt=today)),
    )
    by_code: dict[str, Mapping[str, Any]] = {row["province"]: row for row in counted}
    accepted = Offer.objects.filter(state=OfferState.ACCEPTED, budget_request__province__in=codes)
    paid = Instalment.objects.filter(paid_on__isnull=False, offer__budget_request__province__in=codes)
    promised_sums = _sums(accepted, "budget_request__province")
    paid_sums = _sums(paid, "offer__budget_request__province")
    return {
        code: ProvinceTotals(
            province_id=code,
            at=at[code],
            promised=promised_sums.get(code, 0),
            paid=paid_sums.get(code, 0),
            **_asked(by_code.get(code, {})),
        )
        for code in codes
    }


def _sums(rows: QuerySet[Any], province: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(province).annotate(Sum("amount")))


def _asked(row: Mapping[str, Any]) -> dict[str, int]:
    return {
        "asked": row.get("asked") or 0,
        "endorsed": row.get("endorsed") or 0,
        "requests": row.get("n", 0),
        "overdue": row.get("overdue", 0),
    }


def public_requests(province: Province, asked: Mapping[str, str]) -> Slice:
    """The province's requests, what was received last first."""
    rows = BudgetRequest.objects.public().filter(province=province)
    return sliced(listed(), asked, by="received_on", parts=[rows], written=LISTED)


def funds_of(province: Province) -> list[tuple[Fund, Position]]:
    return [(fund, position(fund)) for fund in Fund.objects.filter(province=province)]


def open_lines(row: BudgetRequest, paper: Document | None) -> list[dict[str, Any]]:
    """The lines of the budget as they stand, each in the words of the open edition; of one being rewritten, as it was sent."""
    told = again(paper.facts, "lines")["lines"] if paper else []
    if row.is_being_rewritten:
        return sent_lines({"lines": told})
    return [
        {
            "position": line.position,
            "description": said["description"] if said else HIDDEN,
            "factors": said.get("factors") if said else None,
            "rate": line.rate,
            "over_norm_reason": said.get("over_norm_reason", "") if said else "",
            "amount": line.amount,
            "endorsed": line.endorsed,
        }
        for line, said in zip_longest(row.budgetline_set.all(), told)
        if line
    ]


def told_of(row: BudgetRequest) -> list[Told]:
    """The public part of a request's history."""
    return events_of(row.subject, only=is_public)


def story(told: list[Told]) -> list[dict[str, str | datetime]]:
    """How that reads, newest first."""
    return [{"text": event.sentence, "when": event.occurred_at} for event in reversed(told)]
