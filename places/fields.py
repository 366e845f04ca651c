"""Dates as people type them: day/month/year of the Buddhist era, in either kind of digits, months by name too."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.\- ]+(\d{1,2})[/.\- ]+(?:พ\.?ศ\.?\s*)?(\d{2}|\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
# No plan reaches into the 25th century of the common era: such a year was meant in the Buddhist era.
_BUDDHIST_FROM = 2400
# "69" is 2569: two digits are the Buddhist century people live in.
_CENTURY = 2500
_MONTHS = (
    r"ม\.?ค\.?|มกราคม",
    r"ก\.?พ\.?|กุมภาพันธ์",
    r"มี\.?ค\.?|มีนาคม",
    r"เม\.?ย\.?|เมษายน",
    r"พ\.?ค\.?|พฤษภาคม",
    r"มิ\.?ย\.?|มิถุนายน",
    r"ก\.?ค\.?|กรกฎาคม",
    r"ส\.?ค\.?|สิงหาคม",
    r"ก\.?ย\.?|กันยายน",
    r"ต\.?ค\.?|ตุลาคม",
    r"พ\.?ย\.?|พฤศจิกายน",
    r"ธ\.?ค\.?|ธันวาคม",
)
_NAMED = re.compile("|".join(f"(?P<m{n}>{names})" for n, names in enumerate(_MONTHS, 1)))


class ThaiDateField(forms.Field):
    """Reads "17/3/2569", "๑๗-๓-๖๙", "17 มี.ค. 2569" and "2026-03-17"; shows 17/3/2569."""

    # The keypad of figures that telephones offer has no stroke and no letters.
    widget = forms.TextInput(attrs={"autocomplete": "off", "size": 12, "class": "date"})

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Day/month/year, such as 17/3/2569"))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}/{value.month}/{value.year + 543}" if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "").strip()

    def to_python(self, value: Any) -> date | None:
        typed = _NAMED.sub(_month_number, str(value or "").translate(_THAI).strip())
        if not typed:
            return None
        if match := _DAY_FIRST.match(typed):
            day, month, year = (int(part) for part in match.groups())
            year += _CENTURY if year < 100 else 0
        elif match := _ISO.match(typed):
            year, month, day = (int(part) for part in match.groups())
        else:
            raise ValidationError(_("Write the date as day/month/year, such as 17/3/2569."), code="invalid")
        return _real(year, month, day)


def _month_number(match: re.Match[str]) -> str:
    return f" {(match.lastgroup or '')[1:]} "


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year - 543 if year >= _BUDDHIST_FROM else year, month, day)
    except ValueError:
        raise ValidationError(_("There is no such day. Write it as day/month/year."), code="invalid") from None
