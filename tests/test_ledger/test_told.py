"""What the ledger tells of its rows is of the shape that events tell it in, and is spelt as Python spells it, to the byte."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import verify_audit
from audit import canonical
from audit.events import EVENTS
from audit.shapes import check_of
from ledger.facts import ToldEntry, ToldHold, ToldRelease
from tests.test_ledger import core
from tests.test_ledger.core import BANK, OTHER

# PostgreSQL holds neither NUL nor half of a pair; all else may be typed.
NASTY = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=12
) | st.sampled_from(
    ["กำ", "e\u0301", "\u0e01\u0e4d\u0e32", '"\\/', "\x01\x1f\x7f\x85", "\u2028\u2029", "😀", "\t\r\n\b\f", "ﬁ"]
)
EACH = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("kind", ["plain", "reversal", "from a hold"])
def test_an_entry_is_told_in_its_shape(db, owner, kind):
    first = core.post(owner, {BANK: 70, OTHER: -70})
    entry = {
        "plain": lambda: first,
        "reversal": lambda: core.post(owner, {BANK: -70, OTHER: 70}, kind="reversal", reverses=first["id"]),
        "from a hold": lambda: core.post(
            owner, {BANK: -30, OTHER: 30}, hold=core.set_aside(owner, 50)["id"], consumed=30
        ),
    }[kind]()
    assert check_of(ToldEntry)(entry) == ""
    assert (entry["reverses"] is None, entry["hold"] is None) == (kind != "reversal", kind != "from a hold")


def test_a_hold_and_its_release_are_told_in_their_shapes(db, owner):
    hold = core.set_aside(owner, 50)
    assert check_of(ToldHold)(hold) == ""
    released = core.release(owner, hold["id"], 20)
    assert check_of(ToldRelease)(released) == "" and released["remaining"] == 30


@EACH
@given(basis=NASTY, reference=NASTY, role=NASTY, source=NASTY, style=st.sampled_from(["German", "SQL", "ISO"]))
def test_the_database_spells_what_it_tells_as_python_does(db, owner, basis, reference, role, source, style):
    """Whatever was typed, and whatever the session's own way with days."""
    owner.execute(
        f"SET LOCAL DateStyle = {style}; SET LOCAL TimeZone = 'Asia/Bangkok'; SET LOCAL extra_float_digits = -5"
    )
    digests = ["memo", "ab" * 32, "reason", "cd" * 32]
    terms = {"basis": basis, "reference": reference}
    core.post(
        owner,
        {BANK: 100, OTHER: -60, "CR/40300": -40},
        **terms,
        extra=["source", source],
        told=core.told_by("money.paid", role=role, digests=digests),
    )
    hold = core.set_aside(owner, 5, **terms, told=core.told_by("money.committed", role=role))
    core.release(owner, hold["id"], 5, **terms, told=core.told_by("money.released", role=role))
    for body in core.bodies(owner)[-3:]:
        told = json.loads(body)
        assert canonical.encode(told) == body
        assert check_of(EVENTS.get(told["event"]).facts)(told["facts"]) == ""
    assert json.loads(core.bodies(owner)[-3])["personal"] == {"memo": "ab" * 32, "reason": "cd" * 32}
    owner.rollback()


MOVES = st.lists(st.tuples(st.integers(1, 10**9), st.booleans(), st.integers(0, 5)), min_size=1, max_size=12)


@EACH
@given(MOVES)
def test_whatever_is_posted_the_verifier_finds_nothing_and_the_tree_is_that_of_its_leaves(db, owner, moves):
    for amount, comes_in, aside in moves:
        sides = {BANK: amount, OTHER: -amount} if comes_in else {OTHER: amount, BANK: -amount}
        if core.refusal(owner, sides) == "" and comes_in and aside:
            core.release(owner, core.set_aside(owner, amount)["id"], -(-amount // aside))
    frontier: list[bytes] = []
    books, shapes = verify_audit.Books(), verify_audit.Shapes("57")
    for seq, body in enumerate(core.bodies(owner)):
        verify_audit.grow(frontier, seq, sha256(b"\x00" + body).digest())
        books.take(seq, *shapes.read(body)[:3])
    books.close()
    assert books.findings == []
    assert owner.execute("SELECT size, frontier FROM log.head WHERE tree = '57'").fetchone() == (seq + 1, frontier)
    owner.rollback()
