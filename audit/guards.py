"""Installs and compares what the database itself refuses: moves that no machine lists, writes around the stored functions.

Three sources say what must be there: the machines in the code, its registry of events, and `guards.lock`, the committed list of all
else that a database promises (`audit.census`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from psycopg import sql

from audit import census, installed, taking_up, telling
from audit.machine import initial_of, machines, transitions_of
from wiring.ports import Port

LOCK = Path(__file__).with_name("guards.lock")
# Lines that are about one role begin so: a process that was not told of it can say nothing of them.
_OF_ROLES = ("right", "role", "member", "setting")


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
    telling.write(cursor)
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
    """Every guard as one line of text: the committed ones, one per machine in the code, and what its registry lets be told."""
    passed_over = tuple(
        f"{kind} {who} " for who in {"app", "signer", "owner"} - known_roles().keys() for kind in _OF_ROLES
    )
    committed_ones = [
        line for line in LOCK.read_text(encoding="utf-8").splitlines() if not f"{line} ".startswith(passed_over)
    ]
    return sorted([*committed_ones, *map(_machine_line, machines()), *telling.expected()])


def known_roles() -> dict[str, str]:
    """The names of all three roles, as far as this process was told: only who sets up or checks a database knows them all."""
    return {role: name for role, name in settings.DATABASE_ROLES.items() if name}


def _machine_line(model: type[models.Model]) -> str:
    table = f"public.{model._meta.db_table}"
    told = ", ".join(f"'{argument}'" for argument in trigger_arguments(model))
    when = f"BEFORE INSERT OR UPDATE OF state ON {table} FOR EACH ROW"
    return f"trigger {table} state_moves_as_listed A {when} EXECUTE FUNCTION log.guard_state({told})"


def actual(cursor: Any) -> list[str]:
    """The guards that are in the database now, in the same words as `expected`."""
    return sorted([*census.lines(cursor, known_roles()), *telling.actual(cursor)])


def differences(cursor: Any) -> list[str]:
    """What is missing (-) and what should not be there (+); empty when all is as committed."""
    wanted, found = set(expected()), set(actual(cursor))
    return [f"- {line}" for line in sorted(wanted - found)] + [f"+ {line}" for line in sorted(found - wanted)]


def committed(lines: Iterable[str]) -> list[str]:
    """The part of `actual` that belongs in `guards.lock`: what comes neither from a machine nor from the registry of events."""
    told = set(telling.expected())
    return [line for line in lines if " state_moves_as_listed " not in line and line not in told]
