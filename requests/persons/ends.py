"""Where a name ends that no space ends: where the sentence goes on, at a word that is in no name.

`words` are the places at which words begin (`thai.breaks.starts`).
"""

from __future__ import annotations

import re

from requests.ordinary import GOES_ON, GOES_ON_AND_ON, LETTER

_SHORT = 6
_LONGEST = 16  # letters of a name in one piece
_letters = re.compile(f"{LETTER}+").match


def until_it_goes_on(text: str, start: int, end: int, words: tuple[int, ...]) -> int:
    """Where the sentence goes on without a space: at a word that is in no name."""
    inside = [place for place in words if start + 1 < place < end]
    return next((place for place in inside if goes_on(text, place, words)), end)


def goes_on(text: str, place: int, words: tuple[int, ...]) -> bool:
    after = next((each for each in words if each > place), place)
    word = text[place:after]
    if word in ("มา", "ไป", "จะ"):
        return goes_on(text, after, words)
    # "บุญส่ง" and "บุญช่วย" are names: these go on only where more follows.
    return word.strip() in GOES_ON or (word in GOES_ON_AND_ON and after - place < _run(text, place) > _SHORT)


def _run(text: str, place: int) -> int:
    """How many letters follow each other from here."""
    found = _letters(text, place)
    return len(found[0]) if found else 0


def first_end(text: str, start: int, least: int, words: tuple[int, ...]) -> int:
    """The first place, `least` letters behind `start` and in the same piece, at which the sentence goes on; 0 when none is."""
    last = start + min(_LONGEST, _run(text, start))
    return next((place for place in words if start + least <= place <= last and goes_on(text, place, words)), 0)
