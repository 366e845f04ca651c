"""A lower room knows no word of a higher one: neither names, nor attributes, nor lookups speak of rows that stand above."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# From the ground floor up, as `pyproject.toml` layers them: the rows that a room has, said in one or two words.
WORDS = {
    "thai": {"baht"},
    "wiring": set(),
    "jobs": {"job"},
    "places": {"province"},
    "audit": {"checkpoint"},
    "people": {"seat", "organisation"},
    "notices": {"notice"},
    "documents": {"document", "letterhead"},
    "ledger": {"ledger", "posting"},
    "funds": {"voucher", "money source", "fund"},
    "plans": {"plan item", "taxonomy"},
    "programmes": {"cost norm", "route stage"},
    "requests": {"budget request", "budget line", "revision", "defect", "proposal"},
    "approvals": {"meeting", "agenda item", "resolution", "motion", "ballot", "quorum", "minutes", "dissent"},
    "grants": {"offer", "agreement", "instalment", "refund"},
    "desk": {"desk"},
    "portal": {"portal"},
    "demo": {"demo"},
}
ROOMS = list(WORDS)
# A word may mean something of the room's own, or something that the country's order of things puts below its rows.
MEANT = {
    ("audit", "seat"): "an event keeps its author's person and seat as numbers: people's own verbs are on record too",
    ("jobs", "minutes"): "sixty seconds",
    ("people", "fund"): "the province's central fund and its board are organisations",
    ("documents", "fund"): "a fund's board signs for it: both are organisations",
    ("funds", "refund"): "the ledger's own word for money that comes back",
    ("ledger", "fund"): "insufficient funds",
    ("ledger", "resolution"): "of a hold: it is consumed or released",
    ("programmes", "offer"): "a route says within how many days funders answer",
    ("programmes", "revision"): "a route says within how many days defects are put right",
    ("requests", "agreement"): "a state of the request, and how long it may last",
    ("requests", "minutes"): "of the council that asks: a kind of attachment",
    ("requests", "offer"): "the route's days",
    ("requests", "resolution"): "of the council that asks; and the verbs that only a resolution sets going",
    ("approvals", "offer"): "what a board gives from its fund: an outcome, and the item that asks for it",
}


def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|_){word.replace(' ', '_?')}s?(?:_|$)")


def identifiers(path: Path) -> Iterator[str]:
    """Names, and texts that are made like names: keys, fields, lookups. In snake case."""
    for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline):
        text = token.string.strip("\"'") if token.type == tokenize.STRING else token.string
        if token.type in (tokenize.NAME, tokenize.STRING) and re.fullmatch(r"[A-Za-z_.]+", text):
            yield from (part for part in re.sub(r"(?<=[a-z])(?=[A-Z])", "_", text).lower().split("."))


def said(room: str) -> set[str]:
    paths = [path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]
    return {name for path in paths for name in identifiers(path)}


@pytest.mark.parametrize("room", ROOMS)
def test_no_lower_room_says_a_word_of_a_higher_one(room):
    names, higher = said(room), [word for above in ROOMS[ROOMS.index(room) + 1 :] for word in WORDS[above]]
    found = {word: {name for name in names if _pattern(word).search(name)} for word in higher}
    assert {word: who for word, who in found.items() if who and (room, word) not in MEANT} == {}


def test_every_room_has_its_words():
    assert set(settings.APPS) <= set(WORDS)


def test_no_exception_stands_for_nothing():
    """What was put right is not allowed any more."""
    unused = [(room, word) for room, word in MEANT if not any(_pattern(word).search(name) for name in said(room))]
    assert unused == []
