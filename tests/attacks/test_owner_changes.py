"""Whoever owns the database can switch every guard off and change what they like: `verify_tables` says which row it was.

Each change is made as the owner, with the triggers off and the constraints gone, and undone by a roll-back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from audit import tables
from audit.generated import registered
from audit.registry import Evidence
from tests import factories

# Another value of each kind, in SQL.
OTHER = {
    "bool": "NOT coalesce({c}, false)",
    "bytes": "'\\x01'",
    "date": "coalesce({c}, '2026-01-01') + 1",
    "decimal": "coalesce({c}, 0) + 1",
    "instant": "coalesce({c}, '2026-01-01') + interval '1 microsecond'",
    "int": "coalesce({c}, 0) + 7",
    "json": "'{{\"forged\": 1}}'",
    "text": "left(coalesce({c}, ''), 1) || 'ก'",
    "time": "coalesce({c}, '10:00') + interval '1 second'",
    "uuid": "gen_random_uuid()",
}
# What else an owner may reach for: table, change, and what is said of it: code, table, column, satang.
MONEY = [
    ("UPDATE ledger.posting SET amount = amount + 100 WHERE idx = 0", "CHANGED", "ledger.entry", "postings", 100),
    (
        "UPDATE ledger.posting SET balance_after = balance_after + 5 WHERE aseq = 1",
        "CHANGED",
        "ledger.entry",
        "postings",
        0,
    ),
    ("UPDATE ledger.posting SET aseq = aseq + 100", "CHANGED", "ledger.entry", "postings", 0),
    (
        "UPDATE ledger.posting SET account_id = (SELECT max(id) FROM ledger.account) WHERE idx = 0",
        "CHANGED",
        "ledger.entry",
        "postings",
        None,
    ),
    ("UPDATE ledger.posting SET n = n + 1", "CHANGED", "ledger.entry", "n", 0),
    ("DELETE FROM ledger.posting WHERE idx = 1", "CHANGED", "ledger.entry", "postings", None),
    ("DELETE FROM ledger.posting", "CHANGED", "ledger.entry", "postings", None),
    ("UPDATE ledger.entry SET date = date - 1", "CHANGED", "ledger.entry", "date", 0),
    ("UPDATE ledger.entry SET basis = 'letter:1'", "CHANGED", "ledger.entry", "basis", 0),
    ("UPDATE ledger.entry SET reference = reference || 'x'", "CHANGED", "ledger.entry", "reference", 0),
    ("UPDATE ledger.entry SET kind = 'journal'", "CHANGED", "ledger.entry", "kind", 0),
    ("UPDATE ledger.entry SET book = 'XX'", "CHANGED", "ledger.entry", "book", 0),
    ("UPDATE ledger.entry SET n = 3", "CHANGED", "ledger.entry", "n", 0),
    ("UPDATE ledger.entry SET id = gen_random_uuid() WHERE kind = 'receipt'", "UNKNOWN", "ledger.entry", "", 0),
    ("UPDATE ledger.entry SET request_hash = sha256('x')", "CHANGED", "ledger.entry", "request_hash", 0),
    (
        "UPDATE ledger.entry SET reverses = (SELECT min(id::text)::uuid FROM ledger.entry)",
        "CHANGED",
        "ledger.entry",
        "reverses",
        0,
    ),
    ("DELETE FROM ledger.entry WHERE kind = 'payment'", "MISSING", "ledger.entry", "", 30_000_00),
    (
        "INSERT INTO ledger.entry (id, n, book, date, kind, basis, reference, request_hash)"
        " SELECT gen_random_uuid(), n, book, date, kind, basis, 'forged', request_hash FROM ledger.entry LIMIT 1",
        "UNKNOWN",
        "ledger.entry",
        "",
        0,
    ),
    ("UPDATE ledger.account SET floor = -1000 WHERE floor = 0", "CHANGED", "ledger.account", "floor", -1000),
    ("UPDATE ledger.account SET kind = 'expense' WHERE kind = 'asset'", "CHANGED", "ledger.account", "kind", 0),
    ("UPDATE ledger.account SET code = code || '/X' WHERE kind = 'asset'", "UNKNOWN", "ledger.account", "", 0),
    ("UPDATE ledger.account SET book = 'XX'", "CHANGED", "ledger.account", "book", 0),
    ("UPDATE ledger.account SET tree = '56'", "CHANGED", "ledger.account", "tree", 0),
    ("UPDATE ledger.account SET opened_on = opened_on - 1", "CHANGED", "ledger.account", "opened_on", 0),
    ("DELETE FROM ledger.account WHERE kind = 'asset'", "MISSING", "ledger.account", "", 0),
    (
        "INSERT INTO ledger.account (code, book, tree, kind, opened_on) VALUES ('XX/1', 'XX', '57', 'asset', '2026-01-01')",
        "UNKNOWN",
        "ledger.account",
        "",
        0,
    ),
    (
        "UPDATE ledger.balance SET balance = balance + 1234 WHERE floor = 0",
        "CHANGED",
        "ledger.balance",
        "balance",
        1234,
    ),
    ("UPDATE ledger.balance SET held = held + 7 WHERE floor = 0", "CHANGED", "ledger.balance", "held", 7),
    ("UPDATE ledger.balance SET aseq = aseq + 1", "CHANGED", "ledger.balance", "aseq", 0),
    ("UPDATE ledger.balance SET floor = -5 WHERE floor = 0", "CHANGED", "ledger.balance", "floor", -5),
    ("DELETE FROM ledger.balance", "MISSING", "ledger.balance", "", 0),
    ("UPDATE ledger.day_net SET net = net + 3", "CHANGED", "ledger.day_net", "net", 3),
    ("UPDATE ledger.day_net SET date = date - 1", "UNKNOWN", "ledger.day_net", "net", None),
    ("DELETE FROM ledger.day_net", "MISSING", "ledger.day_net", "net", None),
    (
        "INSERT INTO ledger.day_net SELECT id, '2026-01-31', 5 FROM ledger.account WHERE kind = 'asset'",
        "UNKNOWN",
        "ledger.day_net",
        "net",
        5,
    ),
    ("UPDATE ledger.hold SET amount = amount + 11", "CHANGED", "ledger.hold", "amount", 11),
    ("UPDATE ledger.hold SET basis = 'letter:1'", "CHANGED", "ledger.hold", "basis", 0),
    ("UPDATE ledger.hold SET date = date - 1", "CHANGED", "ledger.hold", "date", 0),
    ("UPDATE ledger.hold SET reference = 'x' || reference", "CHANGED", "ledger.hold", "reference", 0),
    ("UPDATE ledger.hold SET request_hash = sha256('x')", "CHANGED", "ledger.hold", "request_hash", 0),
    ("UPDATE ledger.hold SET account_id = account_id + 1", "CHANGED", "ledger.hold", "account", 0),
    ("DELETE FROM ledger.hold", "MISSING", "ledger.hold", "", -60_000_00),
    (
        "INSERT INTO ledger.hold SELECT gen_random_uuid(), account_id, 5, date, basis, 'forged', request_hash FROM ledger.hold LIMIT 1",
        "UNKNOWN",
        "ledger.hold",
        "",
        5,
    ),
    (
        "UPDATE ledger.hold_resolution SET amount = amount - 1 WHERE entry_id IS NOT NULL",
        "CHANGED",
        "ledger.entry",
        "consumed",
        0,
    ),
    (
        "UPDATE ledger.hold_resolution SET remaining = remaining + 9",
        "CHANGED",
        "ledger.hold_resolution",
        "remaining",
        9,
    ),
    ("UPDATE ledger.hold_resolution SET entry_id = NULL", "UNKNOWN", "ledger.release", "", 30_000_00),
    (
        "UPDATE ledger.hold_resolution SET amount = amount - 1 WHERE entry_id IS NULL",
        "CHANGED",
        "ledger.release",
        "amount",
        -1,
    ),
    ("DELETE FROM ledger.hold_resolution WHERE entry_id IS NULL", "MISSING", "ledger.release", "", -30_000_00),
    ("DELETE FROM ledger.hold_resolution WHERE entry_id IS NOT NULL", "CHANGED", "ledger.entry", "consumed, hold", 0),
    ("INSERT INTO ledger.period VALUES ('CR', 1, '2026-01-31')", "UNKNOWN", "ledger.period", "", 0),
]
LOG = [
    ("UPDATE log.log SET body = overlay(body PLACING 'x' FROM 9)", "CHANGED", "log.log", "body"),
    ("UPDATE log.log SET leaf = sha256('x')", "CHANGED", "log.log", "body"),
    ("UPDATE log.log SET event = 'a.b'", "CHANGED", "log.log", "event"),
    ("UPDATE log.log SET subject = 'fund:99'", "CHANGED", "log.log", "subject"),
    ("UPDATE log.log SET occurred_at = occurred_at + interval '1 second'", "CHANGED", "log.log", "occurred_at"),
    ("UPDATE log.log SET entry_id = NULL", "CHANGED", "log.log", "entry_id"),
    ("DELETE FROM log.log WHERE event = 'money.paid'", "MISSING", "log.log", ""),
    ("DELETE FROM log.log WHERE event = 'voucher.approved'", "EVENT_MISSING", "funds_voucher", ""),
    ("UPDATE log.head SET size = size + 1", "MISSING", "log.log", ""),
    ("UPDATE log.evidence SET digest = sha256('x')", "CHANGED", "funds_voucher", ""),
    ("UPDATE log.evidence SET digest = sha256('x')", "PROJECTION_DIFFERS", "funds_voucher", ""),
    ("UPDATE log.evidence SET n = n + 1", "PROJECTION_DIFFERS", "funds_voucher", ""),
    ("UPDATE log.evidence SET seq = seq + 1", "PROJECTION_DIFFERS", "funds_voucher", ""),
    ("UPDATE log.evidence SET tree = '56' WHERE tree = '57'", "PROJECTION_DIFFERS", "funds_voucher", ""),
    ("UPDATE log.evidence SET said = '{}'", "PROJECTION_DIFFERS", "funds_voucher", ""),
    ("UPDATE log.evidence SET said = '[', digest = sha256('x')", "PROJECTION_DIFFERS", "funds_voucher", ""),
    ("DELETE FROM log.evidence", "PROJECTION_LACKS", "funds_voucher", ""),
    ("DELETE FROM log.evidence", "UNKNOWN", "funds_voucher", ""),
    (
        "INSERT INTO log.evidence SELECT tbl, '999', 1, cv, tree, seq, digest FROM log.evidence",
        "PROJECTION_INVENTS",
        "funds_voucher",
        "",
    ),
    (
        "INSERT INTO log.evidence SELECT tbl, '999', 1, cv, tree, seq, digest FROM log.evidence",
        "MISSING",
        "funds_voucher",
        "",
    ),
    ("UPDATE log.veil SET digest = sha256('x')", "CHANGED", "funds_voucher", ""),
    ("UPDATE log.veil SET salt = sha256('x')", "CHANGED", "funds_voucher", "payee"),
    ("UPDATE log.veil SET salt = NULL", "CHANGED", "funds_voucher", "payee"),
    ("DELETE FROM log.veil", "CHANGED", "funds_voucher", ""),
    ("INSERT INTO log.veil VALUES (1, '99999', NULL, sha256('x'))", "UNKNOWN", "log.veil", ""),
    ("UPDATE audit_vault SET value = value || 'x'", "CHANGED", "audit_vault", ""),
    ("UPDATE audit_vault SET salt = sha256('x')", "CHANGED", "audit_vault", ""),
    ("UPDATE audit_vault SET field = 'x'", "CHANGED", "audit_vault", ""),
    ("UPDATE audit_vault SET subject = 'fund:99'", "CHANGED", "audit_vault", ""),
    ("DELETE FROM audit_vault", "MISSING", "audit_vault", ""),
    (
        "INSERT INTO audit_vault SELECT repeat('0', 64), subject, field, value, salt FROM audit_vault LIMIT 1",
        "UNKNOWN",
        "audit_vault",
        "",
    ),
    ("UPDATE audit_vault SET value = NULL, salt = NULL, erased_at = now()", "MISSING", "audit_vault", ""),
    ("UPDATE documents_blob SET content = 'other'", "CHANGED", "documents_blob", "content"),
    ("UPDATE documents_blob SET content = NULL", "CHANGED", "documents_blob", "content"),
]


class Owner:
    """The owner's own connection, in which nothing stays."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    @contextmanager
    def at_will(self, *names: str) -> Iterator[psycopg.Cursor[Any]]:
        with self.connection.transaction(force_rollback=True), self.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in names:
                self._unguard(cursor, name)
            yield cursor

    def _unguard(self, cursor: psycopg.Cursor[Any], name: str) -> None:
        """Everything that would stand in the way: what refers to the table, its own rules, its triggers."""
        cursor.execute(
            "SELECT format('ALTER TABLE %%s DROP CONSTRAINT IF EXISTS %%I CASCADE', conrelid::regclass, conname) FROM pg_constraint"
            " WHERE confrelid = %(t)s::regclass OR conrelid = %(t)s::regclass AND contype IN ('c', 'f', 'u')",
            {"t": name},
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        cursor.execute(
            "SELECT format('DROP INDEX %%s', indexrelid::regclass) FROM pg_index WHERE indrelid = %s::regclass"
            " AND indisunique AND NOT indisprimary",
            [name],
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")

    def found(self, cursor: psycopg.Cursor[Any], table: str = "") -> list[tables.Finding]:
        """As `tables.verify` reads it; of one table of evidence alone when it is named."""
        if table:
            cursor.execute("SELECT * FROM log.verify_rows(%s, NULL)", [table])
        else:
            return [one for one in map(tables._read, tables.answers(cursor, None)) if one.code != tables.ERASED]
        return [one for one in map(tables._read, cursor.fetchall()) if one.code != tables.ERASED]


@pytest.fixture
def owner(fresh_database: None, at_work: None) -> Iterator[Owner]:
    factories.everything()
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as connection:
        yield Owner(connection)


def test_nothing_is_found_where_nothing_was_changed(owner):
    with owner.at_will() as cursor:
        assert owner.found(cursor) == []
        cursor.execute(
            "SELECT name FROM log.evidence_table k WHERE NOT EXISTS (SELECT 1 FROM log.evidence e WHERE e.tbl = k.tbl)"
        )
        assert cursor.fetchall() == []


def test_every_column_of_every_table_that_is_changed_is_named(owner):
    """Some hundreds of changes, one after the other; of money with the satang, and the column wherever what was told is kept."""
    unseen = [
        f"{one.table}.{column}"
        for one in registered()
        for column, kind in {**one.shape.columns, **one.shape.personal}.items()
        if not _is_seen(owner, one, column, kind)
    ]
    assert unseen == []


def _is_seen(owner: Owner, one: Evidence, column: str, kind: str) -> bool:
    key, where = one.shape.key, _one_that_was_told(one)
    with owner.at_will(one.table) as cursor:
        cursor.execute(f'SELECT "{key}"::text FROM {one.table} WHERE {where}')
        (pk,) = cursor.fetchone() or ("",)
        other = OTHER[kind.rstrip("?")].format(c=f'"{column}"')
        cursor.execute(f'UPDATE {one.table} SET "{column}" = {other} WHERE {where}')
        found = {finding.code: finding for finding in owner.found(cursor, one.table)}
    if column == key:
        return found.keys() == {"MISSING", "UNKNOWN"}
    named = found.get("CHANGED")
    tells = (one.amounts and column not in one.shape.personal) or column in one.shape.personal
    return (
        named is not None
        and (named.pk, len(found)) == (pk, 1)
        and (column in named.column.split(", ") or not tells)
        and (named.satang == 7 or column not in one.amounts)
        and named.seq is not None
    )


def _one_that_was_told(one: Evidence) -> str:
    now = one.shape.when.format(r=one.table) if one.shape.when else "true"
    return f'"{one.shape.key}" = (SELECT max("{one.shape.key}") FROM {one.table} WHERE {now})'


def test_a_row_that_is_gone_and_one_that_was_invented_are_named(owner):
    unseen = [one.table for one in registered() if not _are_seen(owner, one)]
    assert unseen == []


def _are_seen(owner: Owner, one: Evidence) -> bool:
    """Another row in the place of one: as it stands, under a key of its own."""
    table, key, where = one.table, one.shape.key, _one_that_was_told(one)
    with owner.at_will(table) as cursor:
        cursor.execute(f'SELECT "{key}"::text FROM {table} WHERE {where}')
        (pk,) = cursor.fetchone() or ("",)
        names = ", ".join(f'"{field.column}"' for field in one.model._meta.local_concrete_fields)
        values = names.replace(f'"{key}"', "repeat('0', 64)" if key == "sha256" else f'"{key}" + 1000', 1)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE {where}")
        cursor.execute(f'DELETE FROM {table} WHERE "{key}"::text = %s', [pk])
        found = {(finding.code, finding.table): finding for finding in owner.found(cursor)}
    gone, made = found.get(("MISSING", table)), found.get(("UNKNOWN", table))
    return gone is not None and made is not None and gone.pk == pk and gone.seq is not None


def test_every_change_of_the_books_is_named_with_its_satang(owner):
    unseen = []
    for statement, code, table, column, satang in MONEY:
        with owner.at_will(*(f"ledger.{name}" for name in LEDGER)) as cursor:
            cursor.execute(statement)
            found = owner.found(cursor)
        named = [one for one in found if (one.code, one.table) == (code, table) and one.column == column]
        if not named or (satang is not None and satang not in {one.satang for one in named}):
            unseen.append((statement, [one.line for one in found][:4]))
    assert unseen == [], "\n".join(map(str, unseen))


LEDGER = ("account", "entry", "posting", "balance", "day_net", "hold", "hold_resolution", "period")


def test_every_change_of_log_projection_veil_vault_and_bytes_is_named(owner):
    unseen = []
    for statement, code, table, column in LOG:
        with owner.at_will(
            "log.log", "log.head", "log.evidence", "log.veil", "audit_vault", "documents_blob"
        ) as cursor:
            cursor.execute(_narrow(statement))
            found = owner.found(cursor)
        if not any(
            (one.code, one.table, one.column) == (code, table, one.column) and column in one.column for one in found
        ):
            unseen.append((statement, [one.line for one in found][:4]))
    assert unseen == []


def _narrow(statement: str) -> str:
    """Of vouchers only, where the projection or a veil is meant."""
    if not statement.startswith(
        (
            "UPDATE log.evidence",
            "DELETE FROM log.evidence",
            "INSERT INTO log.evidence",
            "UPDATE log.veil",
            "DELETE FROM log.veil",
        )
    ):
        return statement
    joined = "AND" if "WHERE" in statement else "WHERE"
    only = "tbl = (SELECT tbl FROM log.evidence_table WHERE name = 'funds_voucher')"
    last = " LIMIT 1" if statement.startswith("INSERT") else ""
    return f"{statement} {joined} {only}{last}"
