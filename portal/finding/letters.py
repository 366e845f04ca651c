"""Words as they are compared: without tone marks and spaces, signs that are mistaken for each other as one, in threes.

What people slip on most is gone before anything is compared (ไฟปา is ไฟป่า, เเม่ is แม่, ศ is ส); the rest, a letter too
many, too few or another, is what `without_windows` forgives.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations

from thai import digits

LONGEST = 120  # letters of what is asked; the rest is not read
LETTERS = 3  # in a gram
# Tone marks, the sign of a silent letter, the mark of a short vowel, repetition and abbreviation.
_UNHEARD = "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e\u0e3a\u0e46\u0e2f"
_ALIKE = ("ศษฆฃฅณญฎฏฐฑฒธฬใฤฦ", "สสคขคนยดตถทททลไรล")
_FOLD = str.maketrans({**dict(zip(*_ALIKE, strict=True)), **dict.fromkeys(_UNHEARD, "")})
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")


def clean(typed: str) -> str:
    """What somebody typed, as far as it is read: no control or direction signs, Arabic digits, single spaces."""
    seen = "".join(map(_seen, typed[: LONGEST * 4]))
    return " ".join(digits.arabic(unicodedata.normalize("NFC", seen)).split())[:LONGEST]


def _seen(sign: str) -> str:
    """What nobody sees parts no word; what is no sign at all is as a space."""
    kind = unicodedata.category(sign)
    return "" if kind == "Cf" else " " if kind[0] in "CZ" else sign


def fold(text: str) -> str:
    """Letters and figures alone, those that are mistaken for each other as one."""
    whole = _SARA_AM.sub("\\1\u0e33", unicodedata.normalize("NFC", digits.arabic(text))).replace("เเ", "แ")
    return "".join(sign for sign in whole.casefold().translate(_FOLD) if _counts(sign))


def _counts(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"


def grams(key: str) -> list[str]:
    """Every three letters of it, each once, in the order in which they stand."""
    return list(dict.fromkeys(key[at : at + LETTERS] for at in range(len(key) - LETTERS + 1)))


def share(wanted: list[str], key: str) -> float:
    """How many of the wanted pieces stand in a key, from 0 to 1."""
    return sum(piece in key for piece in wanted) / len(wanted) if wanted else 0.0


def pairs(key: str) -> list[str]:
    return list(dict.fromkeys(key[at : at + 2] for at in range(len(key) - 1)))


def without_windows(words: list[str], slips: int, *, most: int = 16) -> list[list[str]]:
    """What must stand in a key when up to `slips` windows of the words are wrong: one list for each choice of windows.

    A wrong, missing or surplus letter spoils the grams that touch it. Windows are as wide as `most` lists allow; a choice that
    leaves nothing sure is none.
    """
    places = [(word, at) for word in range(len(words)) for at in range(len(words[word]) - LETTERS + 1)]
    width = 1
    while len(_choices(words, width, slips)) > most:
        width += 1
    kept = []
    for choice in _choices(words, width, slips):
        sure = [words[word][at : at + LETTERS] for word, at in places if not _touches(choice, word, at)]
        if sure:
            kept.append(list(dict.fromkeys(sure)))
    return kept


Window = tuple[int, int, int]


def _choices(words: list[str], width: int, slips: int) -> list[tuple[Window, ...]]:
    windows = [(word, at, at + width) for word in range(len(words)) for at in range(0, len(words[word]), width)]
    return list(combinations(windows, slips))


def _touches(choice: tuple[Window, ...], word: int, at: int) -> bool:
    return any(word == inside and at < end and start < at + LETTERS for inside, start, end in choice)
