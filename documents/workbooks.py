"""A workbook that somebody sends, as its cells: opened in a process of its own (`documents.opening`), never kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter, range_boundaries

from documents.opening import EXCEL, Refused, opened

Place = tuple[int, int]
_WHY = {
    "xls": _("This is an old kind of Excel file. Open it and save it as .xlsx (Excel Workbook), then send that."),
    "encrypted": _("This file asks for a password. Save it without one, then send it again."),
    "csv": _("This is a text or CSV file. Fill in the Excel form that was downloaded here and send it as .xlsx."),
    "no_workbook": _("This is no Excel workbook. Fill in the form that was downloaded here and send it as .xlsx."),
    "macros": _(
        "This file holds macros, which run by themselves. Save it as .xlsx (without macros), then send it again."
    ),
    "bomb": _(
        "This file unpacks to far more than a form holds, so it was not opened. Copy the answers into a new form."
    ),
    "busy": _("Others are sending large files at this moment. Wait a little, then choose it again."),
    "damaged": _("This file is damaged and cannot be opened. Open it in Excel, save it anew, then send it again."),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """`kind`: "s" text, "n" number, "d" day as ISO text, "b" yes or no, "f" formula, "e" an error or what is none of these."""

    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    cells: dict[Place, Cell]
    merged: tuple[str, ...] = ()

    def merged_over(self, place: Place) -> str:
        """The range that the place is merged into, or ""."""
        row, column = place
        return next((ref for ref, at in self._bounds() if at[0] <= column <= at[2] and at[1] <= row <= at[3]), "")

    def _bounds(self) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
        for ref in self.merged:
            left, top, right, bottom = range_boundaries(ref)
            yield ref, (left or 1, top or 1, right or 1, bottom or 1)


@dataclass(frozen=True, slots=True)
class Book:
    sheets: dict[str, Sheet] = field(default_factory=dict)


def address(place: Place) -> str:
    """B4, as the program that shows the sheet calls it."""
    row, column = place
    return f"{get_column_letter(column)}{row}"


def accept(uploaded: UploadedFile[bytes], *, most_bytes: int) -> Book:
    """The cells of what was sent, or a ValidationError that says what it is and what to do.

    Its size is looked at before it is read, and its name is not believed.
    """
    size_bytes = uploaded.size or 0
    if size_bytes > most_bytes:
        raise ValidationError(
            _("This file is %(size)s MB; the most is %(most)s MB. A form without pictures is far smaller."),
            code="too_large",
            params={"size": f"{size_bytes / 1_000_000:.1f}", "most": most_bytes // 1_000_000},
        )
    if not size_bytes:
        raise ValidationError(_("This file is empty. Choose it again."), code="empty")
    uploaded.seek(0)
    return read(uploaded.read())


def read(data: bytes) -> Book:
    try:
        told = json.loads(opened(data, EXCEL)[0])
    except Refused as refused:
        raise ValidationError(_WHY[refused.code], code=refused.code) from refused
    return Book({sheet["name"]: _sheet(sheet) for sheet in told["sheets"]})


def _sheet(told: dict[str, Any]) -> Sheet:
    found = {(row, column): Cell(kind, value) for row, column, kind, value in told["cells"]}
    shown = {place: cell for place, cell in found.items() if not _is_blank(cell)}
    return Sheet(told["name"], shown, tuple(ref for ref in told["merged"] if _RANGE.fullmatch(ref)))


_RANGE = re.compile(r"[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7}")


def _is_blank(cell: Cell) -> bool:
    return cell.kind == "s" and not str(cell.value).strip()
