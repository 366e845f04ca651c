"""Cuts a long list in the database, and says what part of it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from people.waits import Question

# A person reads the first few; each line is drawn, and a hundred of them are half of the time that a desk takes.
MOST = 50


@dataclass(frozen=True, slots=True)
class Cut:
    """Rows `first` to `last` of a list that has `of`."""

    rows: list[Any]
    number: int
    of: int

    @property
    def first(self) -> int:
        return (self.number - 1) * MOST + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def is_part(self) -> bool:
        return len(self.rows) < self.of

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1 if self.last < self.of else 0


def cut(asked: Question | None, page: str) -> Cut:
    """The `page`th fifty, the first for a page that there is not; one question, the count with it."""
    number = int(page) if page.isascii() and page.isdecimal() and 0 < len(page) < 6 else 1
    number = max(number, 1)
    found = _counted(asked, (number - 1) * MOST)
    if not found and number > 1:
        number, found = 1, _counted(asked, 0)
    return Cut([row[:-1] for row in found], number, found[0][-1] if found else 0)


def _counted(asked: Question | None, start: int) -> list[Any]:
    """Fifty rows from `start` on, each with the number of all at its end: to count apart would find them all twice."""
    if asked is None:
        return []
    part = f"ORDER BY {asked.order} LIMIT {MOST} OFFSET {start}"
    with connection.cursor() as cursor:
        # Nothing in it was typed: what the question binds stays bound.
        cursor.execute(f"SELECT *, count(*) OVER () FROM ({asked.text}) listed {part}", asked.terms)  # noqa: S608
        return list(cursor.fetchall())
