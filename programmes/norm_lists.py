"""Lists of cost norms, as Excel or CSV: written, and read back with every fault by its cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from documents import workbooks
from documents.workbooks import Cell, Place, address
from programmes.forms import NormForm
from programmes.models import CostNorm
from programmes.services import Terms
from programmes.services.norms import MOST
from publishing.sheets import Value
from thai.dates import figures

# English names for programs, Thai headings for people; a list may have either above its rows.
COLUMNS = {
    "code": "รหัส",
    "name_th": "รายการ",
    "cap": "ไม่เกิน (บาท)",
    "unit": "หน่วย",
    "regulation": "ระเบียบ",
    "valid_from": "เริ่มใช้",
    "words": "คำในรายการงบประมาณ",
    "funder": "เฉพาะผู้ให้ทุน",
}
HEADINGS = [list(COLUMNS.values())]
MOST_BYTES = 1_000_000
MOST_FAULTS = 100
_ZIP = b"PK\x03\x04"
Cells = Mapping[Place, Cell]


@dataclass(frozen=True, slots=True)
class Fault:
    cell: str
    text: str


@dataclass(slots=True)
class Read:
    terms: list[Terms] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def rows(norms: Iterator[CostNorm] | list[CostNorm]) -> Iterator[list[Value]]:
    for norm in norms:
        cap = None if norm.cap is None else Decimal(norm.cap).scaleb(-2)
        begins = figures(norm.valid_from) if norm.valid_from else ""
        whose = norm.funder.name_th if norm.funder else ""
        yield [norm.code, norm.name_th, cap, norm.unit, norm.regulation, begins, norm.words, whose]


def read(uploaded: UploadedFile[bytes], province: str) -> Read:
    """What the list says. ValidationError when it is no list of norms at all."""
    cells = _cells(uploaded)
    columns = _columns(cells)
    found = Read()
    lines = sorted({row for row, _column in cells if row > 1})
    if len(lines) > MOST:
        raise ValidationError(_("A list has 1 to %(most)s norms.") % {"most": MOST}, code="too_many_norms")
    for line in lines:
        _take(found, line, {name: cells.get((line, column)) for name, column in columns.items()}, columns, province)
    found.faults = found.faults[:MOST_FAULTS]
    return found


def _cells(uploaded: UploadedFile[bytes]) -> Cells:
    start = uploaded.read(len(_ZIP))
    if start == _ZIP or (uploaded.name or "").lower().endswith(".xlsx"):
        book = workbooks.accept(uploaded, most_bytes=MOST_BYTES)
        return next((sheet.cells for sheet in book.sheets.values() if sheet.cells), {})
    uploaded.seek(0)
    if (uploaded.size or 0) > MOST_BYTES:
        raise ValidationError(_("A list of norms is at most 1 MB."), code="too_large")
    return _of_csv(uploaded.read())


def _of_csv(data: bytes) -> Cells:
    """UTF-8, or the Thai code page that Excel writes CSV in."""
    for coding in ("utf-8-sig", "cp874"):
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        told = enumerate(csv.reader(io.StringIO(text)), 1)
        return {(n, m): Cell("s", value) for n, line in told for m, value in enumerate(line, 1) if value.strip()}
    raise ValidationError(_("This file is neither Excel nor CSV text."), code="no_list")


def _columns(cells: Cells) -> dict[str, int]:
    known = {**{name: name for name in COLUMNS}, **{heading: name for name, heading in COLUMNS.items()}}
    known |= {"cap_baht": "cap"}
    found = {
        known[word]: column
        for (row, column), cell in cells.items()
        if row == 1 and (word := str(cell.value).strip()) in known
    }
    missing = [
        COLUMNS[name] for name in ("code", "name_th", "cap", "unit", "regulation", "valid_from") if name not in found
    ]
    if missing:
        raise ValidationError(
            _("The first line lacks these headings: %(headings)s.") % {"headings": ", ".join(missing)},
            code="no_headings",
        )
    return found


def _take(found: Read, line: int, told: Mapping[str, Cell | None], columns: Mapping[str, int], province: str) -> None:
    data: dict[str, str] = {}
    for name, cell in told.items():
        try:
            data[name] = _typed(cell)
        except ValidationError as error:
            found.faults.append(Fault(address((line, columns[name])), " ".join(error.messages)))
            return
    form = NormForm(data, province=province)
    form.fields["funder"].to_field_name = "name_th"  # type: ignore[attr-defined]  # a list names funders by their names
    for name, errors in form.errors.items():
        found.faults.append(Fault(address((line, columns.get(name, 1))), " ".join(str(error) for error in errors)))
    if form.is_valid():
        found.terms.append(terms_of(form))


def terms_of(form: NormForm) -> Terms:
    told = form.cleaned_data
    funder, call = told.pop("funder", None), told.pop("call", None)
    return Terms(**told, funder_id=funder.pk if funder else None, call_id=call.pk if call else None)


def _typed(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.kind in ("f", "e", "b"):
        raise ValidationError(_("Write text or a figure here, no formula."), code="formula")
    if cell.kind == "d":
        moment = datetime.fromisoformat(str(cell.value))
        return f"{moment.day}/{moment.month}/{moment.year}"
    if cell.kind == "n":
        return format(Decimal(repr(cell.value)), "f").removesuffix(".0")
    return str(cell.value).strip()
