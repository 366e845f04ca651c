"""What the figures of a line come to: a name, factors, a rate and a sum, or a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requests.reading import tokens, units
from requests.reading.figures import Reader
from requests.reading.found import Figures, Price, Quantity
from requests.wording import Factor, format_factors, product
from thai import money

LONGEST = 1_000  # letters of a line that is looked at
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
_IN_WORDS = re.compile(r"[(\[][^()\[\]\d]*บาท(?:ถ้วน)?\s*[)\]]")
_EMPTY = re.compile(r"[(\[]\s*[)\]]")
_A_SUM = re.compile(r"^(?:รวม|ยอดรวม)[^ค]*$|^รวมเป็นเงิน|^(?:เป็นเงิน|ทั้งสิ้น)$")
ASKS: dict[str, Promise] = {
    "empty": _("What is it for?"),
    "no_amount": _("How much is it? No price was found."),
    "stated": _("The total that is written is not what the figures come to. Which is right?"),
    "one_or_all": _("Is that the price of one, or of all together?"),
    "prices": _("There are several prices. Write one line for each."),
    "per": _("The price is of one of something that is not counted here. How many are there?"),
    "twice": _("The same thing is counted twice. Write one line for each."),
    "fraction": _("Write the fraction as a decimal number, such as 0.5."),
    "parts": _("Write it in one unit, such as 2.25 rai."),
    "bare": _("What does the number count, or is it a sum of money?"),
    "things": _("Which is counted, and which only says what it is? Write it with × between."),
    "unit": _("What is counted? Write a space behind the unit."),
    "each": _("The price of one of what?"),
    "sum": _("This looks like a total of other lines."),
    "satang": _("It comes out at a fraction of a satang."),
    "long": _("This is too long for a line."),
}


@dataclass(frozen=True, slots=True)
class Read:
    """`rate`, `amount` and `stated` in satang; `amount` is there when it is certain, else `asks` says what to ask."""

    name: str
    factors: list[Factor]
    rate: int | None
    amount: int | None
    stated: int | None
    asks: str


def read(wording: str) -> Read:
    """Read a whole line. What could be meant in two ways is asked, and then has no `amount`."""
    text = tokens.normal(wording[: LONGEST + 1])
    if len(wording) > LONGEST:
        return Read(text[:300], [], None, None, None, str(ASKS["long"]))
    text = _IN_WORDS.sub(" ", text).strip()
    found = _figures(text)
    return _told(text, found)


def _figures(text: str) -> Figures:
    found = Reader(tokens.cut(text)).figures()
    _leave_remarks(text, found)
    _leave_descriptions(found)
    return found


def _leave_remarks(text: str, found: Figures) -> None:
    """What stands in brackets without a price is a remark, where figures and a price stand outside."""
    for bracket in _BRACKET.finditer(text):
        inside = [one for one in found.quantities if bracket.start() < one.start < bracket.end()]
        has_price = any(bracket.start() < one.start < bracket.end() for one in [*found.prices, *found.stated])
        outside = [one for one in found.quantities if one not in inside]
        if inside and not has_price and outside and (found.prices or found.stated):
            _leave(found, inside)
            found.used = [span for span in found.used if not bracket.start() < span[0] < bracket.end()]


def _leave_descriptions(found: Figures) -> None:
    """A measure says which thing, where the price is not of one of it: a bag of 50 kg."""
    per = {units.same(unit) for price in found.prices for unit in price.per}
    counted = [one for one in found.quantities if one.unit not in units.MEASURES | units.SORTS]
    loose = [
        one
        for one in found.quantities
        if one.unit in units.MEASURES | units.SORTS and not one.in_chain and one.same not in per and (counted or per)
    ]
    _leave(found, loose)


def _leave(found: Figures, quantities: Iterable[Quantity]) -> None:
    for one in quantities:
        found.quantities.remove(one)
        # With "ถังละ" right before it.
        found.used = [
            span
            for span in found.used
            if span != (one.start, one.end) and not (one.is_each and 0 <= one.start - span[1] <= 1)
        ]


# -- what it comes to ---------------------------------------------------------------------------------------------------------


def _told(text: str, found: Figures) -> Read:
    name = _name(text, found.used)
    doubt = _doubt(name, found)
    factors = [Factor(quantity=format(one.value.normalize(), "f"), unit=one.unit) for one in found.quantities]
    price, stated = _price_of(found), _satang(found.stated[-1].value) if found.stated else None
    if doubt:
        return _asking(name, factors, price if len(found.prices) == 1 else None, stated, doubt)
    if price is None and found.prices:
        return _asking(name, factors, None, stated, "satang")
    if price is None:
        return (
            Read(name, factors, None, stated, None, "") if stated else _asking(name, factors, None, None, "no_amount")
        )
    total = product(factors) * price
    if total != total.to_integral_value():
        return _asking(name, factors, price, stated, "satang")
    if not factors:  # a lump sum
        amount = int(total)
        return (
            Read(name, [], None, amount, None, "")
            if stated in (None, amount)
            else _asking(name, [], None, stated, "stated")
        )
    if stated is not None and stated != int(total):
        return _asking(name, factors, price, stated, "stated")
    return Read(name, factors, price, int(total), stated, "")


def _asking(name: str, factors: list[Factor], rate: int | None, stated: int | None, why: str) -> Read:
    return Read(name, factors, rate, None, stated, str(ASKS[why]))


def _price_of(found: Figures) -> int | None:
    return _satang(found.prices[0].value) if found.prices else None


def _satang(baht: Decimal) -> int | None:
    satang = baht * 100
    return int(satang) if satang == satang.to_integral_value() else None


def _doubt(name: str, found: Figures) -> str:
    """Why somebody has to be asked; "" when it can be meant in one way alone."""
    if found.doubts:
        return found.doubts[0]
    if len(found.bare) == 1 and not found.prices:  # 3 คัน x 1 วัน x 1800
        one = found.bare.pop()
        found.prices.append(Price(one.value, one.start, one.end, in_chain=True, is_each=True))
    if found.bare:
        return "bare"
    _take_for_total(found)
    if len(found.prices) > 1 or len(found.stated) > 1:
        return "prices"
    if not name:
        return "empty"
    if _A_SUM.match(name):
        return "sum"
    return _doubt_of_quantities(found)


def _take_for_total(found: Figures) -> None:
    """A last price of nothing, behind factors and the price of one, is what they come to: (50 คน x 30 บาท) 1,500 บาท."""
    if len(found.prices) != 2 or found.stated:
        return
    first, last = found.prices
    is_product = product(_factors(found.quantities)) * first.value == last.value
    is_one = (first.is_each or first.in_chain or is_product) and bool(found.quantities)
    if is_one and not (last.is_each or last.in_chain) and last.start > max(one.end for one in found.quantities):
        found.stated.append(found.prices.pop())


def _doubt_of_quantities(found: Figures) -> str:
    names = [one.same for one in found.quantities]
    if len(set(names)) < len(names):
        return "twice"
    if any(pair in units.PARTS_OF_ONE for pair in pairwise(names)):
        return "parts"
    for price in found.prices:
        if {units.same(unit) for unit in price.per} - set(names) or (price.is_each and not names):
            return "per"
        all_ones = all(one.value == 1 for one in found.quantities)
        is_stated = bool(found.stated) and product(_factors(found.quantities)) * price.value == found.stated[-1].value
        if found.quantities and not (price.is_each or price.in_chain or all_ones or is_stated):
            return "one_or_all"
    return "things" if _describes_another(found) else ""


def _describes_another(found: Figures) -> bool:
    """Whether a thing stands beside the thing that is counted, and nothing says that they multiply: 40 sheets, 10 dozen.

    A sign, "ละ" or "ๆ" says it; so does a time, a person or a place.
    """
    per = {units.same(unit) for price in found.prices for unit in price.per}
    loose = [one for one in found.quantities if not one.in_chain and one.same not in per and not one.is_each]
    things = [one for one in loose if one.unit not in units.MULTIPLYING]
    return bool(things) and len(found.quantities) > 1


def _factors(quantities: list[Quantity]) -> list[Factor]:
    return [Factor(quantity=str(one.value), unit=one.unit) for one in quantities]


# -- the name -------------------------------------------------------------------------------------------------------------------

_LEADS = re.compile(r"(?:จำนวน|เป็นเงิน|ราคา(?:\s?/\s?หน่วย|ต่อหน่วย)?|รวม|คิดเป็น|(?<=\s)งบ(?:ประมาณ)?|=|@|:|,|;|/|-|–)+$")


def _name(text: str, used: list[tuple[int, int]]) -> str:
    kept = list(text)
    for start, end in used:
        kept[start:end] = " " * (end - start)
    name = re.sub(r"\s+", " ", "".join(kept))
    name = re.sub(r"([(\[])\s+", r"\1", re.sub(r"\s+([)\],;.])", r"\1", name))
    name = re.sub(r"(?<![\u0e01-\u0e4e])\.+$", "", _EMPTY.sub("", name).strip())
    while (shorter := _LEADS.sub("", name.strip(" ,;:–-×"))) != name:
        name = shorter
    return re.sub(r"\s+", " ", name).strip()


# -- and back --------------------------------------------------------------------------------------------------------------------


def written(line: Read) -> str:
    """A line that reads as this one again: "ค่าที่พัก จำนวน 10 ห้อง × 2 คืน × 850 บาท"."""
    if not line.factors:
        return f"{line.name} เป็นเงิน {money.baht(line.amount or 0)} บาท"
    counted = format_factors(line.factors)
    if line.rate is None:
        return f"{line.name} จำนวน {counted} เป็นเงิน {money.baht(line.amount or 0)} บาท"
    told = f"{line.name} จำนวน {counted} × {money.baht(line.rate)} บาท"
    return told if line.stated is None else f"{told} = {money.baht(line.stated)} บาท"
