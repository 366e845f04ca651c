"""Check codes printed on papers: random, not sequential, hard to misread."""

from __future__ import annotations

import secrets
import unicodedata

from thai import digits

# Crockford's alphabet: no I, L, O or U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 15  # 75 bits
_GROUP = 5
_LONGEST = 100
_MEANT = str.maketrans(
    "ILO" + digits.THAI, "110" + digits.ARABIC, " -\t\u2010\u2011\u2012\u2013\u2014\u2212\u00a0\u200b\ufeff"
)


def new() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """7KQ2M-X9D4T-B3NHW"""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def tidy(typed: str) -> str:
    """The code that somebody typed off a paper, or "" when it cannot be one."""
    code = unicodedata.normalize("NFKC", typed[:_LONGEST]).upper().translate(_MEANT)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
