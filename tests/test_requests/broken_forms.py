"""Forms as people bring them back, made in memory: a form as it is drawn, with cells, sheets or the file itself spoiled."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from documents.workbooks import Book, Cell, Place, address

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_BOOK = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
DATED = 1  # the style of a cell that shows a day


@dataclass(frozen=True)
class Raw:
    """A cell as it stands in the file."""

    xml: str


def formula(text: str) -> Raw:
    return Raw(f"<f>{escape(text)}</f><v>1</v>")


def dated(serial: int) -> Raw:
    """A cell of a day: Excel counts days from the last of 1899."""
    return Raw(f"<v>{serial}</v>")


def error(text: str) -> Raw:
    return Raw(f"<v>{escape(text)}</v>")


Value = Any
Sheets = dict[str, dict[Place, Value]]


def sheets_of(book: Book) -> Sheets:
    return {name: {place: _value(cell) for place, cell in sheet.cells.items()} for name, sheet in book.sheets.items()}


def _value(cell: Cell) -> Value:
    return formula("1") if cell.kind == "f" else cell.value


def file_of(sheets: Sheets, *, merged: Mapping[str, str] = {}, parts: Mapping[str, bytes] = {}) -> bytes:
    """A workbook of these cells; `merged` by sheet, `parts` are further files in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        told = {**_around(list(sheets)), **{f"xl/worksheets/s{n}.xml": "" for n in range(1, len(sheets) + 1)}}
        for number, (name, cells) in enumerate(sheets.items(), 1):
            told[f"xl/worksheets/s{number}.xml"] = _sheet(cells, merged.get(name, ""))
        for name, text in {**told, **parts}.items():
            made.writestr(name, text)
    return out.getvalue()


def _around(names: list[str]) -> dict[str, str]:
    numbers = range(1, len(names) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/s{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.worksheet+xml"/>'
        for n in numbers
    )
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1))
    led = "".join(f'<Relationship Id="r{n}" Type="{_REL}/worksheet" Target="worksheets/s{n}.xml"/>' for n in numbers)
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override'
        ' PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main'
        '+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.styles+xml"/>{types}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_REL}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_BOOK}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{led}<Relationship Id="rs"'
        f' Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_BOOK}"><fonts><font/></fonts>'
        "<fills><fill><patternFill/></fill></fills><borders><border/>"
        '</borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"'
        ' applyNumberFormat="1"/></cellXfs></styleSheet>',
    }


def _sheet(cells: dict[Place, Value], merged: str) -> str:
    rows: dict[int, list[str]] = {}
    for place in sorted(cells):
        rows.setdefault(place[0], []).append(_cell(place, cells[place]))
    told = "".join(f'<row r="{row}">{"".join(found)}</row>' for row, found in rows.items())
    ranges = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return f'{_HEAD}<worksheet xmlns="{_BOOK}"><sheetData>{told}</sheetData>{ranges}</worksheet>'


def _cell(place: Place, value: Value) -> str:
    where = address(place)
    if isinstance(value, Raw):
        kind = ' t="e"' if "<v>#" in value.xml else f' s="{DATED}"' if "<f>" not in value.xml else ""
        return f'<c r="{where}"{kind}>{value.xml}</c>'
    if isinstance(value, bool):
        return f'<c r="{where}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{where}"><v>{value!r}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def lying(data: bytes) -> bytes:
    """A workbook whose largest part unfolds to far more than it says of itself: 90 MB of nothing in 90 kB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as read,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
    ):
        for name in read.namelist():
            made.writestr(name, read.read(name))
        made.writestr("xl/media/blank.bin", b"\0" * 90_000_000)
    return out.getvalue()


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


Spoil = Callable[[bytes], bytes]
