"""What a PDF holds: its objects, fonts, shown codes and structure, as the checkers of papers look at it."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Object, Pdf, Stream

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}


class Paper(NamedTuple):
    data: bytes
    document: Pdf


Check = Callable[[Paper], Iterator[str]]
CLAUSES: dict[str, Check] = {}


def clause(number: str) -> Callable[[Check], Check]:
    def keep(check: Check) -> Check:
        CLAUSES[number] = check
        return check

    return keep


def streams(paper: Paper) -> Iterator[Any]:
    return (item for item in paper.document.objects if isinstance(item, Stream))


def dictionaries(paper: Paper) -> Iterator[Any]:
    """Every dictionary, those within others included."""
    for item in paper.document.objects:
        yield from _within(item)


def _within(item: Any) -> Iterator[Any]:
    if isinstance(item, Dictionary | Stream):
        yield item
        values = (value for _, value in item.items())
    else:
        values = iter(item) if isinstance(item, pikepdf.Array) else iter(())
    for value in values:
        if isinstance(value, Object) and not value.is_indirect:
            yield from _within(value)


def fonts(paper: Paper) -> dict[str, Any]:
    return {
        str(item.BaseFont): item
        for item in dictionaries(paper)
        if item.get("/Type") == "/Font" and "/ToUnicode" in item
    }


def embedded(paper: Paper) -> dict[str, Any]:
    return {name: font for name, font in fonts(paper).items() if "/FontFile2" in font.DescendantFonts[0].FontDescriptor}


def program(font: Any) -> TTFont:
    return TTFont(io.BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()), lazy=True)


def said(font: Any) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def contents(paper: Paper) -> Iterator[tuple[Any, Any]]:
    """Each page and group with its instructions."""
    for holder in (*paper.document.pages, *(item for item in streams(paper) if item.get("/Subtype") == "/Form")):
        yield holder, pikepdf.parse_content_stream(holder)


def used(paper: Paper) -> dict[str, set[int]]:
    """The codes shown, by font."""
    codes: dict[str, set[int]] = {}
    for holder, instructions in contents(paper):
        font = ""
        resources = getattr(holder, "obj", holder).Resources
        for operands, operator in instructions:
            if str(operator) == "Tf":
                font = str(resources.Font[str(operands[0])].BaseFont)
            if str(operator) == "TJ":
                codes.setdefault(font, set()).update(_codes(operands[0]))
    return codes


def _codes(shown: Any) -> Iterator[int]:
    for item in shown:
        if isinstance(item, pikepdf.String):
            yield from (code for (code,) in struct.iter_unpack(">H", bytes(item)))


def widths(font: Any) -> dict[int, float]:
    array, found = list(font.DescendantFonts[0].W), {}
    for first, run in zip(array[::2], array[1::2], strict=True):
        found.update({int(first) + place: float(width) for place, width in enumerate(run)})
    return found


def elements(paper: Paper) -> Iterator[Any]:
    """The structure in reading order."""
    yield from _below(paper.document.Root.StructTreeRoot)


def _below(element: Any) -> Iterator[Any]:
    for kid in element.get("/K", ()):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def read_aloud(paper: Paper) -> str:
    """What a screen reader says: the marked content in the order of the structure."""
    marked = [_marked(page, instructions) for page, instructions in contents(paper)]
    pages = {page.objgen: said for page, said in zip(paper.document.pages, marked, strict=False)}
    return "".join(
        pages[element.Pg.objgen].get(int(kid), "")
        for element in elements(paper)
        for kid in element.get("/K", ())
        if isinstance(kid, int)
    )


def _marked(holder: Any, instructions: Any) -> dict[int, str]:
    texts: dict[int, str] = {}
    place, font = -1, {}
    for operands, operator in instructions:
        name = str(operator)
        if name in ("BDC", "BMC"):
            place = int(operands[1].get("/MCID", -1)) if name == "BDC" else -1
        if name == "Tf":
            font = said(holder.resources.Font[str(operands[0])])
        if name == "TJ":
            texts[place] = texts.get(place, "") + "".join(font.get(code, "") for code in _codes(operands[0]))
    return texts


def xmp(paper: Paper) -> str:
    return str(paper.document.Root.Metadata.read_bytes().decode())


def property_of(paper: Paper, name: str) -> str:
    """Of the metadata: written as an attribute, an element or the first item of a list."""
    prefix, _, local = name.partition(":")
    key = f"{{{_NAMESPACES[prefix]}}}{local}"
    for described in ElementTree.fromstring(xmp(paper)).iter(f"{{{_NAMESPACES['rdf']}}}Description"):
        if key in described.attrib:
            return described.attrib[key]
        if (element := described.find(key)) is not None:
            return "".join(element.itertext()).strip()
    return ""
