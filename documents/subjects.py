"""Whose a paper is. Rooms that issue papers say who may read them, and where their subject is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from documents.models import Document
from people.actors import Actor
from wiring.ports import Port
from wiring.refs import Ref


class Subject(NamedTuple):
    """`may_read(actor, pk)` and `url(pk)` for papers on rows of one word."""

    may_read: Callable[[Actor, int], bool]
    url: Callable[[int], str]


SUBJECTS: Port[Subject] = Port(
    "documents.subjects",
    "Asked by the word of a paper's subject: who may read it, and where what it is about is shown.",
)


def may_read(actor: Actor, document: Document) -> bool:
    """Whether the actor may read the paper: as whoever may see what it is about. Unknown subjects are nobody's."""
    return may_read_about(actor, document.subject)


def may_read_about(actor: Actor, about: str) -> bool:
    """Whether the actor may read the papers on `about` ("request:12")."""
    ref = Ref.of(about)
    subject = SUBJECTS.get(ref.word) if ref else None
    return ref is not None and subject is not None and subject.may_read(actor, ref.pk)


def url(document: Document) -> str:
    """The page of what the paper is about; "" when there is none."""
    return url_of(document.subject)


def url_of(about: str) -> str:
    """The page of `about` ("request:12"); "" when there is none."""
    ref = Ref.of(about)
    subject = SUBJECTS.get(ref.word) if ref else None
    return subject.url(ref.pk) if ref and subject else ""
