"""Every event that there is: how it reads, what it tells, and to whom. What an event does not say of itself, it is not.

Each room registers its own in `sentences.py`, with the shapes of its `facts.py`. `record` refuses the one that nobody
registered and facts that do not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import Promise

from audit import shapes
from audit.facts import Facts
from wiring.ports import Port

Text = str | Promise


class UnknownEvent(LookupError):
    """An event that no room registered: a programmer's error, which nobody's action outlives."""


class Variant(NamedTuple):
    """Another sentence of an event, for facts of which it `holds`; older facts may lack a key."""

    holds: Callable[[Mapping[str, object]], bool]
    sentence: Text


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, in dotted past tense.

    `facts` is the TypedDict of what it tells; `version` rises with each change of that shape, and `texts` names what it
    may say in personal texts beside them. `sentence` names keys of these; `:baht` writes satang as baht, `:date` a date in
    the Buddhist era. `public`: everybody reads it in the story of its subject, words that somebody typed included.
    `small`: too small to be told in a story. `by_database`: the function of the database that makes the row tells it, and
    nobody else may. `variants`: how it reads instead where its facts are such, the first that
    holds; figures that say nothing, such as the votes where nobody voted, are not told.
    """

    name: str
    sentence: Text
    facts: type = field(kw_only=True)
    version: int = field(default=1, kw_only=True)
    texts: tuple[str, ...] = field(default=(), kw_only=True)
    public: bool = False
    small: bool = False
    by_database: bool = False
    variants: tuple[Variant, ...] = field(default=(), kw_only=True)

    @property
    def sentences(self) -> tuple[Text, ...]:
        """Every way in which it may read."""
        return self.sentence, *(one.sentence for one in self.variants)

    def read(self, facts: Mapping[str, object]) -> Text:
        """The sentence of these facts, not filled in yet."""
        return next((one.sentence for one in self.variants if one.holds(facts)), self.sentence)

    def __post_init__(self) -> None:
        """Raises UnsupportedShape for facts of which no check can be made: when the house starts, not at the first event."""
        shapes.check_of(self.facts)


EVENTS: Port[Event] = Port(
    "audit.events", "Read when an event is recorded or told: what it tells, its sentence, and who reads it."
)
SUBJECTS: Port[str] = Port(
    "audit.subjects",
    "Read when the guards are installed: words of what events are about, with a colon where a key follows.",
)


def register(room: str, *events: Event, about: Collection[str] = ()) -> None:
    """Say which events a room records, and the words of its rows that any may be `about`: "row:", or "thing" where there is but one.

    Raises ValueError when another room has an event or a word of that name.
    """
    for event in events:
        EVENTS.provide(event.name, event, by=f"{room}.sentences")
    for word in about:
        SUBJECTS.provide(word, room, by=f"{room}.sentences")


def fitting(name: str, facts: Facts, texts: Collection[str]) -> Event:
    """The event of that name, if that is what it tells. Raises UnknownEvent, or UnfitFacts for other facts or texts."""
    event = naming(name, texts)
    if event.by_database:
        raise shapes.UnfitFacts(f"{name}: only the function of the database that makes its row tells it.")
    if wrong := shapes.check_of(event.facts)(facts):
        raise shapes.UnfitFacts(f"{name}: facts{wrong}.")
    return event


def naming(name: str, texts: Collection[str]) -> Event:
    """The event of that name, if these are texts of it. Raises UnknownEvent, or UnfitFacts for other texts."""
    event = EVENTS.get(name)
    if event is None:
        raise UnknownEvent(f"No room registers an event {name!r}: it wants a row in sentences.py of its room.")
    if strangers := [text for text in texts if text not in event.texts]:
        raise shapes.UnfitFacts(f"{name}: texts {', '.join(strangers)} are not among those it names.")
    return event


def is_public(name: str) -> bool:
    """Whether everybody may read it; an event that nobody registered is nobody's."""
    event = EVENTS.get(name)
    return event is not None and event.public


def is_small(name: str) -> bool:
    event = EVENTS.get(name)
    return event is not None and event.small
