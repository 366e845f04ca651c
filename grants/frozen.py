"""What an agreement freezes for ever. Amounts are satang, days ISO dates."""

from __future__ import annotations

from typing import TypedDict

from documents.frozen import Signatory

# Rises with each change of shape below; a paper keeps the one it was frozen under.
VERSION = 1


class Promised(TypedDict):
    number: int
    amount: int
    due_on: str


class Given(TypedDict):
    """What one funder gives: how much, on which conditions, by which way, when."""

    funder: str
    amount: int
    conditions: str
    channel: str
    instalments: list[Promised]


class AgreedLine(TypedDict):
    """A line of the budget with what all funders together give for it; `endorsed` is None where no committee cut it."""

    no: int
    description: str
    endorsed: int | None
    given: int


class Terms(TypedDict):
    """What the agreement says."""

    number: str
    request_number: str
    title: str
    council: str
    recipient: str
    province: str
    drawn_up_on: str
    total: int
    resolution: str
    offers: list[Given]
    lines: list[AgreedLine]


class AgreementPaper(Terms):
    """The same with the places where the parties sign by hand."""

    parties: list[Signatory]
