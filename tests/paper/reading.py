"""Two independent readers of our PDFs: poppler and PDFium."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable

import pypdfium2

# What stands in the margins of every page would cut a sentence that runs over two pages.
_MARGINS = re.compile(r"^(- [๐-๙0-9]+ -|รหัสตรวจสอบเอกสาร .*|ตรวจสอบได้ที่ .*|ยอดยก(ไป|มา) [\d,.]+)$", re.MULTILINE)
_BREAKS = re.compile(r"[\r\n\f\ufffe\u0002]")


def poppler(pdf: bytes) -> str:
    """In the order of the page's content."""
    return _read(pdf, "-raw")


def poppler_by_position(pdf: bytes) -> str:
    """In the order of the page's geometry, which betrays glyphs that lie about their place."""
    return _read(pdf)


def pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range().replace("\r", "") for page in document)


READERS: dict[str, Callable[[bytes], str]] = {"poppler": poppler, "pdfium": pdfium}


def without_margins(text: str) -> str:
    return _MARGINS.sub("", text)


def missing(words: Iterable[str], text: str) -> list[str]:
    """The words that a search would not find; a line break inside a Thai word does not count, a space does."""
    joined = _BREAKS.sub("", without_margins(text))
    return sorted({word for word in words if word not in joined})


def _read(pdf: bytes, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def picture(pdf: bytes) -> bytes:
    """The first page as grey values, without the header of the picture."""
    done = subprocess.run(["pdftoppm", "-r", "144", "-gray", "-singlefile"], input=pdf, capture_output=True, check=True)
    return done.stdout.split(b"255\n", 1)[1]
