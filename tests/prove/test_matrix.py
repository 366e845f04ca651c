"""The whole matrix: who × address × whose row × how asked. Each answer is as the tables say, and no word leaks.

On two cores some minutes; what was asked is written to `matrix.json`.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections import Counter
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import connection, connections, transaction
from django.http import HttpResponse

from audit.models import Head
from documents import paper
from people.actors import Actor
from tests.pages.test_roles import ROWS
from tests.prove import oracle, planted
from tests.prove.cells import Looker, Target, expected
from tests.prove.stage import STATE, browser_of, fair, set_the_scene
from tests.reader import whole
from tests.world import PDF

WRITTEN = Path(__file__).with_name("matrix.json")
TOLD = Path(settings.VAR_DIR) / "matrix.txt"  # how far it is, and what is wrong
CORES = int(os.environ.get("MATRIX_CORES", "2"))
SPREAD = int(os.environ.get("MATRIX_SPREAD", "8"))  # rows in their states: each is asked by one of so many lookers
EVERY = int(os.environ.get("MATRIX_EVERY", "1"))  # of the lookers, to try something out


def test_everybody_at_everything(fresh_database, at_noon):
    """0 × 500, 0 leaks, and no answer but those that the tables allow."""
    set_the_scene()
    found = _ask_all()
    counted, bad = Counter(found["counted"]), found["bad"]
    assert bad == []
    told = {
        "lookers": len(STATE["lookers"]),
        "addresses": len(ROWS),
        "rows": len(STATE["targets"]),
        "cells": sum(counted[key] for key in counted if key.startswith("asked ")),
        "by": {key.removeprefix("asked "): counted[key] for key in sorted(counted) if key.startswith("asked ")},
        "answers": {
            key.removeprefix("answered "): counted[key] for key in sorted(counted) if key.startswith("answered ")
        },
        "marks": len(STATE["planted"]),
        "never done": _never_done(counted),
        "leaks": 0,
        "errors": 0,
    }
    assert told["cells"] >= 50_000
    WRITTEN.write_text(json.dumps(told, indent=1) + "\n")


def _never_done(counted: Counter[str]) -> list[str]:
    """Verbs that nobody got done with a fair form: what their cells prove is that nobody else did."""
    names = {one.name for one in STATE["targets"] if oracle.verb_of(one.name, one.row) and one.row is not None}
    return sorted(name for name in names if not counted[f"done {name}"])


# -- asking --------------------------------------------------------------------------------------------------------------


def _ask_all() -> dict[str, Any]:
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(CORES) as pool:
        counted: Counter[str] = Counter()
        bad: list[str] = []
        for part in pool.imap_unordered(_ask_as, range(0, len(STATE["lookers"]), EVERY)):
            counted.update(part["counted"])
            bad += part["bad"]
            TOLD.write_text("\n".join([*bad, str(sorted(counted.items()))]))
    return {"counted": counted, "bad": bad}


def _ask_as(number: int) -> dict[str, Any]:
    """All cells of one looker, in a process of its own."""
    looker, found = STATE["lookers"][number], {"counted": Counter(), "bad": []}
    with patch.object(paper, "pdf_of", lambda _document: PDF):
        for at, target in enumerate(STATE["targets"]):
            for method, sent, is_fair in _ways(at, target, number):
                _ask(looker, target, method, sent, is_fair, found)
        for place, status in STATE["public"]:
            _ask_public(looker, place, status, found)
    return found


def _ways(at: int, target: Target, number: int) -> list[tuple[str, dict[str, Any] | None, bool]]:
    is_basic = target.whose in ("own", "another", "foreign", "none")
    if not is_basic and (at + number) % SPREAD:
        return []
    ways: list[tuple[str, dict[str, Any] | None, bool]] = [("GET", None, False)]
    if target.whose == "own":
        ways += [("HEAD", None, False), ("POST", {}, False)]
    if oracle.verb_of(target.name, target.row) or target.name == "approvals:plan":
        ways.append(("POST", fair(at, target), True))
    return ways


def _ask(looker: Looker, target: Target, method: str, sent: Any, is_fair: bool, found: dict[str, Any]) -> None:
    allowed, may_change = expected(target, looker, method, is_fair=is_fair)
    answer, changed = _answered(looker, target.url, method, sent)
    kind = f"{method}{' fair' if is_fair else ''}"
    counted = found["counted"]
    counted[
        f"asked {kind} of {target.whose if target.whose in ('own', 'another', 'foreign', 'none') else 'a state'}"
    ] += 1
    counted[f"answered {answer.status_code}"] += 1
    if changed:
        counted[f"done {target.name}"] += 1
    wrong = answer.status_code not in allowed or (changed and not may_change)
    if wrong:
        told = f"{answer.status_code} not in {sorted(allowed)}" + (" and it was done" if changed else "")
        found["bad"].append(f"{looker.name or 'nobody'} {kind} {target.name} ({target.whose}) {target.url}: {told}")
    sent_marks = set(planted.marks_in(repr(sent).encode()))  # what was sent along is given back to its sender
    found["bad"] += _leaks(looker, answer, f"{kind} {target.name} ({target.whose}) {target.url}", sent_marks)


def _ask_public(looker: Looker, place: str, status: int, found: dict[str, Any]) -> None:
    for method, allowed in {"GET": {status}, "HEAD": {status, 405}, "POST": {200, 302, 404, 405, 422, 429}}.items():
        answer, changed = _answered(looker, place, method, {} if method == "POST" else None)
        found["counted"][f"asked {method} of the open"] += 1
        if answer.status_code not in allowed or changed:
            found["bad"].append(f"{looker.name or 'nobody'} {method} {place}: {answer.status_code}")
        found["bad"] += _leaks(Looker("", Actor(), ""), answer, f"{method} {place}") if not looker.key else []


def _answered(looker: Looker, place: str, method: str, sent: Any) -> tuple[HttpResponse, bool]:
    """The answer, and whether the log grew; then all is as before. What waits for a commit is tried too."""
    atomic = transaction.atomic()
    atomic._from_testcase = True
    atomic.__enter__()
    try:
        before = _log() if method == "POST" else []
        browser = browser_of(looker)
        answer = whole(browser.post(place, sent) if method == "POST" else getattr(browser, method.lower())(place))
        changed = method == "POST" and _log() != before
        if changed:
            connection.check_constraints()
        return answer, changed
    finally:
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


def _log() -> list[Any]:
    return list(Head.objects.order_by("tree").values_list("tree", "size"))


def _leaks(looker: Looker, answer: HttpResponse, where: str, given: set[int] = frozenset()) -> list[str]:
    if answer.streaming:
        return []
    seen = set(planted.marks_in(answer.content + str(answer.headers).encode())) - looker.marks - given
    return [
        f"LEAK {looker.name or 'nobody'} {where} [{answer.status_code}]: {STATE['planted'][one][0]}" for one in seen
    ]
