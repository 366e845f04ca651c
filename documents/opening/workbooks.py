"""A workbook as its cells: what stands where, and of what type. Nothing in it is reckoned, followed or run.

A small file may unfold to gigabytes: its parts are unfolded once and counted before any library reads them. No entity of
XML is expanded, for there is no such file with a document type.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import WorkSheetParser

from documents.opening import Refused

# A form of three hundred rows unfolds to 2 MB, a thousand requests to 30.
MOST_UNFOLDED = 80_000_000
MOST_PARTS = 300
MOST_CELLS = 600_000
_PIECE = 1 << 18
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPE = tuple("<!DOCTYPE".encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be"))
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
    NotImplementedError,
    RecursionError,
)


def cells(data: bytes) -> bytes:
    """JSON of every sheet with its cells. Raises Refused, with a code that says what the file is instead."""
    _require_xlsx(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _require_small(parts)
        return json.dumps({"sheets": list(_sheets(data))}, ensure_ascii=False).encode()
    except MemoryError as bomb:
        raise Refused("bomb") from bomb
    except _BROKEN as broken:
        raise Refused("damaged") from broken


def _require_xlsx(data: bytes) -> None:
    if data.startswith(_OLE):
        raise Refused("encrypted" if _LOCKED in data else "xls")
    if not data.startswith(b"PK\x03\x04"):
        raise Refused("no_workbook" if b"\0" in data[:4096] or data.startswith(b"%PDF") else "csv")


def _require_small(parts: zipfile.ZipFile) -> None:
    """Every part unfolded once, piece by piece: what it says of its own size is not believed."""
    entries = parts.infolist()
    names = {entry.filename.lower() for entry in entries}
    if len(entries) > MOST_PARTS:
        raise Refused("bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("encrypted")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    if "xl/workbook.xml" not in names or any(entry.compress_type not in _METHODS for entry in entries):
        raise Refused("xls" if "xl/workbook.bin" in names else "no_workbook")
    left = MOST_UNFOLDED
    for entry in entries:
        left = _unfold(parts, entry, left)


def _unfold(parts: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    tail = b""
    with parts.open(entry) as part:
        while piece := part.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise Refused("bomb")
            seen = tail + piece
            if any(word in seen for word in _DOCTYPE):
                raise Refused("damaged")
            tail = seen[-20:]
    return left


def _sheets(data: bytes) -> Iterator[dict[str, Any]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    left = MOST_CELLS
    for sheet in book.worksheets:
        found: list[list[Any]] = []
        with sheet._get_source() as source:
            parser = WorkSheetParser(
                source,
                sheet._shared_strings,
                data_only=False,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for _row, told in parser.parse():
                found += [_cell(cell) for cell in told if cell["value"] is not None]
                if len(found) > left:
                    raise Refused("bomb")
        left -= len(found)
        merged = [one.ref for one in parser.merged_cells.mergeCell] if parser.merged_cells else []
        yield {"name": sheet.title, "merged": merged, "cells": found}


def _cell(cell: dict[str, Any]) -> list[Any]:
    """[row, column, type, value]; a day as ISO text."""
    kind, value = cell["data_type"], cell["value"]
    if kind == "f":
        value = ""
    elif isinstance(value, date | datetime):
        kind, value = "d", value.isoformat()
    elif not isinstance(value, str | int | float | bool):
        kind, value = "e", str(value)  # a time of day, or a length of time
    return [cell["row"], cell["column"], kind, value]
