"""What the ledger's own functions say of a row is of the shape that events tell it in, to the key and to the type."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from audit.shapes import check_of
from ledger.facts import ToldEntry, ToldHold, ToldRelease

BANK, OTHER = "CR/10201/SEED", "CR/40400"


def account(owner: psycopg.Connection, code: str) -> int:
    return owner.execute("SELECT id FROM ledger.account WHERE code = %s", [code]).fetchone()[0]


def said(owner: psycopg.Connection, call: str, *arguments: Any) -> dict[str, Any]:
    answer = owner.execute(f"SELECT ledger.{call}::text", [uuid4(), *arguments]).fetchone()[0]
    return json.loads(answer)["facts"]


def post(
    owner: psycopg.Connection, *amounts: int, reverses: str | None = None, hold: str | None = None
) -> dict[str, Any]:
    accounts = [account(owner, BANK), account(owner, OTHER)]
    call = "ledger_post(%s, 'CR', '2026-02-02', %s, 'x:1', %s, %s, %s::bigint[], %s::bigint[], %s, %s::bigint)"
    kind = "reversal" if reverses else "journal"
    return said(owner, call, kind, str(uuid4()), reverses, accounts, list(amounts), hold, 30 if hold else None)


def held(owner: psycopg.Connection) -> dict[str, Any]:
    call = "ledger_hold(%s, %s, 50, '2026-02-02', 'x:1', %s)"
    return said(owner, call, account(owner, BANK), str(uuid4()))


@pytest.mark.parametrize("kind", ["plain", "reversal", "from a hold"])
def test_an_entry_is_told_in_its_shape(db, owner, kind):
    first = post(owner, 70, -70)
    entry = {
        "plain": lambda: first,
        "reversal": lambda: post(owner, -70, 70, reverses=first["id"]),
        "from a hold": lambda: post(owner, -30, 30, hold=held(owner)["id"]),
    }[kind]()
    assert check_of(ToldEntry)(entry) == ""
    assert (entry["reverses"] is None, entry["hold"] is None) == (kind != "reversal", kind != "from a hold")


def test_a_hold_and_its_release_are_told_in_their_shapes(db, owner):
    hold = held(owner)
    assert check_of(ToldHold)(hold) == ""
    released = said(owner, "ledger_resolve_hold(%s, %s, 20, '2026-02-02', 'x:1', %s)", hold["id"], str(uuid4()))
    assert check_of(ToldRelease)(released) == "" and released["remaining"] == 30
