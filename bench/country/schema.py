"""What the database says about its own tables, and what it cannot say: keys that no constraint holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import psycopg
from django.apps import apps

SCHEMAS = ("public", "ledger", "log")
NOT_COPIED = re.compile(
    r"^public\.(django|auth|account|mfa|places_(province|district|subdistrict|holiday)|cache)|^log\."
)
# Numbers of rows that stand in a column without a foreign key, by the column's name.
LOOSE = {
    "document_id": "Document",
    "extract_id": "Document",
    "letter_id": "Document",
    "voucher_id": "Voucher",
    "created_by": "Person",
    "hold_id": "Hold",
    "entry_id": "Entry",
    "account_id": "Account",
    "reversal_id": "Entry",
}
# What a subject or basis such as "request:12" begins with.
WORDS = {
    "request": "BudgetRequest",
    "meeting": "Meeting",
    "item": "AgendaItem",
    "resolution": "Resolution",
    "offer": "Offer",
    "instalment": "Instalment",
    "refund": "Refund",
    "agreement": "Agreement",
    "voucher": "Voucher",
    "document": "Document",
    "fund": "Fund",
    "organisation": "Organisation",
    "seat": "Seat",
    "person": "Person",
    "call": "Call",
    "route": "Route",
    "plan": "Plan",
}


@dataclass
class Table:
    name: str  # "public.requests_call"
    columns: dict[str, str] = field(default_factory=dict)  # name → type
    key: tuple[str, ...] = ()
    parents: dict[str, str] = field(default_factory=dict)  # column → table
    alone: list[list[str]] = field(default_factory=list)  # columns of parents that one row at most stands for

    @property
    def identity(self) -> str | None:
        """The single column that others point at, if there is one."""
        return self.key[0] if len(self.key) == 1 else None


class Schema:
    def __init__(self, connection: psycopg.Connection) -> None:
        self.models = {model.__name__: model._meta.db_table for model in apps.get_models(include_auto_created=True)}
        self.tables: dict[str, Table] = {}
        for name, column, kind in connection.execute(_COLUMNS, [list(SCHEMAS)]):
            if not NOT_COPIED.match(name):
                self.tables.setdefault(name, Table(name)).columns[column] = kind
        for name, key in connection.execute(_KEYS, [list(SCHEMAS)]):
            if name in self.tables:
                self.tables[name].key = tuple(key)
        for name, column, parent in connection.execute(_REFERENCES, [list(SCHEMAS)]):
            if name in self.tables and column in self.tables[name].columns:
                self.tables[name].parents[column] = parent
        for name, columns in connection.execute(_UNIQUE, [list(SCHEMAS)]):
            if name in self.tables and self.tables[name].parents.keys() >= set(columns):
                self.tables[name].alone.append(columns)
        for table in self.tables.values():
            self._add_loose(table)

    def of(self, model: str) -> str:
        """The table of a model by its class's name, wherever it lives: `ledger"."entry` is how an unmanaged one says it."""
        table = self.models[model].replace('"', "")
        return table if "." in table else f"public.{table}"

    def _add_loose(self, table: Table) -> None:
        for column in table.columns:
            if column in LOOSE and column not in table.parents:
                table.parents[column] = self.of(LOOSE[column])
        unknown = {c for c, kind in table.columns.items() if c.endswith("_id") and kind in ("bigint", "uuid")}
        if left := unknown - table.parents.keys() - set(table.key):
            raise LookupError(f"{table.name}: whose numbers are {sorted(left)}? Say so in LOOSE.")


_COLUMNS = """
SELECT n.nspname || '.' || c.relname, a.attname, format_type(a.atttypid, NULL)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY(%s) AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
ORDER BY 1, a.attnum
"""
_KEYS = """
SELECT n.nspname || '.' || c.relname, array_agg(a.attname::text ORDER BY k.at)
FROM pg_constraint p JOIN pg_class c ON c.oid = p.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
  unnest(p.conkey) WITH ORDINALITY k(attnum, at) JOIN pg_attribute a ON a.attnum = k.attnum
WHERE n.nspname = ANY(%s) AND p.contype = 'p' AND a.attrelid = p.conrelid GROUP BY 1
"""
_REFERENCES = """
SELECT n.nspname || '.' || c.relname, a.attname, fn.nspname || '.' || f.relname
FROM pg_constraint p JOIN pg_class c ON c.oid = p.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class f ON f.oid = p.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace,
  unnest(p.conkey, p.confkey) k(attnum, to_attnum)
  JOIN pg_attribute a ON a.attnum = k.attnum JOIN pg_attribute t ON t.attnum = k.to_attnum
WHERE n.nspname = ANY(%s) AND p.contype = 'f' AND a.attrelid = p.conrelid AND t.attrelid = p.confrelid
  AND (t.attname, a.attname) <> ('n', 'n')
"""
_UNIQUE = """
SELECT n.nspname || '.' || c.relname, array_agg(a.attname::text)
FROM pg_constraint p JOIN pg_class c ON c.oid = p.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = p.conrelid AND a.attnum = ANY(p.conkey)
WHERE n.nspname = ANY(%s) AND p.contype = 'u' GROUP BY 1, p.oid
"""
