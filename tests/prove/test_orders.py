"""Any order of steps by anybody: forms sent fresh, stale, twice, by others than they were made for. Seeded.

No error of ours at any step, and after each sequence the books stand. Written to `orders.json`.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction

from documents import paper
from jobs import clock
from tests.front import shown_forms
from tests.prove import books_stand
from tests.prove.cells import Looker
from tests.prove.stage import STATE, browser_of, page_of, set_the_scene
from tests.reader import whole
from tests.world import PDF

WRITTEN = Path(__file__).with_name("orders.json")
SEQUENCES = int(os.environ.get("ORDERS", "250"))
STEPS = 16
SEED = 57
LEAVES = ("/i18n/", "/accounts/logout/")


@dataclass
class Walk:
    """One sequence: who saw which forms so far, and what came of it."""

    chance: random.Random
    counted: Counter[str]
    seen: list[tuple[Looker, shown_forms.Form]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)

    def step(self) -> None:
        looker = self.chance.choice(STATE["lookers"][1:])
        if self.seen and self.chance.random() < 0.35:
            author, form = self.chance.choice(self.seen)
            self.send(looker if self.chance.random() < 0.4 else author, form, "replayed")
        elif form := self.look(looker):
            self.send(looker, form, "fresh")

    def look(self, looker: Looker) -> shown_forms.Form | None:
        """A form on a page that the looker finds; whoever finds none looks elsewhere, three times."""
        for _ in range(3):
            target = self.chance.choice(STATE["places"])
            place = self.chance.choice([target.url, page_of(target)])
            answer = whole(browser_of(looker).get(place))
            self.judge(answer.status_code, f"{looker.name} GET {place}")
            if answer.status_code != 200 or answer.streaming:
                continue
            forms = shown_forms.forms_of(answer.content.decode(errors="replace"), place)
            if forms := [form for form in forms if not form.action.startswith(LEAVES)]:
                self.seen += [(looker, form) for form in forms]
                return self.chance.choice(forms)
        return None

    def send(self, looker: Looker, form: shown_forms.Form, how: str) -> None:
        self.counted[how] += 1
        sent = self.changed(form.fair())
        answer = whole(browser_of(looker).post(form.action, sent))
        self.judge(answer.status_code, f"{looker.name} POST {form.action} {how} {sorted(sent)}")

    def changed(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Now and then another version, another row, another choice."""
        if "version" in sent and self.chance.random() < 0.15:
            sent["version"] = self.chance.choice(["0", "1", "-1", "999999", "x", ""])
        for name in [name for name in sent if not isinstance(sent[name], UploadedFile)]:
            if name != "version" and self.chance.random() < 0.1:
                sent[name] = self.chance.choice(["", "1", "0", "-5", "9" * 25, "ก" * 2_000, "31/2/2569", "\0"])
        return sent

    def judge(self, status: int, told: str) -> None:
        self.counted[f"answered {status}"] += 1
        self.told.append(f"{status} {told}")
        if status >= 500:
            self.bad.append("\n  ".join(self.told[-6:]))


def test_any_order_of_steps(fresh_database, at_noon):
    set_the_scene()
    STATE["places"] = [one for one in STATE["targets"] if one.row is not None and hasattr(one.row, "get_absolute_url")]
    counted: Counter[str] = Counter()
    bad: list[str] = []
    for number in range(SEQUENCES):
        bad += _walked(Walk(random.Random(f"{SEED}:{number}"), counted))
    assert bad == [], "\n\n".join(bad[:20])
    sent = counted["fresh"] + counted["replayed"]
    told = {"sequences": SEQUENCES, "seed": SEED, "forms sent": sent, "errors": 0, "books that do not stand": 0}
    WRITTEN.write_text(json.dumps({**told, **dict(sorted(counted.items()))}, indent=1) + "\n")


def _walked(walk: Walk) -> list[str]:
    """One sequence, undone afterwards; some of it hours or days later."""
    atomic = transaction.atomic()
    atomic._from_testcase = True
    with atomic, patch.object(paper, "pdf_of", lambda _document: PDF):
        moment = clock.now()
        for _ in range(STEPS):
            moment += timedelta(minutes=walk.chance.choice([0, 0, 1, 1, 90, 3 * 24 * 60]))
            with clock.at(moment):
                walk.step()
        connection.check_constraints()
        untrue = books_stand.untrue()
        transaction.set_rollback(True)
    return walk.bad + [f"{one}\n  " + "\n  ".join(walk.told) for one in untrue]
