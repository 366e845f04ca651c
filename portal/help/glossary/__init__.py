"""The field's words: each with what it means, and where one meets it."""

from __future__ import annotations

from portal.help.glossary import of_meetings, of_money, of_requests
from portal.help.glossary.word import Word
from thai import order

WORDS = (*of_requests.WORDS, *of_meetings.WORDS, *of_money.WORDS)
BY_KEY = {word.key: word for word in WORDS}


def in_order() -> list[Word]:
    """As a dictionary of the reader's language has them."""
    return sorted(WORDS, key=lambda word: order.key(str(word.term)))
