"""What committees resolved, on the page of a request."""

from __future__ import annotations

from typing import Any

from requests.models import BudgetRequest
from requests.panels import PANELS, Panel


def _items(row: BudgetRequest, _actor: Any) -> dict[str, Any]:
    return {"items": row.agenda_items.select_related("meeting__committee", "resolution").order_by("pk")}


PANELS.provide("resolutions", Panel("approvals/_of_request.html", _items, place=30), by=__name__)
