"""Reads what a fund holds by source, its statement, its commitments. Satang throughout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from funds.models import Fund, MoneySource
from ledger import reports as ledger
from ledger.models import Account, Hold
from ledger.reports import Line
from people.paging import Slice, sliced
from wiring.written import Written


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
    """Two queries, whatever the history: the sources, and what their accounts hold."""
    sources = fund.known_sources
    banks = ledger.balances(source.bank_code for source in sources)
    found = [(source, banks[source.bank_code]) for source in sources]
    return Position([SourcePosition(source, bank.balance, bank.held) for source, bank in found])


def statement(source: MoneySource, *, before: int | None = None, limit: int = 20) -> list[Line]:
    """The newest postings of a source's bank account, newest first; `before` is the `aseq` of the last one seen."""
    return ledger.statement(source.bank_code, before=before, limit=limit)


def holds_of(fund: Fund, asked: Mapping[str, str]) -> Slice:
    """What is set aside in the fund, the newest first, each with `left` satang."""
    accounts = Account.objects.filter(code__in=[source.bank_code for source in fund.known_sources])
    # Each account by itself: so the newest are read along the index, and the reading ends with the page.
    each = [ledger.open_holds().filter(account=key) for key in accounts.values_list("pk", flat=True)]
    parts = each or [Hold.objects.none()]
    return sliced(ledger.open_holds(), asked, by="recorded_at", parts=parts, written=_HOLDS)


_HOLDS = Written(lambda pks: ledger.open_holds().filter(pk__among=pks), pks=list)
