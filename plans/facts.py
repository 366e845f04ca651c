"""What the events of plans tell."""

from __future__ import annotations

from typing import TypedDict


class TaxonomyFacts(TypedDict):
    """How many entries are new."""

    entries: int


class PlanFacts(TypedDict):
    name: str
