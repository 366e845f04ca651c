"""The code that lives in the database: the functions and triggers of every room's `sql/`, and those of evidence, installed as a whole.

Migrations are a past that stays, code is what holds now. So all of it is dropped and made again, in one transaction,
whenever a file is not what was installed: nothing that left the files stays behind, and no signature is in the way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from psycopg import sql

from audit import generated


def files() -> list[Path]:
    """From the ground floor up: what a trigger calls stands before it."""
    return [path for app in settings.APPS for path in sorted((settings.BASE_DIR / app / "sql").glob("*.sql"))]


def is_current(cursor: Any) -> bool:
    """Whether what was installed last is what the files and the registry of evidence say now."""
    cursor.execute("SELECT obj_description(to_regnamespace('log'), 'pg_namespace')")
    return bool(cursor.fetchone()[0] == _mark(generated.statements()))


def install(cursor: Any, schemas: Iterable[str]) -> None:
    """As the owner, in a transaction. `schemas` hold nothing but code and guarded tables.

    Takes ACCESS EXCLUSIVE locks on every guarded table, so that the caller sets a lock_timeout.
    """
    _drop_triggers(cursor, list(schemas))
    _drop_functions(cursor, list(schemas))
    for path in files():
        cursor.execute(path.read_text(encoding="utf-8"))
    made = generated.statements()
    for statement in made:
        cursor.execute(statement)
    cursor.execute(sql.SQL("COMMENT ON SCHEMA log IS {}").format(sql.Literal(_mark(made))))


def _mark(made: Iterable[str]) -> str:
    written = [path.read_bytes() for path in files()]
    digest = hashlib.sha256(b"\0".join([*written, *(statement.encode() for statement in made)])).hexdigest()
    return f"code {digest}"


def _drop_triggers(cursor: Any, schemas: list[str]) -> None:
    """Those of `public` with the functions that only they call."""
    cursor.execute(
        """
        SELECT t.tgname, n.nspname, c.relname, fn.nspname, f.proname
        FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_namespace fn ON fn.oid = f.pronamespace
        WHERE NOT t.tgisinternal AND n.nspname = ANY (%s)
        """,
        [["public", *schemas]],
    )
    found = cursor.fetchall()
    for name, schema, table, _, _ in found:
        cursor.execute(sql.SQL("DROP TRIGGER {} ON {}").format(sql.Identifier(name), sql.Identifier(schema, table)))
    for function in {(schema, name) for *_, schema, name in found if schema == "public"}:
        cursor.execute(sql.SQL("DROP FUNCTION {}()").format(sql.Identifier(*function)))


def _drop_functions(cursor: Any, schemas: list[str]) -> None:
    cursor.execute(
        """
        SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = ANY (%s)
        """,
        [schemas],
    )
    for (signature,) in cursor.fetchall():
        cursor.execute(sql.SQL("DROP FUNCTION {}").format(sql.SQL(signature)))
