"""The ledger's own functions, called as the owner: what a room's function passes on, and no room stands between."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import psycopg

BANK, OTHER = "CR/10201/SEED", "CR/40400"
DAY = "2026-02-02"


def told_by(event: str, tree: str = "57", role: str = "", digests: list[str] | None = None) -> list[Any]:
    return [tree, event, 1, "fund:1", None, None, role, digests or [], "2026-02-02T03:00:00.000001Z"]


TELLING = "ROW(%s, %s, %s, %s, %s, %s, %s, %s::text[], %s::timestamptz)::log.telling"


def post(owner: psycopg.Connection, sides: dict[str, int] | list[tuple[str, int]], **terms: Any) -> dict[str, Any]:
    """The entry as it is told."""
    usual = {"book": "CR", "kind": "journal", "basis": "x:1", "reference": str(uuid4()), "reverses": None}
    given = {
        **usual,
        "hold": None,
        "consumed": None,
        "extra": ["source", "SEED"],
        "told": told_by("money.paid"),
        "id": uuid4(),
        **terms,
    }
    listed = list(sides.items()) if isinstance(sides, dict) else sides
    call = (
        f"SELECT entry FROM ledger.post(%s, %s, '{DAY}', %s, %s, %s, %s, %s::text[], %s::bigint[], %s, %s::bigint,"
        f" %s::text[], {TELLING})"
    )
    arguments = [
        given["id"],
        *(given[name] for name in usual),
        [code for code, _ in listed],
        [side for _, side in listed],
    ]
    arguments += [given["hold"], given["consumed"], given["extra"], *given["told"]]
    return json.loads(owner.execute(call, arguments).fetchone()[0])


def set_aside(owner: psycopg.Connection, amount: int, **terms: Any) -> dict[str, Any]:
    given = {"account": BANK, "basis": "x:1", "reference": str(uuid4()), "told": told_by("money.committed"), **terms}
    call = f"SELECT hold FROM ledger.set_aside(%s, %s, %s, '{DAY}', %s, %s, ARRAY['source', 'SEED'], {TELLING})"
    arguments = [uuid4(), given["account"], amount, given["basis"], given["reference"], *given["told"]]
    return json.loads(owner.execute(call, arguments).fetchone()[0])


def release(owner: psycopg.Connection, hold: str, amount: int, **terms: Any) -> dict[str, Any]:
    given = {"basis": "x:1", "reference": str(uuid4()), "told": told_by("money.released"), **terms}
    call = f"SELECT release FROM ledger.release(%s, %s, %s, '{DAY}', %s, %s, {TELLING})"
    arguments = [uuid4(), hold, amount, given["basis"], given["reference"], *given["told"]]
    return json.loads(owner.execute(call, arguments).fetchone()[0])


def refusal(owner: psycopg.Connection, sides: dict[str, int] | list[tuple[str, int]], **terms: Any) -> str:
    """The name of the rule that refuses this entry, of which nothing remains; "" when it is posted."""
    owner.execute(
        "SELECT 1"
    )  # so that what follows is a savepoint, and no transaction of its own that would be committed
    try:
        with owner.transaction():
            post(owner, sides, **terms)
    except psycopg.DatabaseError as refused:
        return refused.diag.constraint_name or ""
    return ""


def bodies(owner: psycopg.Connection, tree: str = "57") -> list[bytes]:
    return [body for (body,) in owner.execute("SELECT body FROM log.log WHERE tree = %s ORDER BY seq", [tree])]
