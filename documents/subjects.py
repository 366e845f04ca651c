"""Whose a paper is. Apps that issue papers register here who may read them, and where their subject is shown.

`documents` is below the apps whose rows papers speak of, so it asks them through this registry (see `<app>/papers.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from documents.models import Document
from people.actors import Actor


class Subject(NamedTuple):
    """`may_read(actor, pk)` and `url(pk)` for subjects that read `word:pk`."""

    may_read: Callable[[Actor, int], bool]
    url: Callable[[int], str]


_subjects: dict[str, Subject] = {}
# As many digits as a key has.
_MOST_DIGITS = 18


def register(word: str, *, may_read: Callable[[Actor, int], bool], url: Callable[[int], str]) -> None:
    _subjects[word] = Subject(may_read, url)


def may_read(actor: Actor, document: Document) -> bool:
    """Whether the actor may read the paper: as whoever may see what it is about. Unknown subjects are nobody's."""
    return may_read_about(actor, document.subject)


def may_read_about(actor: Actor, about: str) -> bool:
    """Whether the actor may read the papers on `about` ("request:12")."""
    word, number = _parts(about)
    subject = _subjects.get(word)
    return subject is not None and subject.may_read(actor, number)


def url(document: Document) -> str:
    """The page of what the paper is about; "" when there is none."""
    word, number = _parts(document.subject)
    subject = _subjects.get(word)
    return subject.url(number) if subject else ""


def _parts(about: str) -> tuple[str, int]:
    word, _colon, number = about.partition(":")
    is_key = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
    return word, int(number) if is_key else 0
