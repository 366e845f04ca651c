"""One font of a PDF: what its codes say, how wide they are, and the glyphs that its pages need added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from pikepdf import Array

from documents.text_layer import glyphs
from documents.text_layer.clusters import Clusters
from documents.text_layer.truetype import Composite, Outlines

_CODE = re.compile(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>")
_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_BLOCK = 100


class Face:
    def __init__(self, font: Any, outlines: Outlines, typeface: Path) -> None:
        self._font, self._outlines = font, outlines
        self._descendant = font.DescendantFonts[0]
        self._said = glyphs.texts(typeface)
        self._added: dict[Composite, int] = {}
        self.used: set[int] = set()
        self.clusters = Clusters(self._said, cache(self._width), outlines.units, self._code_of)

    @classmethod
    def of(cls, font: Any, typefaces: dict[str, Path]) -> Face | None:
        """The face of a font whose typeface is known."""
        program = font.DescendantFonts[0].FontDescriptor.get("/FontFile2") if "/DescendantFonts" in font else None
        if program is None:
            return None
        outlines = Outlines(program.read_bytes())
        typeface = typefaces.get(outlines.name)
        return cls(font, outlines, typeface) if typeface else None

    def finish(self) -> None:
        """Write the added glyphs, the widths and the true map of the codes that are used."""
        if self._added:
            program = self._descendant.FontDescriptor.FontFile2
            data = self._outlines.with_composites(list(self._added))
            program.write(data)
            program.Length1 = len(data)
        says = self._says()
        self._font.ToUnicode.write(_map(says).encode())
        widths = {code: self._width(code) for code in says}
        widths |= {code: self._thousandths(composite.width) for composite, code in self._added.items()}
        self._descendant.W = Array(_runs(widths))

    def _code_of(self, composite: Composite) -> int:
        return self._added.setdefault(composite, self._outlines.glyph_count + len(self._added))

    def _width(self, glyph: int) -> float:
        return self._thousandths(self._outlines.width(glyph))

    def _thousandths(self, units: int) -> float:
        return round(units * 1000 / self._outlines.units, 3)

    def _says(self) -> dict[int, str]:
        """What the typeface does not tell, WeasyPrint's map may."""
        told = _CODE.findall(self._font.ToUnicode.read_bytes().decode())
        told_of = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in told}
        added = {code: composite.text for composite, code in self._added.items()}
        says = told_of | self._said | added
        return {code: says[code] for code in sorted(self.used) if code in says}


def _runs(widths: dict[int, float]) -> Iterator[int | Array]:
    """A width array: `first [w w w]` for neighbours (ISO 32000-1, 9.7.4.3)."""
    for _, group in groupby(enumerate(sorted(widths)), key=lambda placed: placed[1] - placed[0]):
        codes = [code for _, code in group]
        yield codes[0]
        yield Array(_short(widths[code]) for code in codes)


def _short(width: float) -> int | float:
    return int(width) if width == int(width) else width


def _map(says: dict[int, str]) -> str:
    lines = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in says.items()]
    return _MAP.format(blocks="\n".join(_blocks(lines)))


def _blocks(lines: list[str]) -> Iterable[str]:
    for start in range(0, len(lines), _BLOCK):
        block = lines[start : start + _BLOCK]
        yield f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
