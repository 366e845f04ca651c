"""What higher rooms hand down to a lower one. Nothing below imports what stands above: it opens a port, they provide.

Every port is drawn in `docs/wiring.md`; `wiring.starting` fills them all, in one place, when a process starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

What = TypeVar("What")


@dataclass(frozen=True, slots=True)
class Provided(Generic[What]):
    """One thing handed down, and the module that did it."""

    what: What
    by: str


class Port(Generic[What]):
    """An opening in a room's floor: by key, what others provide at start-up and the room calls ever after.

    `name` is `room.what`; `promise` says in one sentence when it is called and with which locks.
    """

    def __init__(self, name: str, promise: str) -> None:
        if name in _ports:
            raise ValueError(f"There are two ports {name}.")
        self.name, self.promise = name, promise
        self._provided: dict[str, Provided[What]] = {}
        _ports[name] = self

    def provide(self, key: str, what: What, *, by: str) -> None:
        """Hand `what` down under `key`; `by` is the providing module's `__name__`.

        Raises ValueError when something else is there under the same key: two answers to one question are none.
        """
        known = self._provided.setdefault(key, Provided(what, by))
        if known != Provided(what, by):
            raise ValueError(f"{self.name}: {key} is provided twice, by {known.by} and by {by}.")

    def get(self, key: str) -> What | None:
        found = self._provided.get(key)
        return found.what if found else None

    def names(self) -> list[str]:
        return list(self._provided)

    def values(self) -> list[What]:
        """Everything provided, in the order in which the rooms stand and provide."""
        return [one.what for one in self._provided.values()]

    def items(self) -> Iterator[tuple[str, What]]:
        return ((key, one.what) for key, one in self._provided.items())

    def providers(self) -> dict[str, str]:
        """Which module provides each key."""
        return {key: one.by for key, one in self._provided.items()}


_ports: dict[str, Port[Any]] = {}


def ports() -> list[Port[Any]]:
    """Every port of the house, by name."""
    return [_ports[name] for name in sorted(_ports)]
