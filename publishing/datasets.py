"""The data sets that a province gives to everybody: each room hands down its own, with what its columns mean.

What is read here leaves the house. So a data set shows rows alone that have a page for everybody; whatever somebody typed
is a column of `Kind.WORDS`, which goes through the gate (`publishing.gate`) when it is written, in whatever form.

Amounts stand in baht with two decimals, once: a second column of the same amount in satang would be one more that a reader
adds up by mistake. A hundred times it, rounded, is the whole satang that the house reckons in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.functional import Promise

from wiring.ports import Port

Text = str | Promise
# Where a reader of a list stands: the columns that it is ordered by, the row's key last.
Place = tuple[Any, ...]
# What a transaction wrote: the keys of rows, by the name of their table.
Written = Mapping[str, set[str]]


class Kind(StrEnum):
    """What a column holds, and so how it is written in each form."""

    CODE = "code"  # a word or number of our own
    WORDS = "words"  # typed by somebody
    COUNT = "count"
    BAHT = "baht"  # satang, until it is written
    DAY = "day"
    MOMENT = "moment"
    FLAG = "flag"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Column:
    """`means` says it to people. `choices` are the words that may stand in it, each with what it means."""

    name: str
    kind: Kind
    means: Text
    choices: type[models.TextChoices] | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """`word` is that of its rows' `Ref`s; "" where nothing is on record of them.

    `all(province)` are its rows, to be counted. `walk(province, after, most)` answers the places behind `after`, in one
    order that never changes, along an index; `place` are the types of what a place is made of. `rows(province, keys)`
    answers those that everybody may read, in any order: a value a column, the key first. `shown` is the word of the page
    that shows a row, and the column that names it there, where it has none of its own; `recorded` likewise what the log
    speaks of, where it does not speak of the row itself. `touched(written)` are the keys of
    rows that changed when that was written, and `gone(province, keys)` those of them that everybody could read once and
    cannot any more. The lower its `rank`, the sooner it is shown.
    """

    key: str
    title: Text
    about: Text
    word: str
    columns: tuple[Column, ...]
    place: tuple[type, ...]
    all: Callable[[str], models.QuerySet[Any]]
    walk: Callable[[str, Place | None, int], Sequence[Place]]
    rows: Callable[[str, Sequence[Any]], Iterable[tuple[Any, ...]]]
    touched: Callable[[Written], Iterable[Any]] = field(default=lambda _written: ())
    gone: Callable[[str, Sequence[Any]], Iterable[Any]] = field(default=lambda _province, _keys: ())
    rank: int = 50
    shown: tuple[str, str] = ("", "")
    recorded: tuple[str, str] = ("", "")

    @property
    def key_column(self) -> str:
        return self.columns[0].name


DATASETS: Port[Dataset] = Port(
    "publishing.datasets",
    "Read when open data is written or asked for: what there is, and how it is read; without locks.",
)
PAGES: Port[Callable[[Any], str]] = Port(
    "publishing.pages", "Asked by the word of a row: the address of its page for everybody, from the key."
)


def all_of() -> list[Dataset]:
    """In the order in which people are shown them."""
    return sorted(DATASETS.values(), key=lambda one: one.rank)


def written_of(written: Written, table: type[models.Model]) -> list[int]:
    """The keys of `table` among what was written."""
    return [int(key) for key in written.get(table._meta.db_table, ()) if key.isdecimal()]


def along(rows: models.QuerySet[Any], names: Sequence[str], after: Place | None, most: int) -> list[Place]:
    """The places of `rows` behind `after`, in the order of `names`. The first of these must be the beginning of an index."""
    behind = rows.filter(_behind(names, after), **{f"{names[0]}__gte": after[0]}) if after else rows
    return list(behind.order_by(*names).values_list(*names)[:most])


def _behind(names: Sequence[str], place: Place) -> models.Q:
    """Later in the first that differs."""
    name, value, rest = names[0], place[0], names[1:]
    later = models.Q(**{f"{name}__gt": value})
    return later | models.Q(**{name: value}) & _behind(rest, place[1:]) if rest else later
