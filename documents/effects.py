"""What signing a paper sets going beyond the paper, by its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from documents.models import Document
from people.actors import Actor
from wiring.ports import Port


class Effects(NamedTuple):
    """`before` takes the locks that go before the paper's, and raises when the paper is not to be signed any more.

    `complete` runs in the transaction of the last signature.
    """

    before: Callable[[Document], None]
    complete: Callable[[Document, Actor], None]


SIGNED: Port[Effects] = Port(
    "documents.signed", "Called by the kind of a paper: before a place is signed, and once its last place is."
)


def before_signing(document: Document) -> None:
    if effects := SIGNED.get(document.kind):
        effects.before(document)


def after_last_signature(document: Document, actor: Actor) -> None:
    if effects := SIGNED.get(document.kind):
        effects.complete(document, actor)
