"""Which rows are copied together: each row of the demo gets a level and a province, from those that it points at."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from bench.country.schema import WORDS, Schema, Table

_REF = re.compile(r"^([a-z]+):(\d+)$")
# Not copied but in one of twenty: many, and on no list.
DEEP_ONLY = ("Notice", "Job", "Vote")
# One for all, or worked out at the end.
FIXED = ("Blob", "Counter", "Mail", "PersonalValue", "CaughtUp", "Findable", "FindableWords")
# Where a row belongs, of all that it points at: who opened a seat and who confirmed it sit elsewhere.
BELONGS = {"Seat": ("person_id", "organisation_id")}
DEEP_PAPERS = {"cover_letter", "signature_sheet", "payee_receipt", "payment_voucher", "receipt_voucher"}


class Level(IntEnum):
    SHARED = 0  # never copied
    PROVINCE = 1  # once a province: its fund, its board, its route
    COMMITTEE = 2
    COUNCIL = 3
    MEETING = 4
    MATTER = 5  # a request and all that happened to it


COUNCILS = ("council", "working_group", "network")
COMMITTEES = ("amphoe_committee", "tambon_committee")


class Place(NamedTuple):
    level: Level
    province: str
    deep: bool = False


class Levels:
    """Reads the whole demo, which is small, and answers for each of its rows."""

    def __init__(self, connection: psycopg.Connection, schema: Schema) -> None:
        self.schema = schema
        self.rows: dict[str, dict[str, dict[str, Any]]] = {
            name: self._read(connection, table) for name, table in schema.tables.items()
        }
        self.known: dict[tuple[str, str], Place] = {}
        self.fixed = {schema.of(name) for name in FIXED}
        self.belongs = {schema.of(name): columns for name, columns in BELONGS.items()}
        self.seats: dict[str, list[dict[str, Any]]] = {}
        for seat in self.rows[schema.of("Seat")].values():
            self.seats.setdefault(str(seat["person_id"]), []).append(seat)
        self._settle()

    def _read(self, connection: psycopg.Connection, table: Table) -> dict[str, dict[str, Any]]:
        columns = [sql.SQL("{}::text").format(sql.Identifier(each)) for each in table.columns]
        query = sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(columns), sql.Identifier(*table.name.split(".")))
        found = [dict(zip(table.columns, row, strict=True)) for row in connection.execute(query)]
        return {"/".join(row[column] for column in table.key): row for row in found}

    def of(self, table: str, key: str) -> Place:
        return self.known.get((table, key), Place(Level.SHARED, ""))

    def _settle(self) -> None:
        """Levels only rise; a meeting and its minutes point at each other, so until nothing changes any more."""
        every = [(table, key, row) for table, rows in self.rows.items() for key, row in rows.items()]
        self.known = {(table, key): self._own(table, row) for table, key, row in every}
        changed = True
        while changed:
            found = {(table, key): self._worked_out(table, row) for table, key, row in every}
            changed, self.known = found != self.known, found

    def of_reference(self, text: str | None) -> Place:
        found = _REF.match(text or "")
        if not found or found[1] not in WORDS:
            return Place(Level.SHARED, "")
        return self.of(self.schema.of(WORDS[found[1]]), found[2])

    def _worked_out(self, table: str, row: dict[str, Any]) -> Place:
        level, province, deep = self._own(table, row)
        if table in self.fixed:
            return Place(Level.SHARED, "")
        # The only row of its parents is copied as often as they: a letter head, whoever changed it last.
        alone = self._alone(table, row)
        for parent in [min(alone)] if alone else self._parents(table, row):
            level, province, deep = max(level, parent.level), province or parent.province, deep or parent.deep
        return Place(level, province, deep)

    def _alone(self, table: str, row: dict[str, Any]) -> list[Place]:
        known = self.schema.tables[table]
        return [
            max(self.of(known.parents[column], row[column]) for column in columns)
            for columns in known.alone
            if all(row[column] is not None for column in columns)
        ]

    def _own(self, table: str, row: dict[str, Any]) -> Place:
        """What a row is by itself, whatever it points at."""
        of, province = self.schema.of, row.get("province_id") or row.get("tree") or ""
        deep = table in {of(name) for name in DEEP_ONLY} or (table == of("Document") and row["kind"] in DEEP_PAPERS)
        if table == of("Organisation"):
            kind = row["kind"]
            level = Level.COUNCIL if kind in COUNCILS else Level.COMMITTEE if kind in COMMITTEES else Level.PROVINCE
            return Place(level, province)
        if table in (of("BudgetRequest"), of("Entry"), of("Hold")):
            return Place(Level.MATTER, province or self._of_book(row))
        if table == of("Meeting"):
            return Place(Level.MEETING, province)
        if table == of("Period"):
            return Place(Level.PROVINCE, self._of_book(row))
        return Place(Level.PROVINCE if province else Level.SHARED, province, deep)

    def _of_book(self, row: dict[str, Any]) -> str:
        """The province of a fund's book."""
        books = {account["id"]: account for account in self.rows[self.schema.of("Account")].values()}
        book = row.get("book") or books[row["account_id"]]["book"]
        return next(account["tree"] for account in books.values() if account["book"] == book)

    def _parents(self, table: str, row: dict[str, Any]) -> list[Place]:
        if table == self.schema.of("Person"):
            return [
                self.of(self.schema.of("Organisation"), seat["organisation_id"])
                for seat in self.seats.get(row["id"], [])
            ]
        belongs = self.belongs.get(table)
        parents = [
            self.of(parent, row[column])
            for column, parent in self.schema.tables[table].parents.items()
            if row[column] is not None and parent != table and (belongs is None or column in belongs)
        ]
        texts = [
            column
            for column, kind in self.schema.tables[table].columns.items()
            if kind in ("text", "character varying")
        ]
        return parents + [self.of_reference(row[column]) for column in texts]
