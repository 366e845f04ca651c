"""Thai dictionary order as a stored key, so that a plain byte comparison (locale C) sorts Thai words."""

from __future__ import annotations

import re
import unicodedata

_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_MARKS = frozenset("\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e")
_SARA_AM_IN_TWO = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")


def key(text: str) -> str:
    """The key by which `text` sorts as in the Royal Institute's dictionary.

    A vowel written before its consonant counts after it; tone marks and the other upper marks decide only between words
    that are otherwise equal; spaces and punctuation do not count; Latin letters sort without case.
    """
    whole = _SARA_AM_IN_TWO.sub("\\1\u0e33", unicodedata.normalize("NFC", text).casefold())
    swapped = _LEADING_VOWEL.sub(r"\2\1", whole)
    counted = [sign for sign in swapped if sign in _MARKS or _counts(sign)]
    letters = "".join(sign for sign in counted if sign not in _MARKS)
    marks = "".join(sign if sign in _MARKS else "0" for sign in counted).rstrip("0")
    # A space sorts before every letter and digit, so a shorter word stays before a longer one.
    return f"{letters} {marks}" if marks else letters


def _counts(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"
