"""Turns an event into one plain sentence, with the template that its room registered."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.events import EVENTS, Event, register
from audit.facts import (
    ErasedFacts,
    ReopenedFacts,
    RowErasedFacts,
    RowsToldFacts,
    StoppedFacts,
    TakenUpFacts,
)
from jobs import clock
from thai import dates, money


def sentence(event: str, facts: Mapping[str, object]) -> str:
    """The event in the reader's language; the bare event name when nobody registered one."""
    known = EVENTS.get(event)
    template = known.read(facts) if known else event
    return _Sentence().vformat(str(template), (), facts)


class _Sentence(string.Formatter):
    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key), "")

    def format_field(self, value: Any, format_spec: str) -> str:
        if value in ("", None):
            return "–"
        if format_spec == "baht":
            return money.baht(int(value))
        if format_spec == "date":
            return dates.read(_day(str(value)))
        return str(value)


def _day(told: str) -> date:
    """A day as it is written; of a moment, the day that it is here."""
    if len(told) == len("2026-01-01"):
        return date.fromisoformat(told)
    return datetime.fromisoformat(told).astimezone(clock.BANGKOK).date()


register(
    "audit",
    Event("personal.erased", _("{count} personal values were erased on request."), facts=ErasedFacts),
    Event(
        "evidence.erased",
        _("What was personal in a row, or the bytes of a file, was erased on request."),
        facts=RowErasedFacts,
    ),
    Event(
        "evidence.told",
        _("Further rows of event {of} are on record."),
        facts=RowsToldFacts,
        small=True,
        by_database=True,
    ),
    Event(
        "evidence.taken_up",
        _("Rows that were there already are evidence from now on."),
        facts=TakenUpFacts,
        small=True,
        by_database=True,
    ),
    Event(
        "log.stopped",
        _("The log of {tree} is not what was signed of it: events {first} to {last}. Nothing is recorded there now."),
        facts=StoppedFacts,
        public=True,
    ),
    Event(
        "log.reopened",
        _("Two persons opened the log of {tree} again; events {first} to {last} that were signed before are given up."),
        facts=ReopenedFacts,
        public=True,
    ),
    about=("alarm:",),
)
