"""The figures of a picture, typed by what kind of picture shows them; the table beside it says the same figures.

They speak no language: what is read is a `Name` in both, so that figures are kept once for all readers.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import get_language, override

from thai.dates import ENGLISH_MONTHS, MONTHS, be_year

Words: TypeAlias = "str | Promise"


class Name(NamedTuple):
    """What something is called, in both languages; without an English name the Thai one stands."""

    th: str
    en: str = ""

    def __str__(self) -> str:
        return self.en if get_language() == "en" and self.en else self.th

    @classmethod
    def said(cls, words: Words) -> Name:
        """A word of the interface."""
        with override("th"):
            thai = str(words)
        with override("en"):
            return cls(thai, str(words))

    @classmethod
    def of(cls, row: Any) -> Name:
        """Of a row with a Thai and an English name."""
        return cls(row.name_th, row.name_en)

    def reworded(self, gate: Callable[[str], str]) -> Name:
        return Name(gate(self.th), gate(self.en) if self.en else "")


def month_name(day: datetime.date) -> Name:
    """มีนาคม 2568"""
    return Name(f"{MONTHS[day.month - 1]} {be_year(day)}", f"{ENGLISH_MONTHS[day.month - 1]} {be_year(day)}")


class Unit(StrEnum):
    """What a figure counts: whole satang, requests, tambons, days."""

    BAHT = "baht"
    REQUESTS = "requests"
    TAMBONS = "tambons"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `code` is the place that it is about. A figure that is None was not counted."""

    name: Name
    values: tuple[int | None, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    name: Name
    unit: Unit


@dataclass(frozen=True, slots=True)
class Table:
    """What a picture shows, as figures. `total` is left out where a sum would mean nothing."""

    about: Name
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map: `value` shades it, None where nothing is counted yet; `label` is its Thai name with bars."""

    code: str
    name: Name
    label: str
    column: int
    row: int
    value: int | None


NOWHERE = Name("")
NOBODY_KNOWS = Name("–")


@dataclass(frozen=True, slots=True)
class Tiles:
    """Places as squares. `elsewhere` is what belongs to no one of them; `unplaced` are places without a square."""

    about: Name
    counted: Column
    spots: tuple[Spot, ...]
    elsewhere: int = 0
    elsewhere_name: Name = NOWHERE

    def table(self) -> Table:
        rows = [Row(spot.name, (spot.value,), spot.code) for spot in self.spots]
        if self.elsewhere:
            rows.append(Row(self.elsewhere_name, (self.elsewhere,)))
        return Table(self.about, (self.counted,), tuple(rows), (sum(row.values[0] or 0 for row in rows),))


@dataclass(frozen=True, slots=True)
class Link:
    source: Name
    target: Name
    amount: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Money from where it came to what it is for. `about` heads the table's first column, "source → dimension"."""

    about: Name
    counted: Column
    links: tuple[Link, ...]

    def table(self) -> Table:
        rows = tuple(Row(_arrow(link), (link.amount,)) for link in self.links)
        return Table(self.about, (self.counted,), rows, (sum(link.amount for link in self.links),))


@dataclass(frozen=True, slots=True)
class Course:
    """One line: its values by day, each standing until the next."""

    name: Name
    points: tuple[tuple[datetime.date, int], ...]


@dataclass(frozen=True, slots=True)
class Courses:
    """What something came to, day by day from `first` to `last`; the table says the ends of months."""

    about: Name
    first: datetime.date
    last: datetime.date
    lines: tuple[Course, ...]

    def table(self) -> Table:
        columns = tuple(Column(line.name, Unit.BAHT) for line in self.lines)
        rows = tuple(
            Row(month_name(day), tuple(_on(line, day) for line in self.lines))
            for day in _month_ends(self.first, self.last)
        )
        return Table(self.about, columns, rows)


@dataclass(frozen=True, slots=True)
class Bars:
    """Groups of bars on one scale: a row is a group, a part one bar of it. `beside` are figures that only the table says.

    `unknown` is what stands for a figure that there is not.
    """

    about: Name
    parts: tuple[Column, ...]
    rows: tuple[Row, ...]
    beside: tuple[Column, ...] = ()
    is_summed: bool = True
    unknown: Name = NOBODY_KNOWS

    def table(self) -> Table:
        columns = (*self.parts, *self.beside)
        sums = tuple(sum(row.values[at] or 0 for row in self.rows) for at in range(len(columns)))
        return Table(self.about, columns, self.rows, sums if self.is_summed else None)


Figures: TypeAlias = Tiles | Flow | Courses | Bars


def _arrow(link: Link) -> Name:
    return Name(
        f"{link.source.th} → {link.target.th}",
        f"{link.source.en or link.source.th} → {link.target.en or link.target.th}",
    )


def _month_ends(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """The last day of each month from `first` on, and `last` itself."""
    day = first
    while day <= last:
        following = (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        yield min(following - datetime.timedelta(days=1), last)
        day = following


def _on(line: Course, day: datetime.date) -> int | None:
    """What stood at the end of `day`; None before the first point."""
    return next((value for when, value in reversed(line.points) if when <= day), None)
