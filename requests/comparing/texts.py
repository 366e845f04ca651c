"""What became of a text from one edition to the next, by Thai words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from documents.words import words

_SPACE = re.compile(r"(\s+)")
# To compare n words takes n² steps in the worst case: what is longer and has nothing in common is shown one after the other.
MOST_WORDS = 1_500


class Kind(StrEnum):
    SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, went or came."""

    kind: Kind
    text: str


def pieces(before: str, after: str, names: Collection[str] = ()) -> list[Piece]:
    """The words of both texts in one run: those that stayed once, those that went before those that came in their place."""
    if before == after:
        return [Piece(Kind.SAME, after)] if after else []
    old, new = _in_words(before, tuple(names)), _in_words(after, tuple(names))
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    middle = _differing(old[head : len(old) - tail], new[head : len(new) - tail])
    found = [Piece(Kind.SAME, "".join(old[:head])), *middle, Piece(Kind.SAME, "".join(old[len(old) - tail :]))]
    return [piece for piece in found if piece.text]


@lru_cache(maxsize=256)
def _in_words(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The space behind a word stands alone, or the last word of a text that goes on would be another one."""
    return tuple(part for word in words(text, names) for part in _SPACE.split(word) if part)


def _alike(old: Collection[str], new: Collection[str]) -> int:
    """How many they begin with in common."""
    at = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        at += 1
    return at


def _differing(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Piece]:
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        yield from (Piece(Kind.GONE, "".join(old)), Piece(Kind.NEW, "".join(new)))
        return
    gone, came = "", ""
    for word, i, to_i, j, to_j in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[i:to_i]), "".join(new[j:to_j])
        if word == "equal" and not before.isspace():
            yield from (Piece(Kind.GONE, gone), Piece(Kind.NEW, came), Piece(Kind.SAME, before))
            gone, came = "", ""
        else:  # also a space between two that differ: what is read in one go is shown in one
            gone, came = gone + before, came + after
    yield from (Piece(Kind.GONE, gone), Piece(Kind.NEW, came))
