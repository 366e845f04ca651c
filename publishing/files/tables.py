"""A data set as a table: CSV that spreadsheets open in Thai without being asked, and Excel with types."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from openpyxl import Workbook

from places.models import Province
from publishing import rows, sheets
from publishing.checkpoints import Made
from publishing.datasets import Column, Dataset, Kind
from publishing.files import spelling
from publishing.files.licence import about


def write_csv(dataset: Dataset, province: Province, made: Made) -> Iterator[bytes]:
    columns = rows.columns(dataset)
    spelled = (
        [spelling.text(column, value) for column, value in zip(columns, row, strict=True)]
        for row in rows.every(dataset, province.pk)
    )
    return sheets.lines(chain([[column.name for column in columns]], spelled))


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
        yield from iter(lambda: file.read(sheets.CHUNK), b"")


def _cell(sheet: Any, column: Column, value: Any) -> Any:
    spelled = spelling.cell(column, value)
    if isinstance(spelled, str):
        return sheets.text_cell(sheet, spelled)
    return sheets.money_cell(sheet, spelled) if column.kind is Kind.BAHT and spelled is not None else spelled
