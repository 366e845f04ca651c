"""The one gate of public words: whatever somebody typed leaves the house through it, in whatever form.

What the gate takes out is known by the room that has the open edition; it hands that down. Without one nothing goes out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from thai.direction import straight
from wiring.ports import Port

GATE: Port[Callable[[str], str]] = Port(
    "publishing.gate",
    "Called with each text that somebody typed before anybody reads it: what of it everybody may read.",
)


class Passed(str):
    """Words that a room has led through the gate itself, because it knew more of the matter: they go out as they are."""

    __slots__ = ()


class NoGate(RuntimeError):
    """No room says what everybody may read: then nobody reads anything."""


# Names of offices come again in every row.
@lru_cache(maxsize=20_000)
def words(text: str) -> str:
    """`text` as everybody may read it, without signs that turn the line it stands in."""
    if not GATE.names():
        raise NoGate
    for gate in GATE.values():
        text = gate(text)
    return straight(text)


def outward(text: str) -> str:
    """`text` as everybody may read it, once through the gate: the longest texts have been there already."""
    return straight(text) if isinstance(text, Passed) else words(text)
