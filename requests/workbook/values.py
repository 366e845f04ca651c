"""What stands in the cells: of a draft as they are drawn, and as they are read back in the words that the pages' forms take."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.workbooks import Cell
from requests.models import BudgetRequest
from requests.models.content import Row
from requests.workbook.plan import NO, YES, Box, Kind, Table
from thai import dates, digits

# A day of another year was a year of two digits that the program made into one of its own.
_YEARS = range(1990, 2101)
_BUDDHIST_FROM = 2400
# Cells hold so many letters; the longest answer is shorter.
MOST_LETTERS = 32_767
_LONG = {Kind.TEXT: 2_000, Kind.CHOICE: 2_000, Kind.DAY: 60, Kind.COUNT: 60, Kind.BAHT: 60, Kind.FACTORS: 200}


def shown_answer(box: Box, row: BudgetRequest) -> Any:
    return _shown(box, getattr(row, box.name))


def shown_row(table: Table, row: Row) -> dict[int, Any]:
    """By column."""
    factors = [part for one in getattr(row, "factors", ()) for part in (Decimal(one["quantity"]), one["unit"])]
    found: dict[int, Any] = {}
    taken = 0
    for column, box, _heading in table.columns():
        if box.kind == Kind.FACTORS:
            found[column] = factors[taken] if taken < len(factors) else None
            taken += 1
        elif not (box.name == "amount" and getattr(row, "rate", None) is not None):  # the sum that is reckoned
            found[column] = _shown(box, getattr(row, box.name))
    return found


def _shown(box: Box, value: Any) -> Any:
    if box.kind == Kind.YES:
        return YES if value else NO
    if value is None or value == "":
        return None
    if box.choices:
        key = str(getattr(value, "pk", value))
        return next((word for word, known in box.choices if known == key), None)
    if isinstance(value, date):
        return dates.figures(value)
    if box.kind == Kind.BAHT:
        return Decimal(value).scaleb(-2)
    if isinstance(value, list):
        return "\n".join(value)
    return value if box.refers else str(value)


def typed(box: Box, cell: Cell) -> str:
    """The cell as somebody would have typed it into the page. ValidationError says what no page would be told."""
    if cell.kind == "f":
        raise ValidationError(_("There is a formula here. Write the result itself."), code="formula")
    if cell.kind == "e":
        raise ValidationError(_("There is an error or a time here. Write it as text."), code="error_value")
    if cell.kind == "b":
        raise ValidationError(_("Write it in words or figures."), code="truth")
    if cell.kind == "d":
        return _day(box, str(cell.value))
    text = _number(box, cell.value) if cell.kind == "n" else str(cell.value).strip()
    if len(text) > _LONG.get(box.kind, MOST_LETTERS):
        raise ValidationError(
            _("This is %(n)s letters long: far too much for here.") % {"n": len(text)}, code="too_long"
        )
    return _chosen(box, text)


def _day(box: Box, iso: str) -> str:
    if box.kind != Kind.DAY:
        raise ValidationError(
            _("Excel made a date of this. Write it once more with ' before it, such as '3/2569."),
            code="turned_into_date",
        )
    moment = datetime.fromisoformat(iso)
    year = moment.year - dates.BUDDHIST_ERA if moment.year >= _BUDDHIST_FROM else moment.year
    if year not in _YEARS:
        raise ValidationError(
            _("Excel holds this as the year %(year)s. Write day/month/year in full, such as 17/3/2569.")
            % {"year": moment.year},
            code="odd_year",
        )
    return f"{moment.day}/{moment.month}/{moment.year}"


def _number(box: Box, value: Any) -> str:
    if box.kind == Kind.DAY:
        raise ValidationError(_("This is a number, not a date. Write it as 17/3/2569."), code="number_for_date")
    text = format(Decimal(repr(value)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if box.name.endswith("phone"):
        raise ValidationError(
            _("Excel took this telephone number for a figure, and a 0 in front is lost. Write it with ' before it."),
            code="phone_as_number",
        )
    return text


def _chosen(box: Box, text: str) -> str:
    """The value of a choice; of one that points at a row, the row's number in front of whatever follows it."""
    if box.refers:
        number = digits.arabic(text).split(".")[0].strip()
        if text and not (number.isascii() and number.isdecimal() and len(number) < 5):
            raise ValidationError(_("Write the number of the row that it belongs to, such as 1."), code="no_number")
        return number
    if not box.choices or not text:
        return text
    value = box.value_of(" ".join(text.split()))
    if value is None:
        raise ValidationError(
            _("“%(word)s” is none of those that can be chosen: %(choices)s")
            % {"word": text[:40], "choices": _some(box)},
            code="no_choice",
        )
    return value


def _some(box: Box) -> str:
    words = [word for word, _value in box.choices]
    return ", ".join(words[:6]) + (" …" if len(words) > 6 else "")
