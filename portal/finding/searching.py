"""Asks the index of letters and puts in order what fits: exactly first, then with one slip, then with two.

Each question takes no more than so many lines out of an index, however common the words are; what is beyond is said, not
counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from psycopg import sql

from portal.finding.asking import Asked
from portal.finding.kinds import Kind
from portal.models import Findable
from thai import letters

SIZE = 20
SHOWN = 100  # results in all; whoever wants more says more
_EACH = 120  # lines that one question takes
_ENOUGH = 5  # exact results after which nobody is asked for a slip
_FITS = 0.55  # of the pairs of letters, in what is found with slips
_ORDER = {kind: place for place, kind in enumerate(Kind.values)}


@dataclass(frozen=True)
class Found:
    """`is_more`: more fit than are counted. `slips`: how many letters were forgiven."""

    rows: list[Findable] = field(default_factory=list)
    total: int = 0
    is_more: bool = False
    slips: int = 0
    older: int | None = None
    newer: int | None = None


@dataclass(frozen=True)
class _Hit:
    pk: int
    kind: str
    key: str
    day: int
    amount: int | None


def search(asked: Asked, *, kind: str = "", tags: Sequence[str] = (), start: int = 0) -> Found:
    within = [f"={tag}" for tag in [*tags, *([kind] if kind in Kind.values else [])]]
    hits, slips = _hits(asked, within)
    if not hits:
        return Found()
    ranked = _ranked(hits, asked, slips)
    shown = ranked[start : start + SIZE]
    rows = Findable.objects.in_bulk([hit.pk for hit in shown])
    return Found(
        rows=[rows[hit.pk] for hit in shown if hit.pk in rows],
        total=min(len(ranked), SHOWN),
        is_more=len(ranked) > SHOWN or len(hits) >= _EACH,
        slips=slips,
        newer=max(0, start - SIZE) if start else None,
        older=start + SIZE if len(ranked[:SHOWN]) > start + SIZE else None,
    )


def _hits(asked: Asked, within: list[str]) -> tuple[dict[int, _Hit], int]:
    """What fits, and with how many slips. Numbers and amounts are as they are: nobody slips by a baht."""
    found: dict[int, _Hit] = {}
    for number in asked.numbers:
        found |= _ask([[number, *within]])
    if asked.amounts:
        found |= _ask_amounts(asked.amounts, within)
    exact = list(dict.fromkeys(gram for word in asked.words for gram in letters.grams(word)))
    if not exact:
        return found, 0
    # Requests have most lines by far: asked apart, they leave room for the others.
    sorts = [[]] if any(mark[1:] in _ORDER for mark in within) else [[f"={one}"] for one in Kind.values]
    found |= _ask([[*exact, *within, *sort] for sort in sorts])
    if len(found) < SIZE:
        found |= _ask_texts([*exact, *within], asked.words, found)
    length = sum(map(len, asked.words))
    for slips, shortest in ((1, 4), (2, 8)):
        if len(found) >= _ENOUGH or length < shortest:
            return found, 0
        more = _ask([[*sure, *within] for sure in letters.without_windows(asked.words, slips)])
        fitting = {pk: hit for pk, hit in more.items() if pk not in found and _share(hit, asked) >= _FITS}
        if fitting:
            return found | fitting, 0 if found else slips
    return found, 0


def _share(hit: _Hit, asked: Asked) -> float:
    return letters.share([pair for word in asked.words for pair in letters.pairs(word)], hit.key)


def _ranked(hits: dict[int, _Hit], asked: Asked, slips: int) -> list[_Hit]:
    """By the share of pairs of letters that stand in it, an amount that was asked for counting as much; then by kind, then the newest."""
    return sorted(
        hits.values(),
        key=lambda hit: (
            -round(_share(hit, asked) + (hit.amount in asked.amounts), 2),
            _ORDER[hit.kind],
            -hit.day,
            -hit.pk,
        ),
    )


def _ask(lists: list[list[str]]) -> dict[int, _Hit]:
    """The lines whose marks hold one of the lists whole."""
    return _read([_NAMED] * len(lists), lists) if lists else {}


def _ask_texts(marks: list[str], asked: list[str], known: dict[int, _Hit]) -> dict[int, _Hit]:
    """What says the words at length, each as a whole: three letters here and three there are no word."""
    wanted = [f"%{word}%" for word in asked]
    hits = _read([_IN_TEXT], [marks, wanted])
    return {pk: hit for pk, hit in hits.items() if pk not in known}


def _ask_amounts(amounts: list[int], within: list[str]) -> dict[int, _Hit]:
    kinds = (Kind.REQUEST, Kind.AGREEMENT, Kind.RESOLUTION)
    asked = [part for kind in kinds for amount in amounts for part in (kind.value, amount, within)]
    return _read([_OF_AMOUNT] * (len(kinds) * len(amounts)), asked)


def _read(parts: list[sql.Composed], params: Sequence[Any]) -> dict[int, _Hit]:
    with connection.cursor() as cursor:
        cursor.execute(_HITS.format(parts=sql.SQL(" UNION ").join(parts)), params)
        return {row[0]: _Hit(*row) for row in cursor.fetchall()}


_NAMED = sql.SQL("(SELECT findable_id, key FROM portal_findablewords WHERE marks @> %s LIMIT {most})").format(
    most=_EACH
)
_IN_TEXT = sql.SQL(
    "(SELECT t.findable_id, w.key FROM portal_findabletext t JOIN portal_findablewords w USING (findable_id)"
    " WHERE t.marks @> %s AND t.key LIKE ALL(%s) LIMIT {most})"
).format(most=_EACH)
_OF_AMOUNT = sql.SQL(
    "(SELECT w.findable_id, w.key FROM portal_findable f JOIN portal_findablewords w ON w.findable_id = f.id"
    " WHERE f.kind = %s AND f.amount = %s AND w.marks @> %s ORDER BY f.amount, f.id DESC LIMIT {most})"
).format(most=_EACH)
_HITS = sql.SQL(
    "SELECT f.id, f.kind, l.key, f.day - date '2000-01-01', f.amount FROM ({parts}) l"
    " JOIN portal_findable f ON f.id = l.findable_id"
)
