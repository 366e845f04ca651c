"""Lists as files: CSV that spreadsheets open in Thai without being asked, and Excel with types. No cell is run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import chain
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from publishing.sending import Sent
from thai import cells

BOM = b"\xef\xbb\xbf"
# Some hundred rows go out at once: a chunk a row would be a system call a row.
CHUNK = 64 * 1024
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A workbook is made whole before it leaves; longer lists are for CSV, which leaves while it is read.
MOST_IN_EXCEL = 2_000

Value = str | int | Decimal | date | None


def lines(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """A file of CSV, some kilobytes at a time, of cells as they are spelled."""
    text = StringIO()
    write = csv.writer(text).writerow
    yield BOM
    for row in rows:
        write(row)
        if text.tell() > CHUNK:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def csv_lines(headings: Iterable[Sequence[str]], body: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """A file of CSV of values: days in ISO, amounts with a point."""
    return lines(chain(headings, ([_text(value) for value in values] for values in body)))


def workbook(headings: Iterable[Sequence[str]], body: Iterable[Sequence[Value]], *, sheet: str) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    told = list(headings)
    page.freeze_panes = f"A{len(told) + 1}"
    for row in told:
        page.append(list(row))
    for values in body:
        page.append([_cell(page, value) for value in values])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def csv_response(
    headings: Iterable[Sequence[str]], body: Iterable[Sequence[Value]], *, name: str
) -> StreamingHttpResponse:
    """Sent as it is read. Raises TooMany."""
    lines = Sent(lambda: csv_lines(headings, body))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=_named(f"{name}.csv"))


def excel_response(headings: Iterable[Sequence[str]], body: Iterable[Sequence[Value]], *, name: str) -> HttpResponse:
    book = workbook(headings, body, sheet=name[:30])
    return HttpResponse(book, content_type=EXCEL, headers=_named(f"{name}.xlsx"))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"}


def _text(value: Value) -> str:
    if value is None:
        return ""
    return cells.plain(value) if isinstance(value, str) else str(value)


def _cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, str):
        return text_cell(sheet, cells.writable(value))
    return money_cell(sheet, value) if isinstance(value, Decimal) else value


def text_cell(sheet: Any, text: str) -> Any:
    """Marked as text, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type, cell.quotePrefix = "s", bool(cells.STARTS_A_FORMULA.match(text))
    return cell


def money_cell(sheet: Any, baht: Decimal) -> Any:
    cell = WriteOnlyCell(sheet, value=baht)
    cell.number_format = "#,##0.00"
    return cell
