"""What a budget line is reckoned from: any number of factors (quantity and unit) times a rate.

How people write whole lines is read by `requests.reading`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thai import digits

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_TIMES = re.compile(r"\s*[x×X*]\s*")
_FACTOR = re.compile(rf"^({_NUMBER})\s*(.*)$")
MAX_FACTORS = 8


class Factor(TypedDict):
    quantity: str
    unit: str


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
