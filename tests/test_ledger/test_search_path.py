"""A temporary table named like one of the ledger's fools no function."""

from __future__ import annotations

import os
import re

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


FUNCTIONS = """
    SELECT p.oid::regprocedure::text, prosecdef OR prorettype = 'trigger'::regtype, coalesce(proconfig[1], ''), prosrc
    FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname IN ('ledger', 'log')
"""
UNQUALIFIED = re.compile(
    r"\b(?:FROM|JOIN|UPDATE|INTO(?: STRICT)?)\s+(?!(?:ledger|log)\.|unnest\()([a-z_]+)\s+(?:[a-z]\b|\(|SET)",
    re.IGNORECASE,
)


def test_what_may_be_called_has_its_own_search_path_and_what_it_calls_names_its_schemas(db):
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS)
        found = cursor.fetchall()
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE NOT prosecdef AND pronamespace IN ('ledger'::regnamespace, 'log'::regnamespace)"
            " AND has_function_privilege(oid, 'EXECUTE')"
        )
        callable_as_anybody = cursor.fetchall()
    assert len(found) > 20 and callable_as_anybody == []
    wrong = [
        name
        for name, is_entered, path, source in found
        if (not path.endswith("pg_catalog, pg_temp") if is_entered else UNQUALIFIED.search(source))
    ]
    assert wrong == []
