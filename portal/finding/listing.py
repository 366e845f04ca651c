"""The public list of requests, of a province or of the country, as filters cut it.

Every question walks an index and stops: at a page, at a thousand when it counts, at ten thousand lines in any case. What is
beyond that is said (`is_cut`), never silently left out of a count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg import sql

from jobs import clock
from people.paging import SIZE, Slice
from portal.finding import asking
from portal.finding.kinds import Kind
from portal.models import Findable
from requests.filters import Filters
from requests.models import BudgetRequest
from requests.reports import LISTED
from thai import letters
from thai.money import MAX_SATANG

WALKED = 10_000
NAMED = 2_000
COUNTED = 1_000


@dataclass(frozen=True)
class Counted:
    """`is_more`: more than are counted. `is_cut`: only the lines received last, or those nearest, were looked at."""

    n: int
    amount: int
    is_more: bool
    is_cut: bool


@dataclass(frozen=True)
class _Query:
    text: sql.Composed
    params: list[Any]


def page(province: str, wanted: Filters, asked: Mapping[str, str]) -> Slice:
    """What was received last first; `before` and `after` name the line beyond which to read."""
    after, before = _line(asked.get("after", "")), _line(asked.get("before", ""))
    if after:
        nearest = _keys(province, wanted, after, upward=True)
        if len(nearest) > SIZE:
            keys = nearest[SIZE - 1 :: -1]
            return Slice(_read(keys), newer=keys[0], older=keys[-1])
        before = None
    keys = _keys(province, wanted, before, upward=False)
    shown = keys[:SIZE]
    return Slice(
        _read(shown), newer=shown[0] if before and shown else None, older=shown[-1] if len(keys) > SIZE else None
    )


def counted(province: str, wanted: Filters) -> Counted:
    found = _found(province, wanted)
    base = _base(province, wanted)
    query = _COUNT.format(base=base.text, found=found.text, skipped=WALKED - 1, most=COUNTED + 1)
    n, amount, deep = _ask(query, [*base.params, *found.params])[0]
    return Counted(min(n, COUNTED), int(amount), n > COUNTED, bool(deep) and n <= COUNTED and wanted.is_any)


def keys(province: str, wanted: Filters) -> list[int]:
    """The requests of all its pages, in their order, for a file."""
    found = _found(province, wanted)
    return [int(subject.partition(":")[2]) for (subject,) in _ask(_ALL.format(found=found.text), found.params)]


def _read(keys: list[int]) -> list[BudgetRequest]:
    subjects = dict(Findable.objects.filter(pk__in=keys).values_list("pk", "subject"))
    pks = {key: int(str(subject).partition(":")[2]) for key, subject in subjects.items()}
    found = {row.pk: row for row in LISTED(pks=list(pks.values()))} if pks else {}
    return [found[pks[key]] for key in keys if pks.get(key) in found]


def _keys(province: str, wanted: Filters, beyond: Line | None, *, upward: bool) -> list[int]:
    found = _found(province, wanted, beyond, upward=upward)
    query = _PAGE.format(found=found.text, way=_WAYS[upward], size=SIZE + 1)
    return [key for (key,) in _ask(query, found.params)]


def _found(province: str, wanted: Filters, beyond: Line | None = None, *, upward: bool = False) -> _Query:
    """The lines of the walk that the filters let through."""
    base = _base(province, wanted, beyond, upward=upward)
    asked: list[tuple[str, Any]] = [("tags @> %s::varchar[]", wanted.tags)] if wanted.tags else []
    asked += [("due_on < %s", clock.today())] if wanted.late else []
    # An amount in the box means that amount: without this the whole list would come.
    amounts = asking.read(wanted.q).amounts
    asked += [("amount = ANY(%s)", amounts)] if amounts else []
    asked += [("amount >= %s", wanted.low)] if wanted.low is not None else []
    asked += [("amount <= %s", wanted.high)] if wanted.high is not None else []
    query = _FILTERED.format(base=base.text, where=_all_of(asked))
    return _Query(query, [*base.params, *(value for _part, value in asked)])


def _base(province: str, wanted: Filters, beyond: Line | None = None, *, upward: bool = False) -> _Query:
    """Up to ten thousand lines along one index: by letters, of the province, by amount, by the day they are due, or by day."""
    within = wanted.amphoe[:2] or wanted.tambon[:2] or province
    marks = _marks(wanted)
    asked: list[tuple[str, Any]] = [("f.kind = %s", Kind.REQUEST.value)]
    column, way = "day", _WAYS[upward]
    if within:
        asked.append(("f.province_id = %s", within))
    elif not marks and wanted.late:
        asked.append(("f.due_on < %s", clock.today()))
        column, way = "due_on", _WAYS[True]
    elif not marks and (wanted.low is not None or wanted.high is not None):
        asked += [("f.amount >= %s", wanted.low or 0), ("f.amount <= %s", wanted.high or MAX_SATANG)]
        column, way = "amount", _WAYS[True]
    if beyond:
        asked.append((f"(f.day, f.id) {'>' if upward else '<'} (%s::date, %s)", beyond))
    values = [part for _text, value in asked for part in (value if isinstance(value, tuple) else [value])]
    source, first = (_NAMED.format(most=NAMED), [_whole(marks, within, wanted)]) if marks else (_LINES, [])
    query = _WALK.format(source=source, where=_all_of(asked), column=sql.Identifier("f", column), way=way, most=WALKED)
    return _Query(query, [*first, *values])


def _whole(marks: list[str], within: str, wanted: Filters) -> list[str]:
    """As many as one question to the letters may take are put in order; so it is asked all that it can answer."""
    tags = [Kind.REQUEST.value, *([f"p{within}"] if within else []), *wanted.tags]
    return [*marks, *(f"={tag}" for tag in tags)]


def _marks(wanted: Filters) -> list[str]:
    """The threes of letters that the words of the box have, and the number of a paper."""
    asked = asking.read(wanted.q)
    return [*(gram for word in asked.words for gram in letters.grams(word)), *asked.numbers]


def _line(text: str) -> Line | None:
    if not text.isdecimal() or not text.isascii() or len(text) > 18:
        return None
    return Findable.objects.filter(pk=int(text)).values_list("day", "pk").first()


def _all_of(asked: list[tuple[str, Any]]) -> sql.Composable:
    return sql.SQL(" AND ").join([sql.SQL(part) for part, _value in asked] or [sql.SQL("TRUE")])


def _ask(query: sql.Composed, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


Line = tuple[date, int]
_WAYS = {True: sql.SQL("ASC"), False: sql.SQL("DESC")}
_LINES = sql.SQL("portal_findable f")
_NAMED = sql.SQL(
    "(SELECT findable_id FROM portal_findablewords WHERE marks @> %s LIMIT {most}) w"
    " JOIN portal_findable f ON w.findable_id = f.id"
)
_WALK = sql.SQL(
    "SELECT f.id, f.day, f.tags, f.amount, f.due_on FROM {source} WHERE {where} ORDER BY {column} {way}, f.id {way} LIMIT {most}"
)
_FILTERED = sql.SQL("SELECT * FROM ({base}) walked WHERE {where}")
_ALL = sql.SQL(
    "SELECT f.subject FROM ({found}) found JOIN portal_findable f ON f.id = found.id ORDER BY found.day DESC, found.id DESC"
)
_PAGE = sql.SQL("SELECT id FROM ({found}) found ORDER BY day {way}, id {way} LIMIT {size}")
_COUNT = sql.SQL(
    "SELECT count(*), coalesce(sum(amount), 0), (SELECT count(*) FROM ({base} OFFSET {skipped}) deep)"
    " FROM (SELECT amount FROM ({found}) found LIMIT {most}) few"
)
