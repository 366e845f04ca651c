"""Form fields for what people type: baht, dates of the Buddhist era, heads; in either kind of digits."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thai import dates, digits, money

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


class BahtField(forms.Field):
    """Reads "1,234.50" as 123450 satang; refuses half a satang, minus signs and absurd amounts in words."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"})

    def prepare_value(self, value: Any) -> Any:
        return money.baht(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) if initial is not None else "") != str(data or "").strip()

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").strip()
        return money.parse(typed) if typed else None


class CountField(forms.IntegerField):
    """How many people: reads "๓๒", "1,200" and "32 คน". A number box would swallow Thai digits without a word."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "num"})
    default_error_messages = {"invalid": _("Write how many in figures, such as 32.")}

    def to_python(self, value: Any) -> int | None:
        bare = str(value if value is not None else "").replace(",", "").strip().removesuffix("คน").strip()
        if bare and not bare.isdecimal():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(bare)


class ThaiDateField(forms.Field):
    """Reads "17/3/2569", "๑๗-๓-๖๙", "17 มี.ค. 2569" and "2026-03-17"; shows 17/3/2569."""

    # The keypad of figures that telephones offer has no stroke and no letters.
    widget = forms.TextInput(attrs={"autocomplete": "off", "size": 12, "class": "date"})

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Day/month/year, such as 17/3/2569"))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return dates.figures(value) if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "").strip()

    def to_python(self, value: Any) -> date | None:
        typed = _NAMED.sub(_month_number, digits.arabic(str(value or "")).strip())
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
        return date(year - dates.BUDDHIST_ERA if year >= _BUDDHIST_FROM else year, month, day)
    except ValueError:
        raise ValidationError(_("There is no such day. Write it as day/month/year."), code="invalid") from None
