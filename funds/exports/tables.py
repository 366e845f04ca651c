"""The book for spreadsheets, one posting a row. Text that a spreadsheet would run as a formula is made plain text; figures
stay figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import TextIOWrapper
from itertools import chain, count, islice
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from funds.exports.book import Book
from thai.money import plain

HEADINGS = ("date", "entry", "line", "kind", "reference", "basis", "account", "amount", "account_seq", "balance")
MONTH_HEADINGS = ("date", "account", "balance")
# A sheet has 1,048,576 rows, one of them the headings; a longer book goes on in the next sheet.
MOST_ROWS = 1_000_000
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Figure = int | Decimal
Cell = str | Figure


def write_csv(book: Book, file: BinaryIO) -> None:
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows([_plain(cell) for cell in row] for row in _rows(book))
    text.detach()  # what is written stays open for who asked for it


def write_xlsx(book: Book, file: BinaryIO) -> None:
    workbook = Workbook(write_only=True)
    rows = _rows(book)
    for number in count(1):
        _fill(
            workbook.create_sheet(f"entries {number}" if number > 1 else "entries"), HEADINGS, islice(rows, MOST_ROWS)
        )
        if (more := next(rows, None)) is None:
            break
        rows = chain([more], rows)
    _fill(workbook.create_sheet("month ends"), MONTH_HEADINGS, _month_rows(book))
    workbook.save(file)


def _rows(book: Book) -> Iterator[tuple[Cell, ...]]:
    for entry, postings in book.entries():
        for posting in postings:
            yield (
                entry.date.isoformat(),
                str(entry.pk),
                posting.idx + 1,
                entry.kind,
                entry.reference,
                entry.basis,
                posting.account.code,
                _baht(posting.amount),
                posting.aseq,
                _baht(posting.balance_after),
            )


def _month_rows(book: Book) -> Iterator[tuple[Cell, ...]]:
    return ((end.day.isoformat(), end.account.code, _baht(end.balance)) for end in book.month_ends())


def _baht(satang: int) -> Decimal:
    return Decimal(plain(satang))


def _plain(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA) else cell


def _fill(sheet: Any, headings: tuple[str, ...], rows: Iterator[tuple[Cell, ...]]) -> None:
    sheet.append(headings)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Cell) -> Any:
    """Text is marked as text, whatever it looks like; baht show two decimals."""
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_STARTS_A_FORMULA)
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    return cell
