"""A data set as a table: CSV that spreadsheets open in Thai without being asked, and Excel with types."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from places.models import Province
from publishing import rows
from publishing.checkpoints import Made
from publishing.datasets import Column, Dataset, Kind
from publishing.files import spelling
from publishing.files.licence import about
from thai import cells

BOM = b"\xef\xbb\xbf"
# Some hundred rows go out at once: a chunk a row would be a system call a row.
CHUNK = 64 * 1024


def lines(heading: Sequence[str], body: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """A file of CSV, some kilobytes at a time."""
    text = StringIO()
    write = csv.writer(text).writerow
    write(heading)
    yield BOM
    for row in body:
        write(row)
        if text.tell() > CHUNK:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def write_csv(dataset: Dataset, province: Province, made: Made) -> Iterator[bytes]:
    columns = rows.columns(dataset)
    spelled = (
        [spelling.text(column, value) for column, value in zip(columns, row, strict=True)]
        for row in rows.every(dataset, province.pk)
    )
    return lines([column.name for column in columns], spelled)


def write_xlsx(dataset: Dataset, province: Province, made: Made) -> Iterator[bytes]:
    """Made beside the database and then sent: the form has its directory at the end, so it cannot leave while it grows."""
    columns = rows.columns(dataset)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(dataset.key)
    sheet.append([column.name for column in columns])
    for row in rows.every(dataset, province.pk):
        sheet.append([_cell(sheet, column, value) for column, value in zip(columns, row, strict=True)])
    notes = workbook.create_sheet("about")
    for name, value in about(dataset, province, made).items():
        notes.append([name, str(value)])
    with TemporaryFile(dir=settings.VAR_DIR) as file:
        workbook.save(file)
        file.seek(0)
        yield from iter(lambda: file.read(CHUNK), b"")


def _cell(sheet: Any, column: Column, value: Any) -> Any:
    spelled = spelling.cell(column, value)
    if isinstance(spelled, str):
        cell = WriteOnlyCell(sheet, value=spelled)
        # Marked as text, whatever it looks like.
        cell.data_type, cell.quotePrefix = "s", bool(cells.STARTS_A_FORMULA.match(spelled))
        return cell
    if column.kind is Kind.BAHT and spelled is not None:
        cell = WriteOnlyCell(sheet, value=spelled)
        cell.number_format = "#,##0.00"
        return cell
    return spelled
