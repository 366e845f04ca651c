"""Reads the ledger: what a fund holds by source, its statement, its commitments, its trial balance. Satang throughout."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from funds.models import Account, Balance, DayNet, Entry, Fund, Hold, HoldResolution, MoneySource, Posting


@dataclass(frozen=True)
class SourcePosition:
    """One source now: what the bank holds, what of it is set aside, what is left to promise."""

    source: MoneySource
    balance: int
    committed: int

    @property
    def available(self) -> int:
        return self.balance - self.committed


@dataclass(frozen=True)
class Position:
    """A fund now, by source and in sum."""

    sources: list[SourcePosition]

    @property
    def balance(self) -> int:
        return sum(source.balance for source in self.sources)

    @property
    def committed(self) -> int:
        return sum(source.committed for source in self.sources)

    @property
    def available(self) -> int:
        return self.balance - self.committed


def position(fund: Fund) -> Position:
    """Two queries, whatever the history."""
    sources = list(fund.sources.select_related("fund"))
    balances = {
        balance.account.code: balance
        for balance in Balance.objects.filter(
            account__code__in=[source.bank_code for source in sources]
        ).select_related("account")
    }
    return Position([_position_of(source, balances[source.bank_code]) for source in sources])


def _position_of(source: MoneySource, balance: Balance) -> SourcePosition:
    return SourcePosition(source=source, balance=balance.balance, committed=balance.held)


def statement(source: MoneySource, *, before: int | None = None, limit: int = 20) -> list[Posting]:
    """The newest postings of a source's bank account, newest first; `before` is the `aseq` of the last one seen."""
    account = Account.objects.get(code=source.bank_code)
    postings = Posting.objects.filter(account=account).select_related("entry")
    if before is not None:
        postings = postings.filter(aseq__lt=before)
    return list(postings.order_by("-aseq")[:limit])


def open_holds(accounts: Iterable[str] | None = None, *, basis: str | None = None) -> QuerySet[Hold]:
    """Commitments with something left, each with `left` satang."""
    last = HoldResolution.objects.filter(hold=OuterRef("pk")).order_by("-n").values("remaining")[:1]
    holds = Hold.objects.annotate(left=Coalesce(Subquery(last), F("amount"))).filter(left__gt=0)
    if accounts is not None:
        holds = holds.filter(account__code__in=list(accounts))
    return holds.filter(basis=basis) if basis is not None else holds


def holds_of(fund: Fund) -> list[Hold]:
    """What is set aside in the fund, the oldest first, each with `left` satang and its account."""
    accounts = [source.bank_code for source in fund.sources.select_related("fund")]
    return list(open_holds(accounts).select_related("account").order_by("recorded_at"))


def entries_of(basis: str) -> QuerySet[Entry]:
    """What moved because of `basis`, oldest first."""
    return Entry.objects.filter(basis=basis).order_by("recorded_at")


def trial_balance(fund: Fund) -> list[Balance]:
    """Every account of the fund's book with its balance; they sum to zero."""
    return list(Balance.objects.filter(account__book=fund.code).select_related("account").order_by("account__code"))


def balance_on(account: Account, day: datetime.date) -> int:
    """What the account held at the end of `day`, by the dates of its entries."""
    total = DayNet.objects.filter(account=account, date__lte=day).aggregate(total=Sum("net"))["total"]
    return int(total or 0)
