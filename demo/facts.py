"""What the demo tells of itself."""

from __future__ import annotations

from typing import TypedDict


class BuiltFacts(TypedDict):
    """`digest` is what two demos of one seed and day have in common."""

    seed: int
    digest: str
