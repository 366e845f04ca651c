"""Reads data sets: a list from a place on, and what has changed since an event; each row with what stands of it in the log.

A list is read a page at a time, each along its index from where the last one ended: memory is flat, and no transaction is
held open for whoever reads slowly. So rows of a long list may be newer than its first ones; each says which event was the
last about it, and a file the checkpoint that it was begun at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from audit.reports import Latest, latest_of, written_in
from places.models import Province
from publishing.datasets import PAGES, Column, Dataset, Kind, Place, all_of
from publishing.gate import outward
from wiring.refs import Ref

PAGE = 1000
# As many events are looked through for one answer about changes.
EVENTS = 500
LOGGED = (
    Column("url", Kind.LINK, _("The row's own page, for people.")),
    Column(
        "log_index",
        Kind.COUNT,
        _("The place, in the province's log, of the last event about this row or about what it belongs to."),
    ),
    Column("modified_at", Kind.MOMENT, _("When that event was recorded.")),
)
_NONE: Latest = Latest(None, None)


@dataclass(frozen=True, slots=True)
class Changes:
    """`rows` have changed, `gone` can be read no more; of events from `upto` on nothing is told yet, `is_all` when there are none."""

    rows: list[tuple[Any, ...]]
    gone: list[Any]
    upto: int
    is_all: bool


def columns(dataset: Dataset) -> tuple[Column, ...]:
    """Its own, and those that every row has which something is on record of."""
    return (*dataset.columns, *LOGGED) if dataset.word else dataset.columns


def walk(dataset: Dataset, province: str, after: Place | None, most: int) -> list[Place]:
    return list(dataset.walk(province, after, most))


def read(dataset: Dataset, province: str, keys: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of these keys that everybody may read, in that order. Words of ours in it are Thai, whoever asks."""
    with translation.override("th"):
        found = {row[0]: _open(dataset, row) for row in dataset.rows(province, keys)}
    there = [found[key] for key in keys if key in found]
    if not dataset.word:
        return there
    subjects = [str(Ref(*_named(dataset, row, dataset.recorded))) for row in there]
    latest = latest_of(province, subjects)
    return [
        (*row, _address(dataset, row), *latest.get(subject, _NONE))
        for row, subject in zip(there, subjects, strict=True)
    ]


def _address(dataset: Dataset, row: Sequence[Any]) -> str:
    """Of the page that shows the row."""
    word, key = _named(dataset, row, dataset.shown)
    page = PAGES.get(word)
    return f"{settings.SITE_URL}{page(key)}" if page else ""


def _named(dataset: Dataset, row: Sequence[Any], instead: tuple[str, str]) -> tuple[str, Any]:
    """The row itself, or what stands for it: a word, and the column with its key."""
    word, column = instead
    names = [one.name for one in dataset.columns]
    return (word, row[names.index(column)]) if word else (dataset.word, row[0])


def every(dataset: Dataset, province: str) -> Iterator[tuple[Any, ...]]:
    """All rows of a province, in one order."""
    for page in pages(dataset, province):
        yield from read(dataset, province, [place[-1] for place in page])


def pages(dataset: Dataset, province: str) -> Iterator[list[Place]]:
    after: Place | None = None
    while page := walk(dataset, province, after, PAGE):
        yield page
        if len(page) < PAGE:
            return
        after = page[-1]


def counts(province: str) -> dict[str, int]:
    """How many rows each data set has, in one question."""
    sets = all_of()
    numbers = [Coalesce(Subquery(_counted(one.all(province)), output_field=IntegerField()), 0) for one in sets]
    found = Province.objects.filter(pk=province).order_by().values_list(*numbers).first()
    return dict(zip((one.key for one in sets), found or (), strict=False))


def _counted(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    grouped: QuerySet[Any, Any] = rows.order_by().annotate(of=Value(1)).values("of").annotate(n=Count("pk")).values("n")
    return grouped


def changes(dataset: Dataset, province: str, since: int) -> Changes:
    """What events from `since` on changed, as it stands now. One answer looks through some hundred events, and no more."""
    written, upto, is_all = written_in(province, since, EVENTS)
    keys = sorted(set(dataset.touched(written)))
    rows = read(dataset, province, keys)
    there = {row[0] for row in rows}
    gone = dataset.gone(province, [key for key in keys if key not in there])
    return Changes(rows, sorted(gone), upto, is_all)


def _open(dataset: Dataset, row: Sequence[Any]) -> tuple[Any, ...]:
    """The row with whatever was typed as everybody may read it."""
    return tuple(
        outward(value) if column.kind is Kind.WORDS and value else value
        for column, value in zip(dataset.columns, row, strict=True)
    )


def told(dataset: Dataset, rows: Iterable[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Each row by the names of its columns."""
    names = [column.name for column in columns(dataset)]
    return (dict(zip(names, row, strict=True)) for row in rows)
