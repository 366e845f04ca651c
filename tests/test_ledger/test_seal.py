"""An entry is whole or is not there: its exact postings, in one book and tree, summing to zero. Tried as the owner."""

from __future__ import annotations

import psycopg
import pytest

from tests.test_ledger import core
from tests.test_ledger.core import BANK, OTHER

POSTING = """
    INSERT INTO ledger.posting (entry_id, n, idx, account_id, amount, aseq, balance_after)
    SELECT %s, %s, %s, a.id, 5, b.aseq + %s, b.balance FROM ledger.account a JOIN ledger.balance b ON b.account_id = a.id
    WHERE a.code = %s
"""
SECOND, COUNT = "CR/40300", "entry_has_two_to_two_hundred_postings"
NO_ACCOUNT = "each_posting_names_another_open_account"


@pytest.mark.parametrize(
    ("sides", "constraint"),
    [
        ([(BANK, 100), (OTHER, -99)], "entry_sums_to_zero"),
        ([(BANK, 100)], COUNT),
        ([], COUNT),
        ([(BANK, 0), (OTHER, 0)], "posting_amount_is_plausible"),
        ([(BANK, 2**60), (OTHER, -(2**60))], "posting_amount_is_plausible"),
        ([(BANK, 100), (BANK, 100), (OTHER, -200)], NO_ACCOUNT),
        ([(OTHER, 5), (OTHER, -5)], NO_ACCOUNT),
        ([(BANK, 100), ("CR/1", -100)], NO_ACCOUNT),
        ([(BANK, 100), (OTHER, -60), (SECOND, -41)], "entry_sums_to_zero"),
    ],
)
def test_an_entry_that_is_not_whole_is_refused(db, owner, sides, constraint):
    before = owner.execute("SELECT count(*) FROM ledger.posting").fetchone()
    assert core.refusal(owner, sides) == constraint
    assert owner.execute("SELECT count(*) FROM ledger.posting").fetchone() == before


@pytest.mark.parametrize(("book", "tree"), [("PY", "57"), ("CR", "56"), ("PY", "56")])
def test_an_entry_stays_in_its_book_and_its_tree(db, owner, book, tree):
    owner.execute("SELECT ledger.open_account('ZZ/1', %s, %s, 'asset', NULL, '2026-01-01')", [book, tree])
    assert core.refusal(owner, {BANK: 400, "ZZ/1": -400}) == "entry_stays_in_its_book"


def test_an_event_stands_in_the_tree_of_its_accounts(db, owner):
    assert core.refusal(owner, {BANK: 5, OTHER: -5}, told=core.told_by("money.paid", "56")) == "entry_stays_in_its_book"
    with pytest.raises(psycopg.DatabaseError) as refused:
        core.set_aside(owner, 5, told=core.told_by("money.committed", "56"))
    assert refused.value.diag.constraint_name == "entry_stays_in_its_book"


def test_the_places_of_an_entry_are_taken(db, owner):
    entry, n = owner.execute("SELECT id, n FROM ledger.entry LIMIT 1").fetchone()
    for idx, aseq, constraint in [
        (n, 1, "posting_is_within_the_count"),
        (0, 1, "posting_pkey"),
        (1, 0, "posting_is_gapless_in_its_account"),
    ]:
        whose = entry if constraint == "posting_pkey" else owner.execute("SELECT gen_random_uuid()").fetchone()[0]
        with pytest.raises(psycopg.DatabaseError) as refused, owner.transaction():
            owner.execute(POSTING, [whose, n, idx, aseq, BANK])
        assert refused.value.diag.constraint_name == constraint
