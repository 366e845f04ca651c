"""Days that count: working days, due dates (Administrative Procedure Act s.64) and the fiscal year."""

from __future__ import annotations

import time
from datetime import date, timedelta

from places.models import Holiday
from thai.dates import BUDDHIST_ERA, be_year

_KEPT_SECONDS = 60.0
_kept: tuple[float, frozenset[date]] = (0.0, frozenset())


def due(start: date, days: int) -> date:
    """The last day of a term of `days` days: the first day is not counted, and a last day on a weekend or a holiday
    moves to the next working day (s.64)."""
    if days < 0:
        raise ValueError("A term cannot be shorter than no day.")
    return next_working_day(start + timedelta(days=days))


def next_working_day(day: date) -> date:
    """`day` itself when offices are open on it."""
    closed = _holidays()
    while day.weekday() >= 5 or day in closed:
        day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    return next_working_day(day) == day


def fiscal_year(day: date) -> int:
    """The Buddhist-era year in which the fiscal year of `day` ends; it starts on 1 October."""
    return be_year(day) + (day.month >= 10)


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """First and last day of the fiscal year `year` (B.E.)."""
    ends_in = year - BUDDHIST_ERA
    return date(ends_in - 1, 10, 1), date(ends_in, 9, 30)


def forget() -> None:
    """Read the holidays afresh; another process sees a change within a minute."""
    global _kept
    _kept = (0.0, frozenset())


def _holidays() -> frozenset[date]:
    global _kept
    now = time.monotonic()
    if not _kept[0] or now - _kept[0] > _KEPT_SECONDS:
        _kept = (now, frozenset(Holiday.objects.values_list("date", flat=True)))
    return _kept[1]
