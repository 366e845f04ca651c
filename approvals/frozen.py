"""What a committee freezes for ever: its notices, minutes, extracts and letters. Amounts are satang, days ISO dates."""

from __future__ import annotations

from typing import TypedDict

from documents.frozen import Letter, Office, Sender
from requests.frozen import Appeal, Defect, Matter, Told

# Rises with each change of shape below; a paper keeps the one it was frozen under.
VERSION = 1


class Listed(TypedDict):
    """A line of an agenda: what it is, and who asks."""

    no: str
    title: str
    asker: str


class Recall(TypedDict):
    """The meeting that came to nothing, and the share that is enough this time; "" where the rules give none."""

    of: str
    days: int
    share: str


class Called(TypedDict):
    """What a notice says of the meeting."""

    committee: str
    meets_on: str
    at: str
    mode: str
    place: str
    urgent_reason: str
    to_adopt: list[str]
    matters: list[Listed]
    recall: Recall | None
    members: list[Office]


class MeetingNotice(Letter, Called):
    """The letter that calls a committee."""


# Written as a call where a key is a word of Python.
Votes = TypedDict("Votes", {"for": int, "against": int, "abstained": int, "unopposed": bool, "casting": str})
Lost = TypedDict("Lost", {"outcome": str, "for": int, "against": int, "abstained": int})
Stay = TypedDict("Stay", {"kind": str, "was_there": bool, "stayed": bool, "for": int | None, "others": int | None})


class Quorum(TypedDict):
    members: int
    present: int
    needed: int


class Recused(Office, Stay):
    """Who declared an interest; `stayed` when the others let them stay, by so many votes."""


class Dissenting(Office):
    """A member's differing view."""

    text: str


class Reasons(TypedDict):
    """Of an administrative order (Administrative Procedure Act s.37)."""

    facts: str
    criterion: str
    consideration: str


class DecidedLine(TypedDict):
    """A line of the budget that the committee changed, or gave money to."""

    no: int
    description: str
    asked: int
    amount: int


class DecidedMoney(TypedDict, total=False):
    """Endorsed and granted; nothing where the matter is no request."""

    endorsed: int | None
    lines: list[DecidedLine]
    granted: int | None
    source: str
    grant_lines: list[DecidedLine]


class Ruling(DecidedMoney):
    """What was decided, by how many, for what reasons."""

    outcome: str
    conditions: str
    votes: Votes
    quorum: Quorum
    recused: list[Recused]
    dissents: list[Dissenting]
    reasons: Reasons
    defects: list[Defect]


class Decided(Matter, Ruling):
    """What the extract, the letter and the minutes all say of a resolution."""


class Heading(TypedDict):
    """Which meeting, which item, who certifies."""

    committee: str
    number: str
    meeting: str
    date: str
    place: str
    mode: str
    item_no: str
    item_title: str
    presided: Office
    certifier: Office
    issued_on: str


class Settled(Heading, Decided):
    """A resolution with where and when, as extract and minutes have it."""


class Extract(Settled):
    """The extract of a resolution that the secretary certifies."""

    sender: Sender


class DecisionLetter(Told, Ruling):
    """The letter that tells who asked."""

    resolution: str
    meeting: str
    met_on: str
    appeal: Appeal | None
    state: str


class Present(Office):
    """`online` says how one who was not in the room was recognised."""

    note: str
    online: str


class Absent(Office):
    reason: str


class Considered(TypedDict):
    """A matter of the minutes; `resolution` as its extract has it, without the letter head."""

    no: str
    title: str
    discussion: str
    lost: list[Lost]
    resolution: Settled | None


class Roll(TypedDict):
    present: list[Present]
    absent: list[Absent]


class MinutesPaper(Roll):
    """รายงานการประชุม, in the order of its agendas."""

    sender: Sender
    committee: str
    number: str
    date: str
    place: str
    mode: str
    round: int
    corrections: str
    adopted_in: str
    attending: list[str]
    presided: Office
    quorum: Quorum
    began: str
    ended: str
    from_chair: str
    last_minutes: str
    arising: str
    other: str
    matters: list[Considered]
    writer: Office
    checker: Office
