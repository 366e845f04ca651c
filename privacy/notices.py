"""The privacy notice, edition by edition. An edition that has been in force is never changed: a new one follows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jobs import clock

FOLDER = Path(__file__).with_name("editions")


@dataclass(frozen=True, slots=True)
class Part:
    heading: str
    paragraphs: list[str]


@dataclass(frozen=True, slots=True)
class Edition:
    """Its text stands in `editions/<number>.<language>.txt`: a heading a line that begins with #, paragraphs between."""

    number: int
    since: date

    def parts(self, language: str) -> list[Part]:
        return _parts(FOLDER / f"{self.number}.{'en' if language == 'en' else 'th'}.txt")


EDITIONS = [Edition(1, date(2025, 10, 1))]


def current() -> Edition:
    """The latest that is in force by the clock; the first before any was."""
    return next((one for one in reversed(EDITIONS) if one.since <= clock.today()), EDITIONS[0])


@cache
def _parts(path: Path) -> list[Part]:
    found: list[Part] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            found.append(Part(line[2:], []))
        elif line.strip():
            found[-1].paragraphs.append(line.strip())
    return found
