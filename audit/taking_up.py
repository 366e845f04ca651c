"""Tables that become evidence: what stands in them already is told once, as it stands, when they are installed.

From then on every change has its event. What was there before is in the system's tree, for no event of its own tells it.
"""

from __future__ import annotations

import secrets
from typing import Any

from psycopg import sql

from audit import canonical, generated, spelling
from audit.log import BODY_VERSION, NONCE_BYTES
from audit.registry import Evidence
from jobs import clock

_EVENT = "evidence.taken_up"


def take_up(cursor: Any) -> None:
    """As the owner, once the triggers are there. Writes down which tables are evidence, and tells what new ones hold."""
    cursor.execute("SELECT name FROM log.evidence_table")
    before = {name for (name,) in cursor.fetchall()}
    for row in generated.rows():
        cursor.execute(_KNOWN, row)
    # Whoever installs has asked for what was promised so far; what is collected here is told at the end.
    cursor.execute("SET CONSTRAINTS log.touched_is_told DEFERRED")
    taken = [one for one in generated.registered() if one.table not in before and _touch(cursor, one)]
    if taken:
        _tell(cursor, sorted(one.table for one in taken))


_KNOWN = """
INSERT INTO log.evidence_table (tbl, name, key, cv, erasing) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (tbl) DO UPDATE SET name = excluded.name, key = excluded.key, cv = excluded.cv, erasing = excluded.erasing
"""


def _touch(cursor: Any, one: Evidence) -> bool:
    """Collect what stands in the table, as if it had just been written; answers whether anything does."""
    cursor.execute(
        sql.SQL("SELECT EXISTS (SELECT 1 FROM {} r WHERE ").format(sql.Identifier(one.table))
        + sql.SQL(spelling.condition(one.shape, "r"))
        + sql.SQL(")")
    )
    if not cursor.fetchone()[0]:
        return False
    for statement in generated.taking(one):
        cursor.execute(statement)
    return True


def _tell(cursor: Any, tables: list[str]) -> None:
    now = clock.now()
    body = {
        "actor": {"person": None, "role": "system", "seat": None},
        "entry": None,
        "event": _EVENT,
        "facts": {"tables": tables},
        "facts_version": 1,
        "nonce": secrets.token_hex(NONCE_BYTES),
        "occurred_at": now,
        "personal": {},
        "subject": "evidence:0",
        "tree": "system",
        "v": BODY_VERSION,
    }
    cursor.execute(
        "SELECT log.put(log.head_of('system'), %s, %s, %s, %s, NULL)",
        [canonical.encode(body), _EVENT, "evidence:0", now],
    )
