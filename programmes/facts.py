"""What the events of calls, routes and norms tell."""

from __future__ import annotations

from datetime import date
from typing import TypedDict


class RouteFacts(TypedDict):
    """`stages` are the kinds of committees in the order in which they decide."""

    version: int
    stages: list[str]


class CallFacts(TypedDict):
    """`fiscal_year` is of the Buddhist era."""

    title: str
    fiscal_year: int


class CallChangedFacts(TypedDict):
    """`changed` are the names of what is other now."""

    title: str
    closes_on: date
    changed: list[str]


class NormFacts(TypedDict):
    """`cap` is satang, None while the figure is not known yet."""

    code: str
    cap: int | None
    valid_from: date | None


class NormsFacts(TypedDict):
    """How many entries are new."""

    entries: int
