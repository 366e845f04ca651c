"""What a process that is killed says of its work: "try" before each step, "done" once the service has returned.

Each line is one write, on disk before the next step begins. Whoever begins again reads what was done and does the rest: a
step that was tried and not done is sent once more, just as it was.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple


class Step(NamedTuple):
    """One call of one service: `verb` of the act `key`."""

    key: str
    verb: str


class Journal:
    """`tried` is the row's version that each step was sent with, `done` the row that the service answered."""

    def __init__(self, path: Path) -> None:
        self.tried: dict[Step, int] = {}
        self.done: dict[Step, int] = {}
        self.said: Counter[str] = Counter()
        for line in _lines(path):
            self._read(**line)
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    @property
    def unsure(self) -> set[Step]:
        """Nobody knows whether it happened."""
        return self.tried.keys() - self.done.keys()

    def write(self, what: str, step: Step, number: int = 0, note: str = "") -> None:
        line = {"what": what, "key": step.key, "verb": step.verb, "number": number, "note": note}
        os.write(self.file, json.dumps(line).encode() + b"\n")
        os.fsync(self.file)
        self._read(**line)

    def _read(self, what: str, key: str, verb: str, number: int, note: str) -> None:
        self.said[f"{what} {note}".strip()] += 1
        if what == "try":
            self.tried.setdefault(Step(key, verb), number)
        if what == "done":
            self.done[Step(key, verb)] = number


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """Whole lines; the last may be torn."""
    if path.exists():
        for line in path.read_bytes().split(b"\n")[:-1]:
            yield json.loads(line)
