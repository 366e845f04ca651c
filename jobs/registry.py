"""Which function does which kind of work, and which work comes back by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from jobs.clock import BANGKOK

if TYPE_CHECKING:
    from jobs.running import RunningJob

Result = dict[str, Any] | None
Handle = Callable[["RunningJob"], Result]
Decorated = TypeVar("Decorated", bound=Callable[..., Result])
_EPOCH = datetime(2020, 1, 1, tzinfo=BANGKOK)


@dataclass(frozen=True)
class Handler:
    """`atomic`: the work and "done" are one transaction, so that rows it writes are never doubled."""

    run: Handle
    atomic: bool = False


_handlers: dict[str, Handler] = {}
_periods: dict[str, timedelta] = {}


def handles(kind: str, *, atomic: bool = False) -> Callable[[Decorated], Decorated]:
    """Make the function below do the work named `kind`. It may run more than once and must bear that."""

    def register(function: Decorated) -> Decorated:
        known = _handlers.get(kind)
        if known and (known.run.__module__, known.run.__qualname__) != (function.__module__, function.__qualname__):
            raise ValueError(f"{kind} is handled twice: by {known.run.__module__} and {function.__module__}.")
        _handlers[kind] = Handler(function, atomic)
        return function

    return register


def every(
    kind: str, *, minutes: int = 0, hours: int = 0, days: int = 0, atomic: bool = False
) -> Callable[[Decorated], Decorated]:
    """As `handles`, and the sweep adds one row of this kind each period, counted from midnight in Thailand."""
    period = timedelta(minutes=minutes, hours=hours, days=days)
    if not period:
        raise ValueError(f"{kind} needs a period.")
    _periods[kind] = period
    return handles(kind, atomic=atomic)


def handler(kind: str) -> Handler:
    """The handler of a kind; KeyError, with the known kinds, when nobody handles it."""
    if kind not in _handlers:
        raise KeyError(f"Nobody handles {kind!r}; known: {', '.join(sorted(_handlers))}.")
    return _handlers[kind]


def periodic_keys(moment: datetime) -> dict[str, str]:
    """For every periodic kind, the dedupe key of the period that `moment` falls in."""
    return {kind: f"{kind}@{(moment - _EPOCH) // period}" for kind, period in _periods.items()}
