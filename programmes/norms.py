"""Cost norms: going over one asks for a reason and never blocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from django.db.models import F, Q, QuerySet

from programmes.models import CostNorm


class Priced(Protocol):
    """A line of a budget; `rate` is satang, None for a lump sum."""

    description: str
    rate: int | None


PricedLine = TypeVar("PricedLine", bound=Priced)
Norms = dict[str, CostNorm]

# Which words in a description a published norm is about; the first that fits decides. A norm may have words of its own.
_WORDS = (
    ("วิทยากรภาครัฐ", "SPEAKER_STATE"),
    ("วิทยากร", "SPEAKER_NONSTATE"),
    ("อาหารกลางวัน", "COMMUNITY_LUNCH"),
    ("อาหารว่าง", "COMMUNITY_SNACK"),
    ("เบี้ยเลี้ยง", "PERDIEM_GENERAL"),
    ("ที่พัก", "LODGE_SINGLE"),
    ("ค่าเดินทาง", "TRAVEL_PARTICIPANT"),
)


def norms_on(day: date, province: str) -> Norms:
    """The norms with a figure that hold on a day for everybody, the province's own before the common ones."""
    return sets_on(day, province)[0]


def sets_on(day: date, province: str, *, call: int | None = None, funders: Iterable[int] = ()) -> list[Norms]:
    """The norms that hold on a day: first those for everybody, of this call before those of all; then of each funder its own."""
    asked = set(funders)
    scope = Q(funder=None) | Q(funder__in=asked) if asked else Q(funder=None)
    in_call = Q(call=None) | Q(call=call) if call else Q(call=None)
    rows = held_on(day, province).filter(scope, in_call, cap__isnull=False)
    # The later row of a code wins: the common before the province's, of all calls before this call's, the older before the newer.
    ordered = rows.order_by(
        F("province_id").asc(nulls_first=True),
        F("call_id").asc(nulls_first=True),
        F("valid_from").asc(nulls_first=True),
    )
    found: dict[int | None, Norms] = {None: {}}
    for row in ordered:
        found.setdefault(row.funder_id, {})[row.code] = row
    return list(found.values())


def held_on(day: date, province: str) -> QuerySet[CostNorm]:
    """Every norm that holds on a day, also those whose figure is not known yet."""
    in_force = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    in_force &= Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    return CostNorm.objects.filter(in_force, Q(province=province) | Q(province=None))


def norm_for(description: str, norms: Norms) -> CostNorm | None:
    """By the norm's own words, the longest first; else by what is known of published ones."""
    own = [(word, norm) for norm in norms.values() for word in norm.own_words if word in description]
    if own:
        return max(own, key=lambda found: len(found[0]))[1]
    code = next((code for words, code in _WORDS if words in description), "")
    return norms.get(code)


def over_norm(lines: Iterable[PricedLine], norms: Norms) -> list[tuple[PricedLine, CostNorm]]:
    """Lines whose rate is over the norm for what they describe."""
    found = [(line, norm_for(line.description, norms)) for line in lines if line.rate is not None]
    return [(line, norm) for line, norm in found if norm and norm.cap is not None and (line.rate or 0) > norm.cap]


def over_any(lines: Iterable[PricedLine], sets: Iterable[Norms]) -> list[tuple[PricedLine, CostNorm]]:
    """The same of several sets: each line once, with the lowest norm that it is over."""
    found: dict[int, tuple[PricedLine, CostNorm]] = {}
    asked = list(lines)
    for norms in sets:
        for line, norm in over_norm(asked, norms):
            known = found.get(id(line))
            if known is None or (norm.cap or 0) < (known[1].cap or 0):
                found[id(line)] = (line, norm)
    return [found[id(line)] for line in asked if id(line) in found]
