"""Cuts a long list in the database, and says what part of it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

MOST = 100


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


def cut(rows: QuerySet[Any], page: str) -> Cut:
    """The `page`th hundred; counted only when there is more than one."""
    number = int(page) if page.isascii() and page.isdecimal() and 0 < len(page) < 6 else 1
    number = max(number, 1)
    start = (number - 1) * MOST
    found = list(rows[start : start + MOST + 1])
    if number == 1 and len(found) <= MOST:
        return Cut(found, 1, len(found))
    return Cut(found[:MOST], number, rows.count())
