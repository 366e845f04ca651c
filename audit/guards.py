"""Installs and compares what the database itself refuses: moves that no machine lists, writes around the stored functions.

Two sources say what must be there: the machines in the code, and `guards.lock`, the committed list of triggers, function
bodies and rights of the schemas that only functions write.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from psycopg import sql

from audit import installed, taking_up
from audit.machine import initial_of, machines, transitions_of
from wiring.ports import Port

LOCK = Path(__file__).with_name("guards.lock")


@dataclass(frozen=True, slots=True)
class Schema:
    """Tables that only functions write: which of them the application and the signer may call, what the signer reads."""

    app_functions: tuple[str, ...]
    signer_functions: tuple[str, ...] = ()
    signer_tables: tuple[str, ...] = ()
    hidden_tables: tuple[str, ...] = ()  # which the application does not even read


SCHEMAS: Port[Schema] = Port(
    "audit.schemas", "Read when the guards are installed or compared: by schema, who may call and read what."
)


def install(cursor: Any) -> None:
    """As the owner, in a transaction, after migrations: every room's code, a trigger per machine, and exactly these rights."""
    installed.install(cursor, SCHEMAS.names())
    for model in machines():
        _install_trigger(cursor, model)
    _grant(cursor, **roles())
    taking_up.take_up(cursor)


def are_installed(cursor: Any) -> bool:
    """Whether nothing is to be done: then no lock is taken on what is serving."""
    return installed.is_current(cursor) and not differences(cursor)


def roles() -> dict[str, str]:
    """The names, in this cluster, of the application's and the signer's role, as far as this process was told."""
    return {role: settings.DATABASE_ROLES[role] for role in ("app", "signer") if role in settings.DATABASE_ROLES}


def trigger_arguments(model: type[models.Model]) -> list[str]:
    """What the trigger is told: the initial state, then each move once."""
    moves = sorted({f"{move.source}>{move.target}" for move in transitions_of(model)})
    return [initial_of(model), *moves]


def _install_trigger(cursor: Any, model: type[models.Model]) -> None:
    table = sql.Identifier(model._meta.db_table)
    arguments = sql.SQL(", ").join(sql.Literal(argument) for argument in trigger_arguments(model))
    _run(
        cursor,
        """
        DROP TRIGGER IF EXISTS state_moves_as_listed ON {table};
        CREATE TRIGGER state_moves_as_listed BEFORE INSERT OR UPDATE OF state ON {table}
          FOR EACH ROW EXECUTE FUNCTION log.guard_state({arguments});
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER state_moves_as_listed;
        """,
        table=table,
        arguments=arguments,
    )


def _grant(cursor: Any, *, app: str, signer: str) -> None:
    _run(
        cursor,
        """
        REVOKE ALL ON ALL TABLES IN SCHEMA {schemas} FROM PUBLIC, {app}, {signer};
        REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schemas} FROM PUBLIC, {app}, {signer};
        REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schemas} FROM PUBLIC, {app}, {signer};
        REVOKE ALL ON SCHEMA {schemas} FROM PUBLIC, {app}, {signer};
        GRANT USAGE ON SCHEMA {schemas} TO {app};
        GRANT SELECT ON ALL TABLES IN SCHEMA {schemas} TO {app};
        REVOKE ALL ON {hidden_tables} FROM {app};
        GRANT EXECUTE ON FUNCTION {app_functions} TO {app};
        GRANT USAGE ON SCHEMA log TO {signer};
        GRANT SELECT ON {signer_tables} TO {signer};
        GRANT EXECUTE ON FUNCTION {signer_functions} TO {signer};
        """,
        schemas=_listed(SCHEMAS.names()),
        app=sql.Identifier(app),
        signer=sql.Identifier(signer),
        app_functions=_listed(name for schema in SCHEMAS.values() for name in schema.app_functions),
        hidden_tables=_listed(name for schema in SCHEMAS.values() for name in schema.hidden_tables),
        signer_tables=_listed(name for schema in SCHEMAS.values() for name in schema.signer_tables),
        signer_functions=_listed(name for schema in SCHEMAS.values() for name in schema.signer_functions),
    )


def _listed(names: Iterable[str]) -> sql.SQL:
    return sql.SQL(", ".join(names))


