"""As the application nothing in `ledger` and `log` can be written; the owner, who could, is stopped by triggers."""

from __future__ import annotations

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

LEDGER = ("account", "entry", "posting", "hold", "hold_resolution", "period", "balance", "day_net")
TABLES = [f"ledger.{name}" for name in LEDGER] + ["log.log", "log.head", "log.checkpoint", "log.signed_head"]
WRITES = ["INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}", "TRUNCATE {} CASCADE"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("write", WRITES)
def test_the_application_cannot_write(db, table, write):
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(write.format(table))
    assert refused.value.__cause__.sqlstate == "42501"


@pytest.mark.parametrize("table", TABLES)
def test_the_application_cannot_update(db, table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_any_column_privilege(current_user, %s, 'UPDATE')", [table])
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("table", TABLES)
def test_the_owner_cannot_empty_a_table(db, owner, table):
    with pytest.raises(psycopg.DatabaseError) as refused:
        owner.execute(f"TRUNCATE {table} CASCADE")
    assert refused.value.diag.constraint_name == "rows_are_append_only"


@pytest.mark.parametrize(
    "table", ["ledger.entry", "ledger.posting", "ledger.balance", "ledger.day_net", "log.log", "log.head"]
)
def test_the_owner_cannot_delete_a_row(db, owner, table):
    with pytest.raises(psycopg.DatabaseError) as refused:
        owner.execute(f"DELETE FROM {table}")
    assert refused.value.diag.constraint_name == "rows_are_append_only"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger.posting SET amount = amount + 1",
        "UPDATE ledger.entry SET date = date - 1",
        "UPDATE ledger.account SET floor = NULL",
        "UPDATE log.log SET body = body || ' '",
        "UPDATE log.head SET size = size - 1",
    ],
)
def test_the_owner_cannot_rewrite_history(db, owner, change):
    with pytest.raises(psycopg.DatabaseError) as refused:
        owner.execute(change)
    assert refused.value.sqlstate == "TL000"


def test_triggers_fire_whatever_the_replication_role(db):
    """ENABLE ALWAYS: the switch that restores set does not put the guards to sleep."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE NOT tgisinternal AND tgenabled <> 'A' AND nspname IN ('ledger', 'log', 'public')"
        )
        assert cursor.fetchall() == []
