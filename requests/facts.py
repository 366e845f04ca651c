"""What the events of requests tell. Amounts are whole satang, `basis` names what a move rests on ("resolution:7")."""

from __future__ import annotations

from datetime import date
from typing import TypedDict
from uuid import UUID


class BegunFacts(TypedDict):
    """`on_behalf`: somebody of another organisation did it for the council. `form` is the key of the form it came by."""

    on_behalf: bool
    form: UUID | None


class WrittenFacts(TypedDict):
    """`amount` is what the whole request asks for, with this section as it is now."""

    section: str
    amount: int


class FilledFacts(TypedDict):
    """By a form that was filled in elsewhere: `sections` are those that it says, `amount` is what the request then asks for."""

    sections: list[str]
    amount: int


class DemandFacts(TypedDict):
    """How strongly a rule counts from now on, of everybody or of what is asked of one funder."""

    rule: str
    strength: str
    limit: int | None
    funder: int | None


class AttachedFacts(TypedDict):
    kind: str
    sha256: str


class OpenedFacts(TypedDict):
    """Of a file that everybody may see, or no longer."""

    kind: str
    sha256: str


class TakenAlongFacts(TypedDict):
    """`call` is the one that it is written in from now on."""

    call: int
    due_on: date | None


class WordsChosenFacts(TypedDict):
    """How many pieces that the gate would hide its council has opened, and how many words it withholds besides."""

    shown: int
    withheld: int


class AttachmentRemovedFacts(TypedDict):
    sha256: str


class MovedFacts(TypedDict):
    """Where a request stands after what happened: its state, and which organisation acts next, until when."""

    state: str
    owner: int | None
    due_on: date | None


class SubmittedFacts(MovedFacts):
    """`revision` counts what was sent, `sha256` is of its frozen content, `number` is the receipt number."""

    amount: int
    revision: int
    sha256: str
    on_behalf: bool
    number: str


class AdmittedFacts(MovedFacts):
    """`stage` is the first of the route."""

    stage: int


class ReturnedFacts(MovedFacts):
    """`defects` is how many, in the list that is the request's `round`-th; `basis` is "" when no committee resolved it."""

    basis: str
    round: int
    defects: int


class ResolvedFacts(MovedFacts):
    basis: str


class EndorsedFacts(ResolvedFacts):
    """`asked` is what was asked for, `amount` what is left of it; `stage` is the next of the route, or the last."""

    amount: int
    asked: int
    stage: int | None


class NotEndorsedFacts(ResolvedFacts):
    appeal_days: int


class ReminderFacts(TypedDict):
    """Told to people alone: no event of the log reminds anybody."""

    title: str
    number: str
    due_on: date | None
