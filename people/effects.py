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


WRITTEN: Port[Callable[[str, str, str], object]] = Port(
    "people.written",
    "Called with address, title and words of each letter about signing in, in a transaction of its own.",
)


def written(address: str, title: str, words: str) -> None:
    for send in WRITTEN.values():
        send(address, title, words)


TOLD: Port[Callable[[list[Person], str, Ref, str, Facts], object]] = Port(
    "people.told",
    "Called with persons, an event, what it is about, its page and its facts, in the transaction of what they are told.",
)


def told(persons: Iterable[Person], event: str, about: Ref, page: str, facts: Facts) -> None:
    """Tell persons by every channel that they have."""
    listed = list(persons)
    for tell in TOLD.values():
        tell(listed, event, about, page, facts)
