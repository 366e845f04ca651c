"""The book as a journal for `hledger check --strict`, which compares exactly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from funds.exports.book import Book, Head, MonthEnd, Side, end_of_month, one_line
from ledger.models import Account
from thai.money import plain

ROOTS = {"asset": "assets", "liability": "liabilities", "equity": "equity", "income": "revenues", "expense": "expenses"}


def write(book: Book, file: BinaryIO) -> None:
    file.writelines(f"{line}\n".encode() for line in _lines(book))


def _lines(book: Book) -> Iterator[str]:
    yield f"; {one_line(book.fund.name_th)} ({book.fund.code})"
    yield "decimal-mark ."
    yield "commodity 1000.00 THB"
    yield from (f"account {_name(account)}" for account in book.accounts)
    ends = {day: list(group) for day, group in groupby(book.month_ends(), key=lambda end: end.day)}
    for month, entries in groupby(book.entries(), key=lambda pair: end_of_month(pair[0].date)):
        for day in [day for day in ends if day < month]:
            yield from _assertions(ends.pop(day))
        for entry, postings in entries:
            yield from _transaction(entry, postings)
    for rest in ends.values():
        yield from _assertions(rest)


def _transaction(entry: Head, postings: list[Side]) -> Iterator[str]:
    # A semicolon would start a comment, a bar would split payee from note.
    text = one_line(f"{entry.kind} {entry.reference}").replace(";", ",").replace("|", "/")
    yield f"\n{entry.date} {text}"
    yield f"    ; id: {entry.id}"
    yield f"    ; basis: {one_line(entry.basis)}"
    yield from (f"    {_name(posting.account)}  {plain(posting.amount)} THB" for posting in postings)


def _assertions(ends: list[MonthEnd]) -> Iterator[str]:
    yield f"\n{ends[0].day} month end"
    yield from (f"    {_name(end.account)}  0.00 THB = {plain(end.balance)} THB" for end in ends)


def _name(account: Account) -> str:
    return f"{ROOTS[account.kind]}:{account.code.replace('/', ':')}"
