"""Cost norms: going over one asks for a reason and never blocks."""

from __future__ import annotations

from datetime import date
from typing import Protocol, TypeVar

from django.db.models import Q

from programmes.models import CostNorm


class Priced(Protocol):
    """A line of a budget; `rate` is satang, None for a lump sum."""

    description: str
    rate: int | None


PricedLine = TypeVar("PricedLine", bound=Priced)

# Which words in a description a norm is about; the first that fits decides.
_WORDS = (
    ("วิทยากรภาครัฐ", "SPEAKER_STATE"),
    ("วิทยากร", "SPEAKER_NONSTATE"),
    ("อาหารกลางวัน", "COMMUNITY_LUNCH"),
    ("อาหารว่าง", "COMMUNITY_SNACK"),
    ("เบี้ยเลี้ยง", "PERDIEM_GENERAL"),
    ("ที่พัก", "LODGE_SINGLE"),
    ("ค่าเดินทาง", "TRAVEL_PARTICIPANT"),
)


def norms_on(day: date, province: str) -> dict[str, CostNorm]:
    """The norms with a figure that hold on a day, the province's own before the common ones."""
    in_force = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    in_force &= Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    rows = CostNorm.objects.filter(in_force, Q(province=province) | Q(province=None), cap__isnull=False)
    # The later row of a code wins: those without a province come first, since PostgreSQL sorts NULL last and this is reversed.
    return {row.code: row for row in rows.order_by("province_id").reverse()}


def norm_for(description: str, norms: dict[str, CostNorm]) -> CostNorm | None:
    code = next((code for words, code in _WORDS if words in description), "")
    return norms.get(code)


def over_norm(lines: list[PricedLine], norms: dict[str, CostNorm]) -> list[tuple[PricedLine, CostNorm]]:
    """Lines whose rate is over the norm for what they describe."""
    found = [(line, norm_for(line.description, norms)) for line in lines if line.rate is not None]
    return [(line, norm) for line, norm in found if norm and norm.cap is not None and (line.rate or 0) > norm.cap]
