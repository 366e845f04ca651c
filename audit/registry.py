"""Which rows are evidence: a decision or a baht rests on them, so that they change only with an event that names them.

Each room registers its tables in `evidence.py`. Of a registered table every column is told and may not change, unless the
registration says otherwise; so is a column that somebody adds later. What is no evidence is registered too, with the reason.
`audit/evidence.lock` keeps every list of columns that a table ever had, for rows are told for ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models

from wiring.ports import Port

LOCK = Path(__file__).with_name("evidence.lock")

# How the columns of a field are spelled in a row's canonical text. There is no spelling for floats.
KINDS = {
    "AutoField": "int",
    "BigAutoField": "int",
    "BigIntegerField": "int",
    "BinaryField": "bytes",
    "BooleanField": "bool",
    "CharField": "text",
    "DateField": "date",
    "DateTimeField": "instant",
    "DecimalField": "decimal",
    "EmailField": "text",
    "FSMField": "text",
    "IntegerField": "int",
    "JSONField": "json",
    "PositiveIntegerField": "int",
    "PositiveSmallIntegerField": "int",
    "SmallIntegerField": "int",
    "TextField": "text",
    "TimeField": "time",
    "UUIDField": "uuid",
}
# What a personal column holds once it is erased. What was empty stays so: checks ask whether something stands there.
ERASED = {"text": "CASE WHEN {c} = '' THEN '' ELSE '–' END", "json": "'{{}}'::jsonb"}
IS_ERASED = {"text": "({c} IS NULL OR {c} IN ('', '–'))", "json": "({c} IS NULL OR {c} = '{{}}'::jsonb)"}


class Unspeakable(TypeError):
    """A column of a type that has no one spelling: it cannot be evidence."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is told of a row of `table`: each column with its kind, "?" where it may be null; those that are `personal` by
    their veil. `when` is an SQL condition over the columns of {r}: from then on the row is evidence, "" is always."""

    table: str
    key: str
    columns: Mapping[str, str]
    personal: Mapping[str, str]
    when: str

    @property
    def facts(self) -> dict[str, Any]:
        """As the lock keeps it."""
        return {"key": self.key, "columns": self.columns, "personal": self.personal, "when": self.when}


@dataclass(frozen=True)
class Evidence:
    """A table of evidence. `changing` names the columns that may change, personal ones among them.

    `personal`: told by a salted digest, so that they can be erased. `without`: the columns that are not told, each with
    the reason. `amounts`: satang; what was told of such a row is kept in words, so that a change can be named.
    `addressed`: a column of bytes with the column that holds their SHA-256. `shown`: a row's text is given to whoever checks what
    rests on it. `version` rises with each change of what is told.
    """

    model: type[models.Model]
    changing: tuple[str, ...] = field(default=(), kw_only=True)
    personal: tuple[str, ...] = field(default=(), kw_only=True)
    without: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    amounts: tuple[str, ...] = field(default=(), kw_only=True)
    addressed: tuple[str, str] | None = field(default=None, kw_only=True)
    when: str = field(default="", kw_only=True)
    shown: bool = field(default=False, kw_only=True)
    version: int = field(default=1, kw_only=True)

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def shape(self) -> Shape:
        kinds = {str(one.column): _kind(one) for one in self.model._meta.local_concrete_fields}
        bytes_column = self.addressed[0] if self.addressed else ""
        told = {name: kind for name, kind in kinds.items() if name not in self.without and name != bytes_column}
        return Shape(
            self.table,
            str(self.model._meta.pk.column),
            {name: kind for name, kind in told.items() if name not in self.personal},
            {name: kind for name, kind in told.items() if name in self.personal},
            self.when,
        )

    @property
    def fixed(self) -> list[str]:
        """Told columns that may not change; the key is always one."""
        told = [*self.shape.columns, *self.shape.personal]
        return [name for name in told if name not in self.changing]

    def strangers(self) -> set[str]:
        """Names that are none of the table's columns: a programmer's slip."""
        known = {one.column for one in self.model._meta.local_concrete_fields}
        return {*self.changing, *self.personal, *self.without, *self.amounts, *(self.addressed or ())} - known


EVIDENCE: Port[Evidence] = Port(
    "audit.evidence",
    "Read when the guards are installed and when tables are verified: by table, what is told of a row.",
)
NO_EVIDENCE: Port[str] = Port("audit.no_evidence", "Read by nobody but tests: by table, why its rows are no evidence.")
CHECKS: Port[str] = Port(
    "audit.table_checks", "Run by `verify_tables`, beside the tables of evidence: by name, a function of the database."
)


def register(room: str, *tables: Evidence) -> None:
    """Say which tables of a room hold evidence."""
    for one in tables:
        if strangers := one.strangers():
            raise ValueError(f"{one.table} has no column {', '.join(sorted(strangers))}.")
        EVIDENCE.provide(one.table, one, by=f"{room}.evidence")


def exempt(room: str, reasons: Mapping[type[models.Model], str]) -> None:
    """Say which tables of a room hold none, and why."""
    for model, reason in reasons.items():
        NO_EVIDENCE.provide(model._meta.db_table, reason, by=f"{room}.evidence")


def _kind(of: models.Field[Any, Any]) -> str:
    target = of.target_field if isinstance(of, models.ForeignKey) else of
    name = target.get_internal_type()
    if name not in KINDS:
        raise Unspeakable(f"{of}: a column of {name} has no spelling.")
    return KINDS[name] + "?" * of.null


@dataclass(frozen=True)
class Known:
    """A table as the lock knows it: its number, and what was told of its rows in each version."""

    number: int
    versions: Mapping[int, Shape]


def read() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(LOCK.read_text(encoding="utf-8")) if LOCK.exists() else {}
    return kept


@cache
def known() -> dict[str, Known]:
    """Every table that ever was evidence."""
    return {table: Known(told["number"], dict(_versions(table, told["versions"]))) for table, told in read().items()}


def _versions(table: str, told: Mapping[str, Any]) -> Iterator[tuple[int, Shape]]:
    for number, shape in told.items():
        yield int(number), Shape(table, **shape)
