"""Which function does which kind of work, and which work comes back by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from jobs.clock import BANGKOK
from wiring.ports import Port

if TYPE_CHECKING:
    from jobs.running import RunningJob

Result = dict[str, Any] | None
# Long work tells after each part how much is done, of how much; what this raises ends the work.
Step = Callable[[int, int], None]
Handle = Callable[["RunningJob"], Result]
Decorated = TypeVar("Decorated", bound=Callable[..., Result])
_EPOCH = datetime(2020, 1, 1, tzinfo=BANGKOK)


@dataclass(frozen=True)
class Handler:
    """`atomic`: the work and "done" are one transaction, so that rows it writes are never doubled."""

    run: Handle
    atomic: bool = False


HANDLERS: Port[Handler] = Port("jobs.handlers", "Called by a worker with a job row that it has claimed: at least once.")
PERIODS: Port[timedelta] = Port("jobs.periods", "Read by the sweep: which work comes back by itself, and how often.")


def handles(kind: str, *, atomic: bool = False) -> Callable[[Decorated], Decorated]:
    """Make the function below do the work named `kind`. It may run more than once and must bear that."""

    def register(function: Decorated) -> Decorated:
        HANDLERS.provide(kind, Handler(function, atomic), by=function.__module__)
        return function

    return register


def every(
    kind: str, *, minutes: int = 0, hours: int = 0, days: int = 0, atomic: bool = False
) -> Callable[[Decorated], Decorated]:
    """As `handles`, and the sweep adds one row of this kind each period, counted from midnight in Thailand."""
    period = timedelta(minutes=minutes, hours=hours, days=days)
    if not period:
        raise ValueError(f"{kind} needs a period.")

    def register(function: Decorated) -> Decorated:
        PERIODS.provide(kind, period, by=function.__module__)
        return handles(kind, atomic=atomic)(function)

    return register


def handler(kind: str) -> Handler:
    """The handler of a kind; KeyError, with the known kinds, when nobody handles it."""
    if found := HANDLERS.get(kind):
        return found
    raise KeyError(f"Nobody handles {kind!r}; known: {', '.join(sorted(HANDLERS.names()))}.")


def periodic_keys(moment: datetime) -> dict[str, str]:
    """For every periodic kind, the dedupe key of the period that `moment` falls in."""
    return {kind: f"{kind}@{(moment - _EPOCH) // period}" for kind, period in PERIODS.items()}
