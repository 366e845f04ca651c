"""Every event that there is: how it reads, and to whom. What an event does not say of itself, it is not.

Each room registers its own in `sentences.py`; a test finds the one that nobody registered.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from wiring.ports import Port

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, in dotted past tense.

    `sentence` names keys of the event's facts or personal texts; `:baht` writes satang as baht, `:date` a date in the
    Buddhist era. `public`: everybody reads it in the story of its subject, words that somebody typed included. `small`: too
    small to be told in a story.
    """

    name: str
    sentence: Text
    public: bool = False
    small: bool = False


EVENTS: Port[Event] = Port("audit.events", "Read when an event is recorded or told: its sentence, and who reads it.")


def register(room: str, *events: Event) -> None:
    """Say which events a room records. Raises ValueError when another room has one of that name."""
    for event in events:
        EVENTS.provide(event.name, event, by=f"{room}.sentences")


def is_public(name: str) -> bool:
    """Whether everybody may read it; an event that nobody registered is nobody's."""
    event = EVENTS.get(name)
    return event is not None and event.public


def is_small(name: str) -> bool:
    event = EVENTS.get(name)
    return event is not None and event.small
