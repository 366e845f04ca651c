"""Amounts of money in forms: baht typed, whole satang kept."""

from __future__ import annotations

from typing import Any

from django import forms

from documents.money import money, parse


class BahtField(forms.Field):
    """Reads "1,234.50" as 123450 satang; refuses half a satang, minus signs and absurd amounts in words."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"})

    def prepare_value(self, value: Any) -> Any:
        return money(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) if initial is not None else "") != str(data or "").strip()

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").strip()
        return parse(typed) if typed else None
