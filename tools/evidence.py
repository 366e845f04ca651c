"""What is told of each table of evidence, for ever. `python -m tools.evidence write | check`.

Digests of rows are hashed into the log, and whoever compares them asks `audit/evidence.lock` what they were made of. So a list of
columns that is there is never written again: whoever changes one raises `version=` where the table is registered, and the lock
gets one more. A table keeps its number.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import django

from audit.registry import EVIDENCE, LOCK, Evidence, read

WRITE = ".venv/bin/python -m tools.evidence write"


def problems(tables: Iterable[Evidence], kept: Mapping[str, Any]) -> list[str]:
    return [wrong for one in tables if (wrong := _problem(one, kept.get(one.table, {}).get("versions", {})))]


def _problem(one: Evidence, versions: Mapping[str, Any]) -> str:
    if one.version < max(map(int, versions), default=1):
        return f"{one.table}: version {one.version} of what is told was followed by another already"
    if str(one.version) not in versions:
        return f"{one.table}: version {one.version} of what is told is not in audit/evidence.lock: run {WRITE}"
    if versions[str(one.version)] != one.shape.facts:
        return f"{one.table}: what is told is not that of version {one.version} any more: raise the version"
    return ""


def added(tables: Iterable[Evidence], kept: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept, with the versions and tables that are new. What is there stays as it is."""
    told = {table: {**known, "versions": dict(known["versions"])} for table, known in kept.items()}
    for one in tables:
        number = max((known["number"] for known in told.values()), default=0) + 1
        known = told.setdefault(one.table, {"number": number, "versions": {}})
        known["versions"].setdefault(str(one.version), one.shape.facts)
    return told


def write() -> None:
    text = json.dumps(added(EVIDENCE.values(), read()), indent=1, sort_keys=True)
    LOCK.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if sys.argv[1:] == ["write"]:
        write()
    sys.exit("\n".join(problems(EVIDENCE.values(), read())) or None)
