"""One row a verb: its name is the service, the right, the address and the test; whatever must know of it reads the row.

Each room keeps a `Table` for each kind of its rows in `verbs.py`. Buttons, rights, addresses of one-press verbs, what waits,
the matrices of the tests and `docs/workflow.md` are read from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import BaseForm
from django.urls import reverse
from django.utils.functional import Promise

from audit.errors import Conflict, TransitionNotAllowed
from audit.machine import Stateful, transitions_of
from wiring.ports import Port

Row = TypeVar("Row", bound=models.Model)
Text = str | Promise
# Who acts, as the room of people knows them; this room is below it.
Actor = Any
# The reason that stands against, or "".
Check = Callable[[Actor, Any], str]


class Look(StrEnum):
    """How much a button asks to be pressed; the value is its class in the style sheets."""

    PRIMARY = ""
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"


PRIMARY, SECONDARY, QUIET, DANGER = Look


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row must be like for a verb, beside its state; and how it is refused when it is not."""

    holds: Callable[[Any], bool]
    code: str
    sentence: Text

    @property
    def name(self) -> str:
        return self.holds.__name__

    def refusal(self) -> Conflict:
        return Conflict(self.sentence, code=self.code)

    def require(self, row: Any) -> None:
        """Raise Conflict when the row is not so."""
        if not self.holds(row):
            raise self.refusal()


def condition(code: str, sentence: Text) -> Callable[[Callable[[Any], bool]], Condition]:
    """Make a `Condition` of what says whether it holds; conditions stand in a room's `conditions.py`."""
    return lambda holds: Condition(holds, code, sentence)


@dataclass(frozen=True, slots=True)
class Verb:
    """What a person, or the clock, can do to one row.

    `right`: checks, asked in order under the row's lock. `move`: the machine's move; without it the one that has the
    verb's own name, if there is one. `when`: what else the row must be like, asked in order under the row's lock after
    the right. `offered`: to whom of those who may, and when, a page offers it; nothing is refused by it, for the service
    answers in its own way (who has voted is told so, the same press again is answered with what the first one made).
    `label`: the words on the button; a verb
    without them has no button. `asks`: the form it needs; without one it is done by one press. `on_page`: the form
    stands on another page, such as the row's own. `submit`: the words on the form's button, where they are others.
    `lede`: what it destroys or sets going, said above the form. `done`: what is said once it is done. `to`: where that
    is said. `address`: where the button leads, when that is not the verb's own address.
    `through`: what does it where no page does: another service, a resolution, the clock. `waits`: how it reads in the
    list of what waits for whoever may do it. `tells`: whose right does not allow it reads why, instead of nothing.
    """

    name: str
    right: Sequence[Check] = ()
    move: str = ""
    when: Sequence[Condition] = ()
    offered: Callable[[Actor, Any], bool] | None = None
    label: Text = ""
    look: Look = PRIMARY
    asks: type[BaseForm] | None = None
    on_page: bool = False
    submit: Text = ""
    lede: Text = ""
    done: Text = ""
    to: Callable[[Any], Any] | None = None
    address: Callable[[Any], str] | None = None
    through: str = ""
    waits: Text = ""
    tells: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """A verb as its reader meets it: something to press, or the reason why not."""

    verb: Verb
    url: str
    reason: str = ""

    @property
    def is_press(self) -> bool:
        return self.verb.asks is None and self.verb.address is None


