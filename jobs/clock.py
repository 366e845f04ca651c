"""The one source of time, so that notices, lapses and appeals can be lived through in tests and in the demo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    return _set.get() or datetime.now(timezone.utc)


def today() -> date:
    """The date in Thailand."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in Thailand on which it happened."""
    return moment.astimezone(BANGKOK).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stand at `moment` (aware) for the length of the block."""
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)


def bangkok(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment on the wall clock in Thailand; `year` is of the common era."""
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)
