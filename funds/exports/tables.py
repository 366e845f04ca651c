"""The book for spreadsheets, one posting a row. Text that a spreadsheet would run as a formula is made plain text; figures
stay figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from io import TextIOWrapper
from itertools import chain, count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter

from funds.exports.book import Book
from thai import cells
from thai.money import plain

HEADINGS = ("date", "entry", "line", "kind", "reference", "basis", "account", "amount", "account_seq", "balance")
MONTH_HEADINGS = ("date", "account", "balance")
# A sheet has 1,048,576 rows, one of them the headings; a longer book goes on in the next sheet.
MOST_ROWS = 1_000_000
Figure = int | Decimal
Cell = str | Figure


def write_csv(book: Book, file: BinaryIO) -> None:
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows([_plain(cell) for cell in row] for row in _rows(book))
    text.detach()  # what is written stays open for who asked for it


def write_xlsx(book: Book, file: BinaryIO) -> None:
    """Sheets are written beside each other before they go into the file, on the disk of the installation: the usual place
    for such files may be memory, and openpyxl would leave them there when it is stopped in the middle."""
    workbook = Workbook(write_only=True)
    with TemporaryDirectory(prefix="sheets-", dir=settings.VAR_DIR) as made:
        folder = Path(made)
        try:
            _fill_all(workbook, book, folder)
            workbook.save(file)
        finally:
            _close(workbook, folder)


def _fill_all(workbook: Workbook, book: Book, folder: Path) -> None:
    rows = _rows(book)
    for number in count(1):
        sheet = _sheet(workbook, f"entries {number}" if number > 1 else "entries", folder)
        _fill(sheet, HEADINGS, islice(rows, MOST_ROWS))
        if (more := next(rows, None)) is None:
            break
        rows = chain([more], rows)
    _fill(_sheet(workbook, "month ends", folder), MONTH_HEADINGS, _month_rows(book))


def _sheet(workbook: Workbook, title: str, folder: Path) -> Any:
    sheet = workbook.create_sheet(title)
    path = str(folder / f"{len(workbook.worksheets)}.xml")
    ALL_TEMP_FILES.append(path)  # openpyxl strikes it off when it is done with it
    sheet._writer = WorksheetWriter(sheet, out=path)
    sheet._writer.write_top()
    return sheet


def _close(workbook: Workbook, folder: Path) -> None:
    """What was stopped in the middle of a sheet would be left open; what stopped it is told, not what that leads to."""
    for sheet in workbook.worksheets:
        if not sheet.closed:
            with suppress(Exception):
                sheet._rows.close()
                sheet._writer.close()
    ALL_TEMP_FILES[:] = [path for path in ALL_TEMP_FILES if Path(path).parent != folder]


def _rows(book: Book) -> Iterator[tuple[Cell, ...]]:
    for entry, postings in book.entries():
        for posting in postings:
            yield (
                entry.date.isoformat(),
                entry.id,
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
    return cells.plain(cell) if isinstance(cell, str) else cell


def _fill(sheet: Any, headings: tuple[str, ...], rows: Iterator[tuple[Cell, ...]]) -> None:
    sheet.append(headings)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Cell) -> Any:
    """Text is marked as text, whatever it looks like; baht show two decimals."""
    cell = WriteOnlyCell(sheet, value=cells.writable(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = bool(cells.STARTS_A_FORMULA.match(cell.value))
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    return cell
