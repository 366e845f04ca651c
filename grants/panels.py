"""What funders answered and what is agreed, on the page of a request."""

from __future__ import annotations

from typing import Any

from requests.models import BudgetRequest
from requests.panels import PANELS, Panel


def _offers(row: BudgetRequest, _actor: Any) -> dict[str, Any]:
    return {"offers": row.offers.select_related("funder", "source")}


def _agreement(row: BudgetRequest, _actor: Any) -> dict[str, Any]:
    agreement = getattr(row, "agreement", None)
    instalments = agreement.instalments.select_related("offer__funder") if agreement else []
    return {"agreement": agreement, "instalments": instalments}


PANELS.provide("offers", Panel("grants/_offers.html", _offers, place=40), by=__name__)
PANELS.provide("agreement", Panel("grants/_agreement.html", _agreement, place=50), by=__name__)