def _run(cursor: Any, statements: str, **parts: sql.Composable) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            cursor.execute(sql.SQL(statement).format(**parts))


def expected() -> list[str]:
    """Every guard as one line of text: the committed ones, and one per machine in the code."""
    unknown = tuple(f"right {who} " for who in {"app", "signer"} - roles().keys())
    lines = [line for line in LOCK.read_text(encoding="utf-8").splitlines() if not line.startswith(unknown)]
    return sorted([*lines, *map(_machine_line, machines())])


def _machine_line(model: type[models.Model]) -> str:
    return (
        f"trigger public.{model._meta.db_table} state_moves_as_listed A 23 log.guard_state {trigger_arguments(model)}"
    )


def actual(cursor: Any) -> list[str]:
    """The guards that are in the database now, in the same words as `expected`."""
    lines = [*_triggers(cursor), *_functions(cursor), *_rights(cursor)]
    return sorted(lines)


def differences(cursor: Any) -> list[str]:
    """What is missing (-) and what should not be there (+); empty when all is as committed."""
    wanted, found = set(expected()), set(actual(cursor))
    return [f"- {line}" for line in sorted(wanted - found)] + [f"+ {line}" for line in sorted(found - wanted)]


def committed(lines: Iterable[str]) -> list[str]:
    """The part of `actual` that belongs in `guards.lock`: what does not come from a machine."""
    return [line for line in lines if " state_moves_as_listed " not in line]


def _guarded() -> list[str]:
    return ["public", *SCHEMAS.names()]


def _triggers(cursor: Any) -> list[str]:
    cursor.execute(
        """
        SELECT n.nspname || '.' || c.relname, t.tgname, t.tgenabled, t.tgtype, fn.nspname || '.' || f.proname, t.tgargs
        FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_namespace fn ON fn.oid = f.pronamespace
        WHERE NOT t.tgisinternal AND n.nspname = ANY (%s)
        """,
        [_guarded()],
    )
    return [_trigger_line(*row) for row in cursor.fetchall()]


def _trigger_line(table: str, name: str, enabled: str, kind: int, function: str, arguments: bytes) -> str:
    told = [part.decode() for part in bytes(arguments).split(b"\0")[:-1]]
    return f"trigger {table} {name} {_text(enabled)} {kind} {function} {told}"


def _functions(cursor: Any) -> list[str]:
    cursor.execute(
        """
        SELECT p.oid::regprocedure::text, p.prosecdef, coalesce(array_to_string(p.proconfig, ';'), ''), p.prosrc
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ANY (%s)
        """,
        [_guarded()],
    )
    return [
        f"function {name} {'definer' if definer else 'invoker'} {config} {hashlib.sha256(source.encode()).hexdigest()}"
        for name, definer, config, source in cursor.fetchall()
    ]


def _rights(cursor: Any) -> list[str]:
    lines: list[str] = []
    for who, role in {**roles(), "everybody": "public"}.items():
        cursor.execute(_RIGHTS, {"role": role, "guarded": _guarded(), "sealed": SCHEMAS.names()})
        lines += [f"right {who} {what}" for (what,) in cursor.fetchall()]
    return lines


# Rights that count, whether granted to the role, to PUBLIC or through membership.
_RIGHTS = """
SELECT 'database ' || r FROM unnest(ARRAY['CREATE', 'TEMPORARY']) r
  WHERE has_database_privilege(%(role)s, current_database(), r)
UNION ALL SELECT 'schema ' || n.nspname || ' ' || r FROM pg_namespace n, unnest(ARRAY['CREATE', 'USAGE']) r
  WHERE n.nspname = ANY (%(guarded)s) AND has_schema_privilege(%(role)s, n.oid, r)
UNION ALL SELECT 'table ' || n.nspname || '.' || c.relname || ' ' || r
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
    unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) r
  WHERE n.nspname = ANY (%(sealed)s) AND c.relkind IN ('r', 'p', 'v', 'm') AND has_table_privilege(%(role)s, c.oid, r)
UNION ALL SELECT 'function ' || p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = ANY (%(guarded)s) AND has_function_privilege(%(role)s, p.oid, 'EXECUTE')
"""


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
