"""A temporary table named like one of the ledger's fools no function."""

from __future__ import annotations

import os

import psycopg
import pytest
from django.db import connection, connections
from psycopg import sql

from ledger import errors
from tests.books import SEED


@pytest.fixture
def temporary_tables(fresh_database):
    """A right that the application must not have, given to it for this test."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        name = sql.Identifier(owner.info.dbname)
        owner.execute(sql.SQL("GRANT TEMPORARY ON DATABASE {} TO PUBLIC").format(name))
    connections.close_all()


def test_a_temporary_balance_does_not_let_anybody_overdraw(temporary_tables, books):
    with connection.cursor() as cursor:
        for table in ("balance", "account", "hold", "hold_resolution", "entry", "period"):
            cursor.execute(f"CREATE TEMP TABLE {table} (LIKE ledger.{table})")
        cursor.execute("INSERT INTO pg_temp.balance SELECT account_id, aseq, 10^15, 0, NULL FROM ledger.balance")
        cursor.execute("SET search_path = pg_temp, ledger, public")
    with pytest.raises(errors.InsufficientFunds) as refused:
        books.pay(SEED + 1)
    assert refused.value.available == SEED


def test_the_application_makes_no_temporary_table(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_database_privilege(current_database(), 'TEMPORARY')")
        assert cursor.fetchone() == (False,)


def test_every_function_has_its_own_search_path_with_the_temporary_schema_last(db):
    """But for expressions that name no table, which the planner writes out where they are called."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure::text, proconfig, lanname = 'sql' AND NOT prosecdef AND prosrc !~* '\\mfrom\\M'"
            " FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace JOIN pg_language l ON l.oid = prolang"
            " WHERE nspname IN ('ledger', 'log')"
        )
        found = cursor.fetchall()
    assert len(found) > 20
    wrong = [
        name
        for name, config, is_expression in found
        if not is_expression and (not config or not config[0].endswith("pg_catalog, pg_temp"))
    ]
    assert wrong == []
