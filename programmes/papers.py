"""The kinds of papers that a call may want: the room that takes them in says which there are."""

from __future__ import annotations

from django.utils.functional import Promise

from wiring.ports import Port

PAPERS: Port[str | Promise] = Port(
    "programmes.papers", "Read where a call is set up: each kind of paper that can be wanted, by its word."
)


def choices() -> list[tuple[str, str | Promise]]:
    return list(PAPERS.items())
