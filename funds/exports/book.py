"""One fund's book, read in the order of its dates. Month-end balances come from the day sums, not from the postings:
the two tell of each other when they differ."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from funds.models import Fund
from ledger.models import Account, DayNet, Entry, Posting


@dataclass(frozen=True)
class MonthEnd:
    """What an account holds after the last entry of a month, in satang."""

    day: datetime.date
    account: Account
    balance: int


class Book:
    """A fund's accounts, its entries with their postings, and its month ends."""

    def __init__(self, fund: Fund) -> None:
        self.fund = fund
        self.accounts = list(Account.objects.filter(book=fund.code).order_by("code"))
        self._by_id = {account.pk: account for account in self.accounts}

    def entries(self) -> Iterator[tuple[Entry, list[Posting]]]:
        postings = Posting.objects.filter(entry__book=self.fund.code).select_related("entry", "account")
        # `groupby` needs the postings of an entry side by side; the day comes first, as in any journal.
        ordered = postings.order_by("entry__date", "entry__recorded_at", "entry_id", "idx")
        for _entry_id, group in groupby(ordered.iterator(chunk_size=5000), key=lambda posting: posting.entry_id):
            lines = list(group)
            yield lines[0].entry, lines

    def month_ends(self) -> list[MonthEnd]:
        """Every account at every month end from the first entry's month to the last one's."""
        nets = self._nets_by_month()
        balances = dict.fromkeys(self._by_id, 0)
        ends: list[MonthEnd] = []
        for day in _month_ends(nets):
            for account_id, net in nets.get(day, {}).items():
                balances[account_id] += net
            ends += [MonthEnd(day, account, balances[account.pk]) for account in self.accounts]
        return ends

    def _nets_by_month(self) -> dict[datetime.date, dict[int, int]]:
        nets: dict[datetime.date, dict[int, int]] = {}
        for account_id, date, net in DayNet.objects.filter(account__in=self._by_id).values_list(
            "account_id", "date", "net"
        ):
            month = nets.setdefault(end_of_month(date), {})
            month[account_id] = month.get(account_id, 0) + net
        return nets


def end_of_month(day: datetime.date) -> datetime.date:
    return (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)


def _month_ends(nets: dict[datetime.date, dict[int, int]]) -> Iterator[datetime.date]:
    day, last = (min(nets), max(nets)) if nets else (datetime.date.max, datetime.date.min)
    while day <= last:
        yield day
        day = end_of_month(day + datetime.timedelta(days=1))


def one_line(text: str) -> str:
    return " ".join(text.split())
