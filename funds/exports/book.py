"""One fund's book as of one moment, read in the order of its dates. Month-end balances come from the day sums, not from the
postings: the two tell of each other when they differ.

How far each account reaches and what it held at its month ends are read in one snapshot; the postings are read after it, a
day at a time along their index, and none that came later. So the book goes on meanwhile, no transaction is held open, and
what is in memory is a day of one fund.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from funds.models import Fund
from jobs.registry import Step
from ledger.models import Account, Balance, DayNet, Posting
from thai.direction import straight

PAGE = 2000
_OF_ENTRY = ("entry__date", "entry__kind", "entry__reference", "entry__basis")
Row = tuple[str, datetime.date, str, str, str, int, int, int, int, int]


@dataclass(frozen=True)
class MonthEnd:
    """What an account holds after the last entry of a month, in satang."""

    day: datetime.date
    account: Account
    balance: int


class Head(NamedTuple):
    """What an entry is, apart from its postings. Of a million, rows of the database's models would take most of the time."""

    id: str
    date: datetime.date
    kind: str
    reference: str
    basis: str


class Side(NamedTuple):
    """One posting of an entry; `idx` counts from zero."""

    account: Account
    idx: int
    amount: int
    aseq: int
    balance_after: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a book reaches: it only ever grows, so that as many postings in as many accounts are the same ones."""

    postings: int
    accounts: int

    @classmethod
    def of(cls, reaches: dict[int, int]) -> Reach:
        return cls(sum(reaches.values()), len(reaches))


class Book:
    """A fund's accounts, its entries with their postings, and its month ends.

    `step` is told after each page how many postings were read; what it raises ends the reading.
    """

    def __init__(self, fund: Fund, *, step: Step = lambda done, total: None) -> None:
        self.fund, self._step = fund, step
        with _one_snapshot():
            self.accounts = list(Account.objects.filter(book=fund.code).order_by("code"))
            self._by_id = {account.pk: account for account in self.accounts}
            self._reaches = reaches_of(fund)
            self._days, self._nets = self._read_nets()
        self.reach = Reach.of(self._reaches)

    def entries(self) -> Iterator[tuple[Head, list[Side]]]:
        # `groupby` needs the postings of an entry side by side; the day comes first, as in any journal.
        for head, rows in groupby(self._rows(), key=lambda row: row[:5]):
            yield Head(*head), [Side(self._by_id[row[5]], *row[6:]) for row in rows]

    def _rows(self) -> Iterator[Row]:
        done = 0
        for day in self._days:
            for row in self._rows_on(day):
                # An entry is there whole or not at all, in every account at once: so it is left out whole.
                if row[8] <= self._reaches.get(row[5], 0):
                    yield row
                    done += 1
                    if done % PAGE == 0:
                        self._step(done, self.reach.postings)
        self._step(self.reach.postings, self.reach.postings)

    def _rows_on(self, day: datetime.date) -> Iterator[Row]:
        postings = Posting.objects.filter(entry__book=self.fund.code, entry__date=day)
        rows = postings.order_by("entry__recorded_at", "entry_id", "idx").values_list(
            Cast("entry_id", TextField()), *_OF_ENTRY, "account_id", "idx", "amount", "aseq", "balance_after"
        )
        return rows.iterator(chunk_size=PAGE)

    def month_ends(self) -> list[MonthEnd]:
        """Every account at every month end from the first entry's month to the last one's."""
        balances = dict.fromkeys(self._by_id, 0)
        ends: list[MonthEnd] = []
        for day in _month_ends(self._nets):
            for account_id, net in self._nets.get(day, {}).items():
                balances[account_id] += net
            ends += [MonthEnd(day, account, balances[account.pk]) for account in self.accounts]
        return ends

    def _read_nets(self) -> tuple[list[datetime.date], dict[datetime.date, dict[int, int]]]:
        """The days on which anything moved, in order, and what each account moved in each month."""
        days: set[datetime.date] = set()
        nets: dict[datetime.date, dict[int, int]] = {}
        moved = DayNet.objects.filter(account__in=self._by_id).values_list("account_id", "date", "net")
        for account_id, date, net in moved.iterator(chunk_size=PAGE):
            days.add(date)
            month = nets.setdefault(end_of_month(date), {})
            month[account_id] = month.get(account_id, 0) + net
        return sorted(days), nets


def reaches_of(fund: Fund) -> dict[int, int]:
    """The number of the last posting of each account of the fund, now; 0 where nothing was posted."""
    return dict(Balance.objects.filter(account__book=fund.code).values_list("account_id", "aseq"))


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """All that is read within is as of one moment. Inside another transaction it is as that one sees it."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def end_of_month(day: datetime.date) -> datetime.date:
    return (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)


def _month_ends(nets: dict[datetime.date, dict[int, int]]) -> Iterator[datetime.date]:
    day, last = (min(nets), max(nets)) if nets else (datetime.date.max, datetime.date.min)
    while day <= last:
        yield day
        day = end_of_month(day + datetime.timedelta(days=1))


def one_line(text: str) -> str:
    return " ".join(straight(text).split())
