"""What an invitation by letter sets going; a higher app that can write letters registers itself at start-up."""

from __future__ import annotations

from collections.abc import Callable

from people.models import Invitation

Write = Callable[[Invitation, str], object]
_writers: list[Write] = []


def register(write: Write) -> None:
    """Call `write(invitation, code)` in the transaction of each invitation that has an address."""
    if write not in _writers:
        _writers.append(write)


def invited(invitation: Invitation, code: str) -> None:
    for write in _writers:
        write(invitation, code)
