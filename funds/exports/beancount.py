"""The book for `bean-check`, of beancount 2.3 as of 3.

No tolerance: a balance is asserted `~ 0`, or twice the half of a satang would be overlooked, which is one. The option that
sets it for the whole file is called otherwise in each of the two, and each refuses the other's name. An entry is exact
without saying so: its figures have two decimals, and half of the last one is less than a satang.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import BinaryIO

from funds.exports.book import Book, Head, MonthEnd, Side, one_line
from ledger.models import Account
from thai.money import plain

ROOTS = {"asset": "Assets", "liability": "Liabilities", "equity": "Equity", "income": "Income", "expense": "Expenses"}


def write(book: Book, file: BinaryIO) -> None:
    file.writelines(f"{line}\n".encode() for line in _lines(book))


def _lines(book: Book) -> Iterator[str]:
    yield f'option "title" {_quoted(f"{book.fund.name_th} ({book.fund.code})")}'
    yield 'option "operating_currency" "THB"'
    # Opened before any entry: a book may hold entries that are older than the fund's own opening here.
    yield from (f"1970-01-01 open {_name(account)} THB" for account in book.accounts)
    for entry, postings in book.entries():
        yield from _transaction(entry, postings)
    yield from (_assertion(end) for end in book.month_ends())


def _transaction(entry: Head, postings: list[Side]) -> Iterator[str]:
    yield f"\n{entry.date} * {_quoted(entry.kind)} {_quoted(entry.reference)}"
    yield f'  id: "{entry.id}"'
    yield f"  basis: {_quoted(entry.basis)}"
    yield from (f"  {_name(posting.account)}  {plain(posting.amount)} THB" for posting in postings)


def _assertion(end: MonthEnd) -> str:
    """A balance is checked at the start of its day, so the end of a month is the day after."""
    return f"{end.day + datetime.timedelta(days=1)} balance {_name(end.account)}  {plain(end.balance)} ~ 0 THB"


def _name(account: Account) -> str:
    return f"{ROOTS[account.kind]}:{account.code.replace('/', ':')}"


def _quoted(text: str) -> str:
    escaped = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
