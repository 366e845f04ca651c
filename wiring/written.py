"""Queries that pages ask again and again: their SQL is written once, and asked from then on with other values.

Django writes the SQL of a query anew each time it is asked. Where it joins a few tables, that takes a millisecond, which is
more than the database needs to answer; a page that asks ten of them spends half its time so.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Field, Lookup, QuerySet

R = TypeVar("R")

# Of each type, values that nobody asks for: where they stand among the query's parameters, the asked ones will.
_SAMPLES: dict[type, Callable[[int], Any]] = {
    int: lambda at: 2_000_000_000 - at,
    str: lambda at: f"\ue000{at}",
    date: lambda at: date(1000, 1, 1) + timedelta(days=at),
    datetime: lambda at: datetime(1000, 1, 1, tzinfo=timezone.utc) + timedelta(days=at),
    list: lambda at: [2_000_000_000 - at],
}


@Field.register_lookup
class Among(Lookup):
    """As `in`, but the SQL does not grow with the keys: `pk__among=[1, 2]`."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY (%s)", (*params, list(self.rhs))


@dataclass(frozen=True, slots=True)
class _Writing:
    queryset: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, str], ...]


class Written(Generic[R]):
    """`Written(build, person=int, day=date)`: `build` makes the query set of values of these types, and is called once.

    What it makes may depend on the values in no other way than that they stand in it (keys by `pk__among`), and prefetches nothing.
    Raises TypeError at the first call where a value does not stand in the SQL.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, R]], **types: type) -> None:
        self._build, self._types = build, types

    def __call__(self, **values: Any) -> list[R]:
        """The rows for these values."""
        told = self._writing
        params = list(told.params)
        for place, name in told.places:
            kind = type(params[place])
            params[place] = kind(values[name]) if kind not in _SAMPLES else values[name]
        compiler = copy(told.compiler)
        compiler.connection = connections[compiler.using]  # each thread has its own
        compiler.as_sql = lambda *_args, **_options: (told.sql, tuple(params))
        rows = told.queryset.all()
        rows.query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]  # of this one copy
        return list(rows)

    @cached_property
    def _writing(self) -> _Writing:
        samples = {name: _SAMPLES[kind](at) for at, (name, kind) in enumerate(self._types.items())}
        queryset = self._build(**samples)
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        places = tuple((at, name) for at, param in enumerate(params) for name in samples if param == samples[name])
        if missing := samples.keys() - {name for _at, name in places}:
            raise TypeError(f"{', '.join(sorted(missing))} stands nowhere in {sql}")
        return _Writing(queryset, compiler, sql, tuple(params), places)
