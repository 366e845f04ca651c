"""What committees resolved, on the page of a request."""

from __future__ import annotations

from typing import Any

from approvals.models import AgendaItem
from requests.models import BudgetRequest
from requests.panels import PANELS, Panel
from wiring.written import Written

_ITEMS = Written(
    lambda row: (
        AgendaItem.objects.filter(budget_request=row).select_related("meeting__committee", "resolution").order_by("pk")
    ),
    row=int,
)


def _items(row: BudgetRequest, _actor: Any) -> dict[str, Any]:
    return {"items": _ITEMS(row=row.pk)}


PANELS.provide("resolutions", Panel("approvals/_of_request.html", _items, place=30), by=__name__)
