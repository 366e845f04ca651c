"""Many entries at once are those that one by one would have been, to the byte; and what one would be refused, all are."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_ledger import core
from tests.test_ledger.core import BANK, OTHER
from tests.test_ledger.test_told import NASTY

SPACE = UUID(int=7)
# Each body has random bits of its own; here all have the same, so that the rest can be compared.
FORESEEN = """
CREATE OR REPLACE FUNCTION log.nonce() RETURNS text LANGUAGE sql AS $$ SELECT repeat('0', 32) $$;
CREATE OR REPLACE FUNCTION log.nonce_of(seed bytea, at bigint) RETURNS text LANGUAGE sql AS $$ SELECT repeat('0', 32) $$;
"""
CODES = [BANK, OTHER, "CR/40300", "CR/50200/SEED"]
Entry = tuple[str, dict[str, int], str]
SIDES = st.tuples(st.sampled_from(CODES[1:]), st.integers(1, 10**6), st.sampled_from(["journal", "receipt"]), NASTY)


def of(drawn: list[tuple[str, int, str, str]]) -> list[Entry]:
    return [(kind, {BANK: amount, code: -amount}, basis) for code, amount, kind, basis in drawn]


def one_by_one(owner: psycopg.Connection, entries: list[Entry]) -> None:
    for at, (kind, sides, basis) in enumerate(entries):
        core.post(owner, sides, kind=kind, basis=basis, reference=f"many:{at}", id=uuid5(SPACE, str(at)))


def at_once(owner: psycopg.Connection, entries: list[Entry]) -> None:
    legs = [(at, code, side) for at, (_, sides, _) in enumerate(entries, 1) for code, side in sides.items()]
    call = (
        "SELECT ledger.post_many(%s::uuid[], 'CR', %s::date[], %s::text[], %s::text[], %s::text[], %s::int[], %s::text[],"
        f" %s::bigint[], ARRAY['source', 'SEED'], {core.TELLING})"
    )
    arguments: list[Any] = [
        [uuid5(SPACE, str(at)) for at in range(len(entries))],
        [core.DAY] * len(entries),
        [kind for kind, _, _ in entries],
        [basis for _, _, basis in entries],
        [f"many:{at}" for at in range(len(entries))],
        *map(list, zip(*legs, strict=True)),
        *core.told_by("money.paid"),
    ]
    owner.execute(call, arguments)


def everything(owner: psycopg.Connection) -> list[Any]:
    """All that the ledger and the log hold, but for the moments at which it was written."""
    asked = [
        "SELECT id, n, book, date, kind, basis, reference, request_hash, reverses FROM ledger.entry ORDER BY id",
        "SELECT * FROM ledger.posting ORDER BY entry_id, idx",
        "SELECT * FROM ledger.balance ORDER BY account_id",
        "SELECT * FROM ledger.day_net ORDER BY account_id, date",
        "SELECT * FROM log.head ORDER BY tree",
        "SELECT tree, seq, body, leaf, event, subject, occurred_at, entry_id FROM log.log ORDER BY tree, seq",
    ]
    return [owner.execute(query).fetchall() for query in asked]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SIDES, min_size=1, max_size=9))
def test_many_at_once_are_what_they_are_one_by_one(db, owner, drawn):
    after = []
    for way in (one_by_one, at_once):
        owner.execute("SELECT 1")
        with owner.transaction(force_rollback=True):
            owner.execute(FORESEEN)
            way(owner, of(drawn))
            after.append(everything(owner))
    assert after[0] == after[1]


GOOD: Entry = ("receipt", {BANK: 5, OTHER: -5}, "x:1")
BAD: dict[str, tuple[Entry, str]] = {
    "does not sum": (("journal", {BANK: 5, OTHER: -4}, "x:1"), "entry_sums_to_zero"),
    "names nobody's account": (("journal", {BANK: 5, "CR/1": -5}, "x:1"), "each_posting_names_another_open_account"),
    "overdraws": (("payment", {BANK: -(10**12), OTHER: 10**12}, "x:1"), "available_is_not_below_the_floor"),
    "pays into the bank": (("payment", {BANK: 5, OTHER: -5}, "x:1"), "kind_agrees_with_the_bank"),
    "moves nothing": (("journal", {BANK: 0, OTHER: 0}, "x:1"), "posting_amount_is_plausible"),
}


@pytest.mark.parametrize("what", BAD)
def test_one_that_would_be_refused_takes_all_along(db, owner, what):
    bad, rule = BAD[what]
    before = everything(owner)
    with pytest.raises(psycopg.DatabaseError) as refused, owner.transaction():
        at_once(owner, [GOOD, bad, GOOD])
    assert refused.value.diag.constraint_name == rule
    assert everything(owner) == before
    owner.rollback()


def test_a_reference_that_was_used_is_refused(db, owner):
    owner.execute("SELECT 1")
    core.post(owner, {BANK: 5, OTHER: -5}, reference="many:0")
    with pytest.raises(psycopg.errors.UniqueViolation) as refused, owner.transaction():
        at_once(owner, [GOOD])
    assert refused.value.diag.constraint_name == "entry_reference_is_unique"


def test_each_of_many_bodies_has_random_bits_of_its_own(db, owner):
    with owner.transaction(force_rollback=True):
        at_once(owner, [GOOD] * 9)
        at = "SELECT convert_from(body, 'UTF8')::json->>'nonce' FROM log.log ORDER BY recorded_at DESC LIMIT 9"
        nonces = [row[0] for row in owner.execute(at)]
    assert len(set(nonces)) == 9 and {len(nonce) for nonce in nonces} == {32}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 70), st.integers(1, 70))
def test_many_leaves_grow_a_tree_as_one_after_the_other(db, owner, before, more):
    leaves = [sha256(bytes([at])).digest() for at in range(before + more)]
    grown: list[bytes] = []
    for at, leaf in enumerate(leaves):
        if at == before:
            there = grown
        (grown,) = owner.execute("SELECT log.grow(%s::bytea[], %s, %s)", [grown, at, leaf]).fetchone()
    at_once = "SELECT log.grow_by(%s::bytea[], %s, %s)"
    assert owner.execute(at_once, [there, before, b"".join(leaves[before:])]).fetchone() == (grown,)
