"""Two at once: every pair of verbs that a state allows, on one row.

One of a pair is done at most, the other is told so; no error of ours, no deadlock, and the books stand.
Written to `at_once.json`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.errors import Conflict
from audit.verbs import TABLES
from tests.factories import actor
from tests.pages.test_every_state import made
from tests.prove import books_stand
from tests.races import race
from tests.races import test_every_move as moves

WRITTEN = Path(__file__).with_name("at_once.json")
counted: Counter[str] = Counter()
REFUSED = (Conflict, PermissionDenied, ValidationError)


@pytest.fixture(scope="module", autouse=True)
def written() -> Iterator[None]:
    yield
    WRITTEN.write_text(json.dumps({**dict(sorted(counted.items())), "errors": 0}, indent=1) + "\n")


def table_of(key: str) -> Any:
    room, name = key.split(".")
    return next(
        table for table in TABLES.values() if table.room == room and name in table.verbs and table.move_of(table[name])
    )


def pairs() -> list[tuple[Any, str, str, str]]:
    """Of each state, all pairs of verbs that leave it, also one with itself."""
    found: dict[tuple[Any, str], list[str]] = {}
    for key in moves.RACES:
        table = table_of(key)
        for state in table.starts_from(key.split(".")[1]):
            found.setdefault((table.model, state), []).append(key)
    return [
        (model, state, one, other)
        for (model, state), keys in found.items()
        for one, other in combinations_with_replacement(sorted(keys), 2)
    ]


@pytest.mark.parametrize(
    ("model", "state", "one", "other"), pairs(), ids=lambda value: getattr(value, "__name__", value)
)
def test_of_two_verbs_one_is_done(fresh_database, at_noon, model, state, one, other):
    row = model.objects.get(pk=made()[model][state].pk)
    outcomes = race(*(_call(key, row) for key in (one, other)))
    done = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
    wrong = [outcome for outcome in outcomes if isinstance(outcome, Exception) and not isinstance(outcome, REFUSED)]
    counted["pairs of verbs"] += 1
    counted["pairs of which one was done"] += len(done) == 1
    assert wrong == [] and len(done) <= 1, outcomes
    assert books_stand.untrue() == []


def _call(key: str, row: Any) -> Any:
    found = moves.RACES[key]
    terms, who = _terms(found, row), actor(found.who)
    return lambda: found.service(row.pk, version=row.version, actor=who, **terms)


def _terms(found: moves.Race, row: Any) -> dict[str, Any]:
    try:
        return found.terms(row)
    except Exception:  # the row is not such that its terms can be told: the service says so
        return found.terms(found.row())
