"""Reads budget lines as people write them: "ค่าอาหารกลางวัน (20 คน × 80 บาท × 1 มื้อ) = 1,600 บาท".

A line is any number of factors (quantity + unit) times a rate in baht. What cannot be read is left to the form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thai import digits

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_TIMES = re.compile(r"\s*[x×X*]\s*")
_FACTOR = re.compile(rf"^({_NUMBER})\s*(.*)$")
_EACH = re.compile(rf"(?:จำนวน\s*)?({_NUMBER})\s*([^\d\s,ๆละ()]+?)\s*(?:ๆ\s*ละ|ละ)\s*")
_BRACKETS = re.compile(r"\(([^()]*[x×X*][^()]*)\)")
_PRICE = re.compile(rf"\s*({_NUMBER})\s*บาท")
_TRAILING = re.compile(rf"({_NUMBER})\s*[^\d\s()]+$")
_LEADING = re.compile(r"^\s*\d+\.\s*")
MAX_FACTORS = 8


class Factor(TypedDict):
    quantity: str
    unit: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a wording says: `rate` in satang, or None when it names no price."""

    description: str
    factors: list[Factor]
    rate: int | None

    @property
    def amount(self) -> int | None:
        return None if self.rate is None else amount_of(self.factors, self.rate)


def product(factors: list[Factor]) -> Decimal:
    """The exact product of the quantities."""
    result = Decimal(1)
    for factor in factors:
        result *= Decimal(factor["quantity"])
    return result


def amount_of(factors: list[Factor], rate: int) -> int:
    """Factors × rate in satang; refuses a result that is not a whole satang."""
    total = product(factors) * rate
    if total != total.to_integral_value():
        raise ValidationError(_("This line comes out at a fraction of a satang. Change the quantity or the price."))
    return int(total)


def parse_factors(text: str) -> list[Factor]:
    """ "20 คน × 2 มื้อ" as factors; refuses what has no number, a zero, or too many parts."""
    parts = [part for part in _TIMES.split(digits.arabic(text).strip()) if part]
    if len(parts) > MAX_FACTORS:
        raise ValidationError(_("At most %(most)s quantities in one line.") % {"most": MAX_FACTORS})
    return [_factor(part) for part in parts]


def _factor(part: str) -> Factor:
    match = _FACTOR.match(part.strip())
    quantity = Decimal(match[1].replace(",", "")) if match else Decimal(0)
    if not match or quantity <= 0 or quantity > 10_000_000 or quantity != round(quantity, 3):
        raise ValidationError(_("“%(part)s” is not a quantity. Write it as “20 คน × 2 มื้อ”.") % {"part": part})
    return Factor(quantity=format(quantity.normalize(), "f"), unit=match[2].strip())


def format_factors(factors: list[Factor]) -> str:
    return " × ".join(f"{factor['quantity']} {factor['unit']}".strip() for factor in factors)


def parse(wording: str) -> Line:
    """Read a whole line; the description keeps the words before the figures."""
    text = _LEADING.sub("", digits.arabic(wording).strip())
    brackets = _BRACKETS.search(text)
    if brackets:
        return _from_brackets(text[: brackets.start()], brackets[1])
    return _from_each(text)


def _from_brackets(before: str, inside: str) -> Line:
    factors: list[Factor] = []
    rate: int | None = None
    for part in _TIMES.split(inside.strip()):
        factor = _factor(part)
        if factor["unit"] == "บาท":
            rate = _satang(factor["quantity"])
        else:
            factors.append(factor)
    return Line(_words(before), factors, rate)


def _from_each(text: str) -> Line:
    factors, start, end = _chain(text)
    price = _PRICE.match(text, end)
    if factors and price:
        return Line(_words(text[:start]), factors, _satang(price[1].replace(",", "")))
    trailing = _TRAILING.search(text)
    if trailing:
        return Line(_words(text[: trailing.start()]), [_factor(trailing[0])], None)
    return Line(_words(text), [], None)


def _chain(text: str) -> tuple[list[Factor], int, int]:
    """The last unbroken run of "100 คนๆ ละ": its factors, where it starts and where it ends."""
    factors: list[Factor] = []
    start = end = 0
    for match in _EACH.finditer(text):
        if match.start() != end:
            start, factors = match.start(), []
        factors.append(Factor(quantity=match[1].replace(",", ""), unit=match[2].strip()))
        end = match.end()
    return factors, start, end


def _words(text: str) -> str:
    return re.sub(r"\s*(จำนวน)?\s*$", "", text).strip()


def _satang(baht: str) -> int:
    satang = Decimal(baht) * 100
    if satang != satang.to_integral_value():
        raise ValidationError(_("Prices go down to one satang."))
    return int(satang)
