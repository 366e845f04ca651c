"""Which lines of a request are over a norm: of everybody, of its call, of a funder that it asks."""

from __future__ import annotations

from jobs import clock
from programmes.models import CostNorm
from programmes.norms import over_any, sets_on
from requests.frozen import Norm
from requests.models import BudgetLine, BudgetRequest
from thai.money import baht


def over(row: BudgetRequest) -> list[tuple[BudgetLine, CostNorm]]:
    """By the norms of today, each line with the lowest that it is over."""
    funders = {part.funder_id for part in row.moneypart_set.all() if part.funder_id}
    sets = sets_on(clock.today(), row.province_id, call=row.call_id, funders=funders)
    return over_any(row.budgetline_set.all(), sets)


def frozen(norm: CostNorm) -> Norm:
    return {
        "code": norm.code,
        "name": norm.name_th,
        "cap": norm.cap or 0,
        "unit": norm.unit,
        "regulation": norm.regulation,
    }


def bare(satang: int) -> str:
    """80, or 80.50: as people say a price."""
    return baht(satang).removesuffix(".00")
