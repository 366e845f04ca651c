"""Compares every row of evidence, the books and the vault with what the log tells of them.

The database compares, in sets, and says which row differs; here is worked out which of its columns, and by how many satang.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import psycopg
from django.db import DataError, connection, transaction

from audit.generated import registered
from audit.registry import CHECKS, EVIDENCE
from jobs.models import Job, State

ERASED = "ERASED"
NIGHTLY = "audit.verify_tables"
# So many are kept of one night: who changed a whole table is not found by reading all of it.
MOST_KEPT = 200
_UNREADABLE = (DataError, psycopg.DataError)


@dataclass(frozen=True, slots=True)
class Finding:
    """`seq` is the event, in `tree`, that told the row last; None where none did. `satang` is by how much it is off."""

    code: str
    tree: str
    seq: int | None
    table: str
    pk: str
    column: str
    satang: int
    note: str

    @property
    def line(self) -> str:
        where = f"{self.tree}/{self.seq}" if self.seq is not None else self.tree or "–"
        said = [
            self.code,
            where,
            self.table,
            self.pk,
            self.column,
            f"{self.satang:+,} satang" if self.satang else "",
            self.note,
        ]
        return "  ".join(part for part in said if part)

    @property
    def facts(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Verified:
    """What one night's comparison found: how many findings and erased rows, and the first of the findings."""

    findings: int
    erased: int
    first: list[dict[str, Any]]

    @classmethod
    def of(cls, found: Sequence[Finding], erased: int) -> Verified:
        return cls(len(found), erased, [one.facts for one in found[:MOST_KEPT]])

    @property
    def facts(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Night:
    """The last comparison, as auditors of one tree read it; a finding that belongs to no tree is everybody's."""

    at: datetime
    erased: int
    findings: list[Finding]


def last_night(tree: str) -> Night | None:
    """None before the first night."""
    job = Job.objects.filter(kind=NIGHTLY, state=State.DONE, result__isnull=False).order_by("-finished_at").first()
    if job is None or job.finished_at is None or job.result is None:
        return None
    known = Verified(**job.result)
    return Night(job.finished_at, known.erased, [Finding(**one) for one in known.first if one["tree"] in ("", tree)])


def verify(tree: str | None = None, *, before: bool = False) -> tuple[list[Finding], int]:
    """What is wrong in `tree`, or in all, and how many rows were erased, which is not wrong.

    `before` an upgrade a table that it brings is not there yet, and is not asked for.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # Pages are answered by one process each (`config.env`); a country's rows are shared out.
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 4")
        found = [_read(row) for row in answers(cursor, tree, _known(cursor) if before else None)]
    return [one for one in found if one.code != ERASED], sum(one.code == ERASED for one in found)


def answers(cursor: Any, tree: str | None, known: Collection[str] | None = None) -> list[tuple[Any, ...]]:
    """In a transaction. One statement, and so one moment for all: what is told while it reads is neither missing nor unknown.

    A body that nobody can read any more stops it: then each is asked by itself, and which body it was.
    """
    questions = _questions(known)
    cursor.execute("SAVEPOINT asked")
    try:
        return _asked(cursor, " UNION ALL ".join(questions), tree)
    except _UNREADABLE:
        cursor.execute("ROLLBACK TO asked")
    return [
        row for one in [*questions, "SELECT * FROM log.verify_readable(%(tree)s)"] for row in _alone(cursor, one, tree)
    ]


def _alone(cursor: Any, one: str, tree: str | None) -> list[tuple[Any, ...]]:
    cursor.execute("SAVEPOINT asked")
    try:
        return _asked(cursor, one, tree)
    except _UNREADABLE as error:
        cursor.execute("ROLLBACK TO asked")
        return [("UNREADABLE", "", None, one.split()[3].partition("(")[0], "", "", 0, str(error).partition("\n")[0])]


def _asked(cursor: Any, question: str, tree: str | None) -> list[tuple[Any, ...]]:
    cursor.execute(question, {"tree": tree})
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _known(cursor: Any) -> set[str]:
    """The tables of evidence that this database has."""
    cursor.execute("SELECT name FROM log.evidence_table")
    return {name for (name,) in cursor.fetchall()}


def _questions(known: Collection[str] | None = None) -> list[str]:
    checks = [f"SELECT * FROM {function}(%(tree)s)" for function in CHECKS.values()]  # noqa: S608  # names that rooms' modules give
    tables = [one for one in registered() if known is None or one.table in known]
    checks += [f"SELECT * FROM log.verify_rows('{one.table}', %(tree)s)" for one in tables]  # noqa: S608  # as above
    return checks


def _read(row: Sequence[Any]) -> Finding:
    """A row of the answer. Where it tells of a difference by both texts, what was told and what is there now, they are compared."""
    code, tree, seq, table, pk, column, satang, note = row
    bare = Finding(code, tree or "", seq, table, pk, column, satang, note)
    if "\n" not in note:
        return bare
    told, said = map(_members, note.split("\n", 1))
    return _of_money(bare, told, said)


def _members(text: str) -> dict[str, Any]:
    """Nothing, where nothing is known, or what somebody put there is no text of a row."""
    try:
        read = json.loads(text or "{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _of_money(bare: Finding, told: Mapping[str, Any], said: Mapping[str, Any]) -> Finding:
    """Which columns differ, and the satang, where both texts are known; a row that is gone is off by all of it."""
    known = EVIDENCE.get(bare.table)
    amounts = known.amounts if known else ("amount",)
    differ = sorted(name for name in {*told, *said} if told.get(name) != said.get(name)) if told and said else []
    off = sum(_off(told.get(name), said.get(name)) for name in amounts)
    off = off or sum(_off_by_parts(told.get(name), said.get(name)) for name in {*told, *said})
    return replace(bare, column=", ".join(differ), satang=off, note="")


def _off(told: Any, said: Any) -> int:
    return (said or 0) - (told or 0) if isinstance(said or 0, int) and isinstance(told or 0, int) else 0


def _off_by_parts(told: Any, said: Any) -> int:
    """Of what has sides, such as a movement of money: what moved on another, or with another sum, counted once and not on both."""
    if not isinstance(told or said, list):
        return 0
    before, after = ({_side(part): part["amount"] for part in parts or []} for parts in (told, said))
    return max((abs(after.get(side, 0) - before.get(side, 0)) for side in {*before, *after}), default=0)


def _side(part: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(value for value in part.values() if isinstance(value, str))
