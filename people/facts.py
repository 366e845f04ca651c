"""What the events of people and seats tell. `seat`, `successor` are keys of seats: the log names nobody."""

from __future__ import annotations

from typing import TypedDict


class OrganisationFacts(TypedDict):
    kind: str
    name: str


class SeatFacts(TypedDict):
    seat: int


class SeatOpenedFacts(SeatFacts):
    role: str


class InvitedFacts(SeatFacts):
    """`by_mail`: the code went to an address; else it was printed on a slip."""

    by_mail: bool


class HandedOverFacts(SeatFacts):
    successor: int


class ContactErasedFacts(TypedDict):
    """`person` is a key: whose telephone and e-mail address are no longer kept."""

    person: int
