"""What an invitation sets going in the rooms above."""

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
