"""A lower room knows no word of a higher one: what stands above is a `Ref`, and comes down through a `Port`.

Neither names, keys and lookups nor sentences and comments speak of it; every line of a room is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
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
    "doors": set(),
    "publishing": set(),
    "people": {"seat", "organisation", "council"},
    "notices": {"notice"},
    "documents": {"document", "letterhead", "paper", "parcel"},
    "ledger": {"ledger", "posting"},
    "funds": {"voucher", "money source", "fund"},
    "plans": {"plan item", "taxonomy"},
    "programmes": {"cost norm", "route stage"},
    "requests": {"budget request", "budget line", "revision", "defect", "proposal"},
    "approvals": {"meeting", "agenda", "resolution", "motion", "ballot", "quorum", "minutes", "dissent", "committee"},
    "grants": {"offer", "agreement", "instalment", "refund"},
    "privacy": set(),
    "desk": {"desk"},
    "api": set(),
    "portal": {"portal"},
    "demo": {"demo"},
}
ROOMS = list(WORDS)
# And one of a lower room: who plans, asks and decides does not know how money is moved in the end.
NEVER = {room: {"voucher"} for room in ("plans", "programmes", "requests", "approvals")}
# A word may mean something of the room's own, or something that the country's order of things puts below its rows; and
# a sentence may name what stands above by way of example. (room, word): (as it is meant, in small letters; why)
MEANT = {
    ("thai", "province"): (r"province's fund", "how much money there can be"),
    ("thai", "fund"): (r"province's fund", "how much money there can be"),
    ("thai", "paper"): (r"papers?", "what is written on it, in which room soever"),
    ("thai", "offer"): (r"telephones offer", "a keypad"),
    ("wiring", "job"): (r"a job and a column", "where a Ref is kept"),
    ("wiring", "paper"): (r'"papers"', "a module that a room may have"),
    ("wiring", "parcel"): (r'"parcels"', "a module that a room may have"),
    ("jobs", "notice"): (r"notices, lapses and appeals", "what a clock can be turned for"),
    ("jobs", "minutes"): (r"minutes", "sixty seconds"),
    ("jobs", "demo"): (r"the demo", "which lives by the clock"),
    ("audit", "seat"): (
        r"seat(_id)?",
        "an event keeps its author's person and seat as numbers: people's verbs are on record too",
    ),
    ("doors", "seat"): (
        r"seats?(_id)?",
        "who tried is a person's and a seat's number, as in an event: people stand above",
    ),
    ("people", "minutes"): (r"(idle_)?minutes", "sixty seconds"),
    ("audit", "quorum"): (r"(has_|asks_for_|_)?quorum", "of witnesses: the word of the specification"),
    ("audit", "resolution"): (r"a resolution", "its reasons are open by law; and it does what no page does"),
    ("audit", "offer"): (r"offers? (them|its reader|the actor|it)|together offer", "what a page does with verbs"),
    ("people", "fund"): (r"funds?", "the province's central fund and its board are organisations"),
    ("people", "committee"): (r"committees?", "is an organisation"),
    ("people", "paper"): (r"papers?", "where the title before a name is needed"),
    ("people", "quorum"): (r"announce_lower_quorum", "a box that is ticked: no words that somebody would miss"),
    ("people", "desk"): (r"desk:home", "the page after signing in"),
    ("documents", "fund"): (r"funds?", "a fund's board signs for it: both are organisations"),
    ("documents", "minutes"): (r"\(its minutes\)|minutes for a cell", "a board's own paper; and sixty seconds"),
    ("documents", "agreement"): (r"agreements were once signed", "a paper whose places have another past"),
    ("funds", "refund"): (r'"refund"|is a refund', "the ledger's own word for money that comes back"),
    ("funds", "resolution"): (
        r'resolution that allowed it|\bresolution[: ][\d]|such as a resolution|word="resolution"',
        "what a basis may be: the word is opaque here; and the glossary's key",
    ),
    ("funds", "offer"): (r"offer them", "what a page does with verbs"),
    ("ledger", "fund"): (r"insufficient_funds", "there is not enough money"),
    ("ledger", "resolution"): (r"(hold_)?resolutions?(_reference)?", "of a hold: it is consumed or released"),
    ("programmes", "committee"): (r"committees?", "a stage names the kind that decides"),
    ("programmes", "offer"): (r"offer_days|province offers", "within how many days funders answer"),
    ("programmes", "revision"): (r"revision_days", "within how many days defects are put right"),
    ("requests", "agenda"): (r"on an agenda", "where what was deferred goes"),
    ("requests", "agreement"): (r"agreements?", "a state of the request, and how long it may last"),
    ("requests", "committee"): (r"committees?", "the organisation that a request lies before"),
    ("requests", "demo"): (r"demo data", "rows whose project is made up"),
    ("requests", "instalment"): (r"(first|next|and) instalments?|instalments are paid", "what is waited for, in words"),
    ("requests", "meeting"): (
        r"meeting number|that meeting|in a meeting",
        "of the council that asks; and where it is decided",
    ),
    ("requests", "minutes"): (r"minutes", "of the council that asks: a kind of attachment"),
    ("requests", "offer"): (
        r"offer_days|offers them|its offers|own offer",
        "the route's days; and what is waited for, in words",
    ),
    ("requests", "resolution"): (
        r"resolutions?",
        "of the council that asks; and the verbs that only a resolution sets going",
    ),
    ("approvals", "offer"): (r"offers?", "what a board gives from its fund: an outcome, and the item that asks for it"),
}


def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){word.replace(' ', '[_ ]?')}s?(?![a-z])")


@cache
def lines(room: str) -> list[tuple[str, str]]:
    """Where, and what stands there: in small letters, CamelCase in parts."""
    return list(_lines(room))


def _lines(room: str) -> Iterator[tuple[str, str]]:
    for path in sorted(path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", line).lower()


def foreign(room: str) -> Iterator[str]:
    said = lines(room)
    whole = "\n".join(line for _, line in said)
    above = set().union(*(WORDS[higher] for higher in ROOMS[ROOMS.index(room) + 1 :]))
    for word in sorted(above | NEVER.get(room, set())):
        pattern, (meant, _why) = _pattern(word), MEANT.get((room, word), ("", ""))
        if not meant and not pattern.search(whole):
            continue
        unmeant = re.compile(rf"(?<![a-z])(?:{meant or '(?!)'})(?![a-z])")
        for place, line in said:
            if pattern.search(unmeant.sub("", line)):
                yield f"{word}: {place}"


@pytest.mark.parametrize("room", ROOMS)
def test_no_lower_room_says_a_word_of_a_higher_one(room: str) -> None:
    assert list(foreign(room)) == []


def test_every_room_has_its_words() -> None:
    assert set(settings.APPS) <= set(WORDS)


def test_no_exception_stands_for_nothing() -> None:
    """What was put right is not allowed any more."""
    unused = [
        (room, word)
        for (room, word), (meant, _why) in MEANT.items()
        if not any(re.search(meant, line) for _, line in lines(room))
    ]
    assert unused == []
