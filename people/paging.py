"""Long lists, a page at a time. Where a reader stands is a row, not a number, so that the last page costs what the first does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, Subquery

from wiring.written import Written

SIZE = 20


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows of a list, the newest first. `newer` and `older` are the keys beyond which there are more, if there are."""

    rows: list[Any]
    newer: Any = None
    older: Any = None

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)


def sliced(
    rows: QuerySet[Any],
    asked: Mapping[str, str],
    *,
    by: str,
    parts: Sequence[QuerySet[Any]] = (),
    written: Written[Any] | None = None,
) -> Slice:
    """The rows before or after the one that `asked` names, in the order of the column `by`; the newest, when it names none.

    Two queries: narrow keys first, then the rows. `parts` are lists that together are the list; each is read along its own
    index, no further than a page, where one OR of them all would read and sort everything. `written(pks=…)` are `rows` too.
    """
    read = partial(_in_order, written or _of(rows))
    lists, before, after = parts or [rows], _key(rows, asked.get("before")), _key(rows, asked.get("after"))
    if after:
        nearest = _keys(lists, by, after, upward=True)
        if len(nearest) > SIZE:
            keys = nearest[SIZE - 1 :: -1]
            return Slice(read(keys), newer=keys[0], older=keys[-1])
        before = None
    keys = _keys(lists, by, before, upward=False)
    if before and not keys:
        before, keys = None, _keys(lists, by, None, upward=False)
    shown = keys[:SIZE]
    newer, older = shown[0] if before else None, shown[-1] if len(keys) > SIZE else None
    return Slice(read(shown), newer, older)


def _keys(lists: Sequence[QuerySet[Any]], by: str, beyond: Any, *, upward: bool) -> list[Any]:
    columns = list(dict.fromkeys((by, "id")))
    order = [column if upward else f"-{column}" for column in columns]
    narrow = [_beyond(part, by, beyond, upward=upward).order_by(*order).values_list(*columns) for part in lists]
    cut = [part[: SIZE + 1] for part in narrow]
    found = cut[0].union(*cut[1:]).order_by(*order)[: SIZE + 1] if cut[1:] else cut[0]
    return [row[-1] for row in found]


def _beyond(rows: QuerySet[Any], by: str, key: Any, *, upward: bool) -> QuerySet[Any]:
    if not key:
        return rows
    way = "gt" if upward else "lt"
    if by == "id":
        return rows.filter(**{f"id__{way}": key})
    there = Subquery(rows.model._default_manager.filter(pk=key).values(by))
    # The first condition alone is what an index can be walked by; rows of the same `by` are told apart by their keys.
    return rows.filter(Q(**{f"{by}__{way}": there}) | Q(**{f"id__{way}": key}), **{f"{by}__{way}e": there})


def _of(rows: QuerySet[Any]) -> Callable[..., Iterable[Any]]:
    return lambda pks: rows.order_by().filter(pk__in=pks)


def _in_order(read: Callable[..., Iterable[Any]], keys: list[Any]) -> list[Any]:
    found = {row.pk: row for row in read(pks=keys)} if keys else {}
    return [found[key] for key in keys if key in found]


def _key(rows: QuerySet[Any], text: str | None) -> Any:
    """A row's key as the address names it; None for what cannot be one."""
    try:
        key = rows.model._meta.pk.to_python(text or None)
    except ValidationError:
        return None
    return key if not isinstance(key, int) or 0 < key < 2**63 else None
