"""Reads the ledger: balances, statements, trial balances, balances by date, what is set aside. Satang throughout.

What is asked for a page is one query that makes no objects of rows it only adds up; each runs along an index, however long
the history.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ledger.models import Entry, Hold, HoldResolution


class Standing(NamedTuple):
    """What an account holds now, how much of it is set aside, and how many postings it has."""

    code: str
    kind: str
    balance: int
    held: int
    aseq: int

    @property
    def available(self) -> int:
        return self.balance - self.held


@dataclass
class Line:
    """One posting of a statement with what its entry says of it."""

    aseq: int
    amount: int
    balance_after: int
    entry_id: UUID
    date: datetime.date
    kind: str
    basis: str
    reference: str

    @property
    def is_reversal(self) -> bool:
        return self.kind == "reversal"


def balances(codes: Iterable[str]) -> dict[str, Standing]:
    """The accounts of these codes as they stand now."""
    return {row.code: row for row in map(Standing._make, _rows(f"{_STANDING} WHERE a.code = ANY(%s)", [list(codes)]))}


def balance(code: str) -> Standing:
    """Raises LookupError where there is no such account."""
    return balances([code])[code]


def trial_balance(book: str) -> list[Standing]:
    """Every account of a book in the order of codes; their balances sum to zero."""
    return list(map(Standing._make, _rows(f"{_STANDING} WHERE a.book = %s ORDER BY a.code", [book])))


def statement(account: str, *, before: int | None = None, limit: int = 20) -> list[Line]:
    """The newest postings of an account, newest first; `before` is the `aseq` of the last one seen."""
    return [Line(*row) for row in _rows(_STATEMENT, [account, before or _NONE_SEEN, limit])]


def balance_on(account: str, day: datetime.date) -> int:
    """What the account held at the end of `day`, by the dates of its entries."""
    ((total,),) = _rows(_ON, [account, day])
    return int(total)


@dataclass(frozen=True, slots=True)
class Month:
    """What came into a book and went out of it in one month, and what was there at its end. Satang; reversals taken off."""

    first: datetime.date
    received: int
    paid: int
    balance: int


def months(book: str, since: datetime.date) -> list[Month]:
    """The months from `since` in which something moved, the newest first."""
    return [Month(*row) for row in _rows(_MONTHS, {"book": book, "since": since})]


def days(book: str, first: datetime.date, last: datetime.date) -> list[tuple[datetime.date, int]]:
    """What a book held at the end of `first`, of each later day on which something moved, and of `last`."""
    found = _rows(_DAYS, {"book": book, "first": first, "last": last})
    moved = [(day, int(balance)) for day, balance in found]
    return moved if moved[-1][0] == last else [*moved, (last, moved[-1][1])]


def entries_of(basis: str) -> list[Entry]:
    """What was moved because of `basis`, in the order in which it was."""
    return list(Entry.objects.filter(basis=basis).order_by("recorded_at", "pk"))


def open_holds(accounts: Iterable[str] | None = None, *, basis: str | None = None) -> QuerySet[Hold]:
    """Holds with something left, each with `left` satang."""
    resolutions = HoldResolution.objects.filter(hold=OuterRef("pk"))
    last = resolutions.order_by("-n").values("remaining")[:1]
    # What nothing remains of is found by an index of its own; `left` is worked out for the rows that are shown.
    holds = Hold.objects.exclude(Exists(resolutions.filter(remaining=0)))
    holds = holds.annotate(left=Coalesce(Subquery(last), F("amount")))
    if accounts is not None:
        holds = holds.filter(account__code__in=list(accounts))
    return holds.filter(basis=basis) if basis is not None else holds


def _rows(query: str, arguments: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


# Before this, every posting there can be.
_NONE_SEEN = 2**62
_STANDING = """
SELECT a.code, a.kind, b.balance, b.held, b.aseq FROM ledger.account a JOIN ledger.balance b ON b.account_id = a.id
"""
_STATEMENT = """
SELECT p.aseq, p.amount, p.balance_after, e.id, e.date, e.kind, e.basis, e.reference
FROM ledger.posting p JOIN ledger.entry e ON e.id = p.entry_id
WHERE p.account_id = (SELECT a.id FROM ledger.account a WHERE a.code = %s) AND p.aseq < %s
ORDER BY p.aseq DESC LIMIT %s
"""
_ON = """
SELECT coalesce(sum(d.net), 0)::bigint FROM ledger.day_net d
WHERE d.account_id = (SELECT a.id FROM ledger.account a WHERE a.code = %s) AND d.date <= %s
"""
# Debits are positive: income stands as a negative sum. Of the time before, only the sum of what was there is read.
_MONTHS = """
WITH moved AS (
  SELECT CASE WHEN d.date >= %(since)s THEN date_trunc('month', d.date::timestamp)::date END AS first,
         -coalesce(sum(d.net) FILTER (WHERE a.kind = 'income'), 0)::bigint AS received,
         coalesce(sum(d.net) FILTER (WHERE a.kind = 'expense'), 0)::bigint AS paid,
         coalesce(sum(d.net) FILTER (WHERE a.kind = 'asset'), 0)::bigint AS net
  FROM ledger.day_net d JOIN ledger.account a ON a.id = d.account_id
  WHERE a.book = %(book)s GROUP BY 1
), summed AS (
  SELECT first, received, paid, sum(net) OVER (ORDER BY first NULLS FIRST)::bigint AS balance FROM moved
)
SELECT first, received, paid, balance FROM summed WHERE first IS NOT NULL ORDER BY first DESC
"""
# What was there before stands on the first day; days after it that moved nothing are left out.
_DAYS = """
WITH moved AS (
  SELECT greatest(d.date, %(first)s) AS day, sum(d.net) AS net
  FROM ledger.day_net d JOIN ledger.account a ON a.id = d.account_id
  WHERE a.book = %(book)s AND a.kind = 'asset' AND d.date <= %(last)s GROUP BY 1
), with_first AS (SELECT day, net FROM moved UNION ALL SELECT %(first)s::date, 0)
SELECT day, sum(sum(net)) OVER (ORDER BY day)::bigint FROM with_first GROUP BY day ORDER BY day
"""
