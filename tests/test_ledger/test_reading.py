"""What pages ask of the ledger is one query each, along an index, whatever the history."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection

from jobs import clock
from ledger import reports
from tests.books import SEED
from tests.test_ledger.core import BANK


@pytest.mark.parametrize(
    "read",
    [
        lambda: reports.balance(BANK),
        lambda: reports.statement(BANK),
        lambda: reports.trial_balance("CR"),
        lambda: reports.balance_on(BANK, datetime.date(2026, 1, 31)),
        lambda: reports.entries_of("letter:1"),
    ],
    ids=["balance", "statement", "trial balance", "as of", "entries of a basis"],
)
def test_each_is_one_query(db, django_assert_num_queries, read):
    with django_assert_num_queries(1):
        read()


def test_a_statement_goes_on_where_the_page_before_ended(db, books):
    for amount in range(1, 6):
        books.pay(amount)
    whole = reports.statement(BANK)
    first = reports.statement(BANK, limit=2)
    rest = reports.statement(BANK, before=first[-1].aseq)
    assert first + rest == whole and [line.amount for line in first] == [-5, -4]
    assert (whole[0].basis, whole[0].date, whole[0].is_reversal) == ("resolution:1", clock.today(), False)
    assert reports.statement(BANK, before=1) == []


def test_an_account_stands_as_it_was_left(db, books):
    books.commit(700)
    bank = reports.balance(BANK)
    assert (bank.balance, bank.held, bank.available, bank.kind) == (SEED, 700, SEED - 700, "asset")
    with pytest.raises(LookupError):
        reports.balance("CR/1")


def test_entries_are_found_by_what_allowed_them(db, books):
    paid = [books.pay(5, basis="resolution:9"), books.pay(6, basis="resolution:9")]
    assert reports.entries_of("resolution:9") == paid
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT * FROM ledger.entry WHERE basis = 'resolution:9'")
        assert "entry_by_basis" in str(cursor.fetchall())
