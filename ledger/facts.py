"""What events tell of the ledger. Amounts are whole satang; debits are positive.

`ToldEntry`, `ToldHold` and `ToldRelease` are what the ledger's own functions tell (`ledger/sql/ledger.sql`), each with its row
and in one call. They are JSON from the start, so that keys and days are text in them.
"""

from __future__ import annotations

from datetime import date
from typing import TypedDict


class OpenedAccount(TypedDict):
    """`floor` is the least that has to stay; None where an account may fall as far as it likes."""

    code: str
    book: str
    kind: str
    floor: int | None


class ToldPosting(TypedDict):
    """`aseq` counts the postings of its account, `balance` is the account's after it."""

    account: str
    amount: int
    aseq: int
    balance: int


class ToldEntry(TypedDict):
    """`n` is how many postings there are; `consumed` how much of `hold` it used up; `reverses` the entry that it mirrors."""

    id: str
    n: int
    book: str
    date: str
    kind: str
    basis: str
    reference: str
    reverses: str | None
    hold: str | None
    consumed: int
    postings: list[ToldPosting]


class ToldHold(TypedDict):
    id: str
    book: str
    account: str
    amount: int
    date: str
    basis: str
    reference: str


class ToldRelease(TypedDict):
    """`n` counts what was taken of `hold`; `remaining` is what is left of it."""

    id: str
    hold: str
    n: int
    amount: int
    remaining: int
    date: str
    basis: str
    reference: str


class PostedFacts(TypedDict):
    """Money moved: `amount` in all."""

    amount: int
    entry: ToldEntry


class HeldFacts(TypedDict):
    amount: int
    hold: ToldHold


class ReleasedFacts(TypedDict):
    amount: int
    release: ToldRelease


class ClosedPeriod(TypedDict):
    book: str
    n: int
    ends_on: date


class PeriodClosedFacts(TypedDict):
    period: ClosedPeriod
