"""Dates as people type them: day/month/year of the Buddhist era, in either kind of digits."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
# No plan reaches into the 25th century of the common era: such a year was meant in the Buddhist era.
_BUDDHIST_FROM = 2400


class ThaiDateField(forms.Field):
    """Reads "17/3/2569", "๑๗/๓/๒๕๖๙" and "2026-03-17"; shows 17/3/2569."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 12})

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Day/month/year, such as 17/3/2569"))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}/{value.month}/{value.year + 543}" if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "").strip()

    def to_python(self, value: Any) -> date | None:
        typed = str(value or "").translate(_THAI).strip()
        if not typed:
            return None
        if match := _DAY_FIRST.match(typed):
            day, month, year = (int(part) for part in match.groups())
        elif match := _ISO.match(typed):
            year, month, day = (int(part) for part in match.groups())
        else:
            raise ValidationError(_("Write the date as day/month/year, such as 17/3/2569."), code="invalid")
        return _real(year, month, day)


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year - 543 if year >= _BUDDHIST_FROM else year, month, day)
    except ValueError:
        raise ValidationError(_("There is no such day. Write it as day/month/year."), code="invalid") from None
