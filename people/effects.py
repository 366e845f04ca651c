"""What this room's verbs set going in the rooms above: a code is mailed, a letter about signing in, people are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from audit.facts import Facts
from people.models import Invitation, Person
from wiring.ports import Port
from wiring.refs import Ref

INVITED: Port[Callable[[Invitation, str], object]] = Port(
    "people.invited",
    "Called with the invitation and its code, in the transaction of each invitation that has an address.",
)


def invited(invitation: Invitation, code: str) -> None:
    for write in INVITED.values():
        write(invitation, code)


# Title and words of a letter, in the language that is set when it is asked.
Says = Callable[[], tuple[str, str]]
WRITTEN: Port[Callable[[str, Says], object]] = Port(
    "people.written",
    "Called with the address and what says each letter about signing in, in a transaction of its own.",
)


def written(address: str, says: Says) -> None:
    for send in WRITTEN.values():
        send(address, says)


TOLD: Port[Callable[[list[Person], str, Ref, str, Facts], object]] = Port(
    "people.told",
    "Called with persons, an event, what it is about, its page and its facts, in the transaction of what they are told.",
)


def told(persons: Iterable[Person], event: str, about: Ref, page: str, facts: Facts) -> None:
    """Tell persons by every channel that they have."""
    listed = list(persons)
    for tell in TOLD.values():
        tell(listed, event, about, page, facts)
