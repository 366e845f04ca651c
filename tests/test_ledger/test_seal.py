"""An entry is sealed: its exact postings, summing to zero, and never one more. Tried as the owner, past all functions."""

from __future__ import annotations

from uuid import UUID, uuid4

import psycopg
import pytest

POSTING = """
    INSERT INTO ledger.posting (entry_id, n, idx, account_id, amount, aseq, balance_after)
    SELECT %s, %s, %s, a.id, %s, b.aseq + 1, b.balance + %s FROM ledger.account a JOIN ledger.balance b ON b.account_id = a.id
    WHERE a.code = %s
"""
ENTRY = """
    INSERT INTO ledger.entry (id, n, book, date, kind, basis, reference, request_hash)
    VALUES (%s, %s, 'CR', '2026-02-02', 'journal', 'x', %s, sha256('x'))
"""
BANK, OTHER = "CR/10201/SEED", "CR/40400"


def put(owner: psycopg.Connection, entry: UUID, n: int, *sides: tuple[int, int, str]) -> None:
    for idx, amount, code in sides:
        owner.execute(POSTING, [entry, n, idx, amount, amount, code])
    owner.execute(ENTRY, [entry, n, str(entry)])


@pytest.mark.parametrize(
    ("n", "sides", "constraint"),
    [
        (2, [(0, 100, BANK), (1, -99, OTHER)], "entry_sums_to_zero"),
        (3, [(0, 100, BANK), (1, -100, OTHER)], "entry_is_sealed_with_its_exact_count"),
        (2, [(0, 100, BANK), (2, -100, OTHER)], "posting_is_within_the_count"),
        (1, [(0, 100, BANK)], "entry_sums_to_zero"),
        (2, [], "entry_is_sealed_with_its_exact_count"),
    ],
)
def test_an_entry_that_is_not_whole_is_refused(db, owner, n, sides, constraint):
    with pytest.raises(psycopg.DatabaseError) as refused:
        put(owner, uuid4(), n, *sides)
    assert refused.value.diag.constraint_name == constraint


def test_no_posting_joins_a_sealed_entry(db, owner):
    entry, n = owner.execute("SELECT id, n FROM ledger.entry LIMIT 1").fetchone()
    for count, idx, constraint in [(n, n, "posting_is_within_the_count"), (n, 0, "posting_pkey")]:
        with pytest.raises(psycopg.DatabaseError) as refused, owner.transaction():
            owner.execute(POSTING, [entry, count, idx, 5, 5, BANK])
        assert refused.value.diag.constraint_name == constraint
    owner.execute(POSTING, [entry, n + 1, n, 5, 5, BANK])
    with pytest.raises(psycopg.errors.ForeignKeyViolation) as refused:
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert refused.value.diag.constraint_name == "posting_belongs_to_a_sealed_entry"


def test_a_broken_running_balance_is_refused(db, owner):
    with pytest.raises(psycopg.DatabaseError) as refused:
        owner.execute(POSTING.replace("b.aseq + 1", "b.aseq + 2"), [uuid4(), 2, 0, 5, 5, BANK])
    assert refused.value.diag.constraint_name == "running_balance_is_chained"
    owner.rollback()
    with pytest.raises(psycopg.DatabaseError) as refused:
        owner.execute(POSTING, [uuid4(), 2, 0, 5, 6, BANK])
    assert refused.value.diag.constraint_name == "running_balance_is_chained"
