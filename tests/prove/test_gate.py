"""Personal things planted in words that people type: 98 in 100 hidden, at most 2 in 100 innocent words gone. Figures: `gate.json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.utils import translation
from pythainlp import word_tokenize

from tests import marked

TOLD = Path(__file__).with_name("gate.json")
HIDDEN, LOST = 98, 2


def parted(text: str) -> list[str]:
    return list(word_tokenize(text, keep_whitespace=True))


# All but the last bettered the gate, one after the other. The blind ones were each written by another hand, who knew neither
# the gate nor the others: at their first reading 81, 76 and 82 in 100 were hidden and 5, 7 and 4 in 100 innocent words lost. What nobody
# has read yet is hidden no better; that is why a council looks at its own open edition. Strict: once 98 are, the mark goes.
MISSED = pytest.mark.xfail(strict=True, reason="about nine in ten of the blind texts are hidden")
NAMES = ["seen", "unseen", *(pytest.param(name, marks=MISSED) for name in ("blind", "second_blind", "third_blind"))]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_planted_is_hidden_and_the_rest_stays(name):
    with translation.override("th"):
        found = marked.measured(marked.half(name), parted)
    hidden, lost = 100 - marked.share(found["leaked"], found["planted"]), marked.share(found["lost"], found["innocent"])
    told = json.loads(TOLD.read_text()) if TOLD.exists() else {}
    told[name] = {"texts": len(marked.half(name)), "hidden_percent": round(hidden, 2), "lost_percent": lost}
    told[name] |= {what: dict(sorted(counts.items())) for what, counts in found.items()}
    TOLD.write_text(json.dumps(dict(sorted(told.items())), indent=1) + "\n")
    assert hidden >= HIDDEN and lost <= LOST, f"{hidden:.2f} hidden, {lost:.2f} lost"
