"""Whose a paper is. Rooms that issue papers say who may read them, and where their subject is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Q, QuerySet

from documents.models import Document
from people.actors import Actor
from wiring.ports import Port
from wiring.refs import Ref

NOBODYS = Q(pk__in=())


class Subject(NamedTuple):
    """`may_read(actor, pk)` and `url(pk)` for papers on rows of one word.

    `papers(actor, pk)` says which of them, where not all are for everybody who may read the row.
    """

    may_read: Callable[[Actor, int], bool]
    url: Callable[[int], str]
    papers: Callable[[Actor, int], Q] = lambda _actor, _pk: Q()


SUBJECTS: Port[Subject] = Port(
    "documents.subjects",
    "Asked by the word of a paper's subject: who may read it, which papers of it, and where what it is about is shown.",
)


def may_read(actor: Actor, document: Document) -> bool:
    """Whether the actor may read the paper: one on what they may see, and of those one for them. Unknown subjects are nobody's."""
    return may_read_about(actor, document.subject) and _is_for(actor, document)


def may_read_about(actor: Actor, about: str) -> bool:
    """Whether the actor may read papers on `about` ("request:12"); which of them, `papers_of` answers."""
    ref = Ref.of(about)
    subject = SUBJECTS.get(ref.word) if ref else None
    return ref is not None and subject is not None and subject.may_read(actor, ref.pk)


def papers_of(actor: Actor, about: str) -> QuerySet[Document]:
    """The papers on `about` that are for the actor, who may see what it is about."""
    return Document.objects.filter(_which(actor, about), subject=about)


def may_read_some(actor: Actor, about: str) -> bool:
    """Whether there is a paper on `about` that the actor may read."""
    return may_read_about(actor, about) and papers_of(actor, about).exists()


def _which(actor: Actor, about: str) -> Q:
    ref = Ref.of(about)
    subject = SUBJECTS.get(ref.word) if ref else None
    return subject.papers(actor, ref.pk) if ref and subject else NOBODYS


def _is_for(actor: Actor, document: Document) -> bool:
    which = _which(actor, document.subject)
    # Most papers are for everybody who sees their subject: nothing more is asked then.
    return not which or Document.objects.filter(which, pk=document.pk).exists()


def url(document: Document) -> str:
    """The page of what the paper is about; "" when there is none."""
    return url_of(document.subject)


def url_of(about: str) -> str:
    """The page of `about` ("request:12"); "" when there is none."""
    ref = Ref.of(about)
    subject = SUBJECTS.get(ref.word) if ref else None
    return subject.url(ref.pk) if ref and subject else ""
