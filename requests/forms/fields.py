"""Fields that only requests need: lists typed one per line, and quantities such as "20 คน × 2 มื้อ"."""

from __future__ import annotations

from typing import Any

from django import forms

from requests import wording


class LinesField(forms.CharField):
    """A list of short texts, one per line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return [line.strip()[:200] for line in text.splitlines() if line.strip()]


class FactorsField(forms.CharField):
    """Quantities with their units, multiplied."""

    widget = forms.TextInput(attrs={"placeholder": "20 คน × 2 มื้อ", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return wording.format_factors(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "").strip()

    def clean(self, value: Any) -> list[wording.Factor]:
        return wording.parse_factors(super().clean(value))
