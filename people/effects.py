"""What an invitation, and a letter about signing in, set going in the rooms above."""

from __future__ import annotations

from collections.abc import Callable

from people.models import Invitation
from wiring.ports import Port

INVITED: Port[Callable[[Invitation, str], object]] = Port(
    "people.invited",
    "Called with the invitation and its code, in the transaction of each invitation that has an address.",
)


def invited(invitation: Invitation, code: str) -> None:
    for write in INVITED.values():
        write(invitation, code)


WRITTEN: Port[Callable[[str, str, str], object]] = Port(
    "people.written",
    "Called with address, title and words of each letter about signing in, in a transaction of its own.",
)


def written(address: str, title: str, words: str) -> None:
    for send in WRITTEN.values():
        send(address, title, words)