class Table(Generic[Row]):
    """The verbs of one kind of row in one room, in the order in which a page offers them."""

    def __init__(
        self,
        room: str,
        model: type[Row],
        *verbs: Verb,
        at: str = "",
        arguments: Callable[[Any], Sequence[Any]] = lambda row: [row.pk],
    ) -> None:
        self.room, self.model, self.at, self.arguments = room, model, at, arguments
        self.verbs = {verb.name: verb for verb in verbs}
        if len(self.verbs) != len(verbs):
            raise ValueError(f"A verb of {self.key} stands there twice.")
        TABLES.provide(self.key, self, by=f"{room}.verbs")

    @property
    def key(self) -> str:
        return f"{self.room}.{self.model._meta.model_name}"

    def __getitem__(self, name: str) -> Verb:
        return self.verbs[name]

    def __iter__(self) -> Iterator[Verb]:
        return iter(self.verbs.values())

    def reason_against(self, name: str, actor: Actor, row: Any) -> str:
        """The first reason against the actor's doing it to this row, or ""; how the row stands is another matter.

        Before all others: that the actor's own seat is inert.
        """
        if inert := actor.why_inert:
            return str(inert)
        return next((reason for check in self[name].right if (reason := check(actor, row))), "")

    def require(self, name: str, actor: Actor, row: Any) -> None:
        """Raise PermissionDenied when this actor may not, else Conflict when the row is not such that it can be done now.

        In this order: who may not is not told how the row stands.
        """
        self.require_right(name, actor, row)
        self.require_fit(name, row)

    def require_right(self, name: str, actor: Actor, row: Any) -> None:
        """Raise PermissionDenied with the reason, if one stands against it."""
        if reason := self.reason_against(name, actor, row):
            raise PermissionDenied(reason)

    def require_fit(self, name: str, row: Any) -> None:
        """Raise Conflict when the row is not such that the verb can be done now, rights apart."""
        verb = self[name]
        for each in verb.when:  # before the machine: they say more than the name of a state
            each.require(row)
        move = self.move_of(verb)
        if move and not row.can(move):
            raise TransitionNotAllowed(row, move)

    def move_of(self, verb: Verb) -> str:
        """The machine's move that the verb makes; "" for one that leaves the state as it is."""
        return verb.move or (verb.name if verb.name in _moves_of(self.model) else "")

    def starts_from(self, name: str) -> list[str]:
        """The states that the verb's move starts from."""
        move = self.move_of(self[name])
        return [one.source for one in transitions_of(self.model) if one.name == move]

    def fits(self, verb: Verb, row: Any) -> bool:
        """Whether the row is such that the verb can be done now, rights apart."""
        move = self.move_of(verb)
        return (not move or row.can(move)) and all(each.holds(row) for each in verb.when)

    def may(self, name: str, actor: Actor, row: Any) -> bool:
        """Whether the verb can be done now, by this actor, and is offered to them."""
        verb = self[name]
        return self._shows(verb, actor, row) and not self.reason_against(name, actor, row)

    def _shows(self, verb: Verb, actor: Actor, row: Any) -> bool:
        return self.fits(verb, row) and (verb.offered is None or verb.offered(actor, row))

    def url_of(self, verb: Verb, row: Any) -> str:
        return verb.address(row) if verb.address else reverse(f"{self.room}:{verb.name}", args=self.arguments(row))

    def buttons(self, actor: Actor, row: Any, *only: str) -> list[Button]:
        """What a page of this row offers its reader, and what it says of the rest; `only` picks those of other pages."""
        wanted = [verb for verb in self if (verb.name in only if only else not verb.on_page)]
        shown = [verb for verb in wanted if verb.label and self._shows(verb, actor, row)]
        found = [Button(verb, self.url_of(verb, row), self.reason_against(verb.name, actor, row)) for verb in shown]
        return [button for button in found if not button.reason or button.verb.tells]


@cache
def _moves_of(model: type[models.Model]) -> frozenset[str]:
    return frozenset(move.name for move in transitions_of(model)) if issubclass(model, Stateful) else frozenset()


TABLES: Port[Table[Any]] = Port(
    "audit.verbs", "Read by pages, tests and drawings: every verb, by the kind of row that it is done to."
)


def tables_of(row: models.Model) -> list[Table[Any]]:
    """Every room's verbs on this kind of row, the row's own room first."""
    return [table for table in TABLES.values() if table.model is type(row)]


def label_at(address: str) -> Text:
    """The words on the button of the verb that is done at an address of this name ("room:verb"), or ""."""
    room, _, name = address.partition(":")
    found = (table[name] for table in TABLES.values() if table.room == room and name in table.verbs)
    return next((verb.label for verb in found), "")


def buttons(actor: Actor, row: models.Model, *only: str) -> list[Button]:
    """What all rooms together offer the actor on this row."""
    return [button for table in tables_of(row) for button in table.buttons(actor, row, *only)]
