"""What stands in a wording: quantities, prices, totals, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from requests.reading import units


@dataclass(slots=True)
class Quantity:
    value: Decimal
    unit: str
    start: int
    end: int
    in_chain: bool = False  # joined to another figure by a times sign
    is_each: bool = False  # "ละ" stands before or behind it

    @property
    def same(self) -> str:
        return units.same(self.unit)


@dataclass(slots=True)
class Price:
    """Baht; `per` are the units that it is the price of one of."""

    value: Decimal
    start: int
    end: int
    per: list[str] = field(default_factory=list)
    in_chain: bool = False
    is_each: bool = False  # "ละ", "/", "ต่อ", "@" say that it is the price of one


@dataclass(slots=True)
class Figures:
    """`used` are the places of the wording that were read, and are no part of the name; `doubts` what can be read in two ways."""

    quantities: list[Quantity] = field(default_factory=list)
    prices: list[Price] = field(default_factory=list)
    stated: list[Price] = field(default_factory=list)
    bare: list[Quantity] = field(default_factory=list)
    used: list[tuple[int, int]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
