"""A request with all its rows read once, however many forms, checks and papers ask for them."""

from __future__ import annotations

from django.db.models import Prefetch, prefetch_related_objects

from requests.models import BudgetRequest, MoneyPart

ROWS = (
    "objective_set",
    "indicator_set",
    "targetgroup_set",
    "activity_set",
    "budgetline_set",
    Prefetch("moneypart_set", MoneyPart.objects.select_related("funder")),
    "attachments",
)


def with_rows(row: BudgetRequest) -> BudgetRequest:
    """What was read before stays: whoever changes a row reads the request anew."""
    prefetch_related_objects([row], *ROWS)
    return row
