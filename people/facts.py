"""What the events of people and seats tell. `seat`, `successor`, `person` are keys: the log names nobody."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID


class OrganisationFacts(TypedDict):
    kind: str
    name: str


class SeatFacts(TypedDict):
    seat: int


class SeatOpenedFacts(SeatFacts):
    """`form` is the key of the form that it was asked by: what comes a second time opens no second seat."""

    role: str
    form: UUID | None


class InvitedFacts(SeatFacts):
    """`by_mail`: the code went to an address; else it was printed on a slip."""

    by_mail: bool


class HandedOverFacts(SeatFacts):
    successor: int


class ContactErasedFacts(TypedDict):
    """`person` is a key: whose telephone and e-mail address are no longer kept."""

    person: int


class PersonFacts(TypedDict):
    person: int


class LinkedFacts(PersonFacts):
    """`provider` is the short name of who vouches, such as "thaid"; never a number of a card."""

    provider: str


class ResignedFacts(SeatFacts):
    ends_on: date


class ConfirmedFacts(SeatFacts):
    """`person` holds the seat."""

    person: int


class SightedFacts(SeatFacts):
    """One official saw `card` of `person`."""

    person: int
    card: str


class RecognisedFacts(SeatFacts):
    person: int
    how: str


class StandInFacts(SeatFacts):
    person: int
    fiscal_year: int


class UnseatingFacts(SeatFacts):
    ends_on: date


class RecoveryFacts(TypedDict):
    """`recovery` is the key of what a person asked."""

    recovery: int
    person: int


class RecoveryReadyFacts(RecoveryFacts):
    ready_at: datetime


class CameBackFacts(RecoveryFacts):
    """`shut` are the seats that stay shut until somebody of their organisations opens them."""

    shut: list[int]
