"""Turns an event into one plain sentence: each app registers a template for each of its events."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thai import dates, money

Template = str | Promise
_templates: dict[str, Template] = {}


def register(templates: Mapping[str, Template]) -> None:
    """Say how events read: `{"request.submitted": _("Sent to {stage}, asking {amount:baht} baht.")}`.

    Names are keys of the event's facts or personal texts; `:baht` writes satang as baht, `:date` a date in the
    Buddhist era. Raises ValueError when another sentence is registered for the same event.
    """
    for event, template in templates.items():
        if _templates.setdefault(event, template) != template:
            raise ValueError(f"{event} has two sentences.")


def registered() -> frozenset[str]:
    return frozenset(_templates)


def sentence(event: str, facts: Mapping[str, Any]) -> str:
    """The event in the reader's language; the bare event name when nobody registered one."""
    return _Sentence().vformat(str(_templates.get(event, event)), (), facts)


class _Sentence(string.Formatter):
    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key), "")

    def format_field(self, value: Any, format_spec: str) -> str:
        if value in ("", None):
            return "–"
        if format_spec == "baht":
            return money.baht(int(value))
        if format_spec == "date":
            return dates.read(date.fromisoformat(str(value)[:10]))
        return str(value)


register({"personal.erased": _("{count} personal values were erased on request.")})
