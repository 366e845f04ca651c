"""Reads what the database itself promises and refuses, each as one line of text that says the same on PostgreSQL 15 and 18.

Nothing of it may change unseen: tables with their columns, constraints, indexes, rules and policies, triggers, functions in
every schema, rights, roles and their settings. What belongs to PostgreSQL is left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("census")
# Each is a query of one column; the files say which part of the catalogue they read, and why so.
QUERIES = tuple(path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.sql")))
# `state IN ('paid', …)` on a varchar is written in one way where it was made, and in another where a dump was restored.
_CAST_ONE = re.compile(r"\(('(?:[^']|'')*'::character varying)\)::text")
_CAST_ALL = re.compile(r"\((ARRAY\[(?:'(?:[^']|'')*'::character varying(?:, )?)+\])\)::text\[\]")


def lines(cursor: Any, roles: dict[str, str]) -> list[str]:
    """Every line, roles under the names that the house has for them ({"app": role}); a role that it was not told of is passed over."""
    names = {f"role_{name}": roles.get(name, "") for name in ("app", "signer", "owner")}
    found: list[str] = []
    for query in QUERIES:
        cursor.execute(query, names)
        found += [_spelled_alike(line) for (line,) in cursor.fetchall() if line]
    return found


def _spelled_alike(line: str) -> str:
    return _CAST_ALL.sub(r"\1", _CAST_ONE.sub(r"\1", line)) if line.startswith(("constraint ", "index ")) else line
