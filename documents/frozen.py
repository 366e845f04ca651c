"""What papers of every room freeze alike, typed. Amounts are whole satang, days ISO dates.

Facts are frozen for ever: a paper keeps beside them the `version` of its kind, which rises with each change of shape, so that
whoever reads old facts knows what stands in them. A room's own stand in its `frozen.py`.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Sender(TypedDict):
    """A letter head; `emblem` is the SHA-256 of kept bytes, "" without one."""

    name: str
    address: str
    unit: str
    phone: str
    email: str
    emblem: str
    numerals: str


class Office(TypedDict):
    """Who holds an office, and which; blank while nobody does."""

    name: str
    position: str


class Signatory(Office):
    """A place under a paper; `role` says as what one signs there."""

    role: str


class MoneyLine(TypedDict):
    description: str
    amount: int


class Letter(TypedDict):
    """The opening of a หนังสือภายนอก, and who signs it."""

    number: str
    date: str
    sender: Sender
    subject: str
    to: str
    references: list[str]
    enclosures: list[str]
    signer: Office


class Specimen(TypedDict):
    """A letter that says nothing."""

    number: str
    date: str
    sender: Sender
    subject: str
    to: str
    signer: Office


class SignedPaper(TypedDict):
    """The paper that a signature sheet is about. `facts_sha256` is not in the oldest sheets."""

    kind: str
    title: str
    number: str
    code: str
    code_grouped: str
    address: str
    sha256: str | None
    facts_sha256: NotRequired[str]
    issued_at: str


class Signed(TypedDict):
    """A place on a paper: filled, or still blank. Older sheets do not say who confirmed a signature by hand."""

    label: str
    organisation: str
    name: str
    position: str
    method: str
    sha256: str
    signed_at: str
    recorded_by: str
    confirmed_by: NotRequired[str]
    scan_sha256: str


class SignatureSheet(TypedDict):
    number: str
    date: str
    sender: Sender | dict[str, str]
    paper: SignedPaper
    signatures: list[Signed]
