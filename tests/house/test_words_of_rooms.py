"""A lower room has no word of a higher one: what stands above is a `Ref`, and comes down through a `Port`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ABOVE = {
    "wiring": r"voucher|meeting|instalment|offer|fund\b|council|budget_request",
    "thai": r"voucher|meeting|instalment|budget_request|document",
    "jobs": r"voucher|meeting|paper|budget_request|instalment|document\b",
    "places": r"voucher|meeting|budget_request|instalment|document\b",
    "audit": r"voucher|instalment|offer\b|meeting|council|budget_request|agreement",
    "people": r"voucher|instalment|offer\b|meeting|budget_request|agreement",
    "notices": r"voucher|instalment|offer\b|budget_request|agreement",
    "documents": r"voucher|instalment|offer\b|meeting|resolution|budget_request|proposal|committee|agreement_",
    "ledger": r"voucher|instalment|offer\b|meeting|budget_request|moneysource|\bfunds?\b(?!s)",
    "funds": r"meeting|budget_request|offer\b(?! them)|committee|agenda",
    "plans": r"voucher|instalment|offer\b|meeting|budget_request",
    "programmes": r"voucher|instalment|offer\b|meeting|budget_request|agenda",
    "requests": r"voucher|agenda_item|ballot|instalment\.|offer_set",
    "approvals": r"instalment|voucher",
}
# Words that mean something else where they stand, or that people read.
MEANT = re.compile(
    r"InsufficientFunds|insufficient_funds|offer them|offers? (?:it|the actor|the reader)|together offer"
)


def foreign(room: str, words: str) -> Iterator[str]:
    for path in sorted((ROOT / room).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(words, MEANT.sub("", line), re.IGNORECASE):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()}"


@pytest.mark.parametrize("room", ABOVE)
def test_a_room_has_no_word_of_a_higher_one(room: str) -> None:
    assert list(foreign(room, ABOVE[room])) == []
