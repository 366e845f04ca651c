"""Thai text by its words, which no space parts: as the press breaks its lines, and never within a cluster.

The dictionary knows few names of places (ฮา|ง): those that the caller knows stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from thai.breaks import starts

# What a place is called by before its name.
_BEFORE = "(?:บ้าน|ตำบล|อำเภอ|จังหวัด|ต\\.|อ\\.|จ\\.)?"
# A letter that is left alone at the end of a name or of a word that the dictionary lacks.
_LEFT_OVER = re.compile(r"[ก-ฮ][\u0e47-\u0e4e]?\s*")
_SHORTEST = 3


def words(text: str, whole: Iterable[str] = ()) -> list[str]:
    """The text in words, each with the space behind it; joined they are the text. `whole` are names that are not broken."""
    if not text:
        return []
    breaks = _breaks(text) - _inside_names(text, whole)
    found: list[str] = []
    start = 0
    for end in [*sorted(breaks), len(text)]:
        part, start = text[start:end], end
        if found and _LEFT_OVER.fullmatch(part) and not found[-1][-1].isspace():
            found[-1] += part
        elif part:
            found.append(part)
    return found


def _breaks(text: str) -> set[int]:
    return {at for at in starts(text) if 0 < at < len(text)} | {
        at + 1 for at, sign in enumerate(text[:-1]) if sign == "\n"
    }


def _inside_names(text: str, whole: Iterable[str]) -> set[int]:
    names = sorted({name for name in whole if len(name) >= _SHORTEST}, key=lambda name: (-len(name), name))
    if not names:
        return set()
    pattern = re.compile(f"{_BEFORE}(?:{'|'.join(map(re.escape, names))})")
    return {at for found in pattern.finditer(text) for at in range(found.start() + 1, found.end())}
