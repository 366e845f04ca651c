"""What facts of events are, and those of the log's own. Each room's stand in its `facts.py`, one TypedDict a shape.

Facts are hashed for ever: an event says which shape its facts have and that shape's `version`, which rises with each
change, so that whoever reads an old body knows what stands in it. Amounts are whole satang. Where a moment or a day is
a `date` or `datetime` here, the body holds its one spelling (`audit.canonical`).
"""

from __future__ import annotations

from typing import TypedDict


class Facts(TypedDict):
    """Any typed facts. A plain dict is none of them: mypy lets only a TypedDict in where this is asked for."""


class ErasedFacts(TypedDict):
    """`fields` are the texts that were asked for by name; empty when all were."""

    count: int
    reason_code: str
    fields: list[str]


class RowsToldFacts(TypedDict):
    """`of`: the place, in the same tree, of the event that had no room for these rows."""

    of: int


class TakenUpFacts(TypedDict):
    """`tables` hold evidence from now on; what stood in them is told as it stood."""

    tables: list[str]


class RowErasedFacts(TypedDict):
    """Which columns of which row were forgotten."""

    table: str
    pk: str
    columns: list[str]
    reason_code: str


class StoppedFacts(TypedDict):
    """A tree is not what was seen of it: from `first` to `last` its events are missing, or others. `kind` is the alarm's."""

    alarm: int
    kind: str
    tree: str
    first: int
    last: int


class ReopenedFacts(StoppedFacts):
    """What was seen before, under which root, and by whom it was given up: the persons' keys."""

    seen_size: int
    seen_root: str
    persons: list[int]
