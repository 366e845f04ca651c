"""What signing a paper sets going beyond the paper; higher apps register theirs at start-up, by kind of paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from documents.models import Document
from people.actors import Actor


class Effects(NamedTuple):
    """`before` takes the locks that go before the paper's, and raises when the paper is not to be signed any more.

    `complete` runs in the transaction of the last signature.
    """

    before: Callable[[Document], None]
    complete: Callable[[Document, Actor], None]


_effects: dict[str, Effects] = {}


def register(kind: str, *, before: Callable[[Document], None], complete: Callable[[Document, Actor], None]) -> None:
    _effects[kind] = Effects(before, complete)


def before_signing(document: Document) -> None:
    if effects := _effects.get(document.kind):
        effects.before(document)


def after_last_signature(document: Document, actor: Actor) -> None:
    if effects := _effects.get(document.kind):
        effects.complete(document, actor)
