"""The typeface of every paper: Sarabun from its installed package, what its glyphs say, and glyphs added to it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_sarabun
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

# A name of our own: a Sarabun that the machine may have is another edition.
FAMILY = "Thunklang Sarabun"
FILES = {
    name: Path(fontpkg_sarabun.ROOT) / "files" / name
    for name in ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf", "Sarabun-Italic.ttf", "Sarabun-BoldItalic.ttf")
}
# The typeface has characters of their own for fi and fl; a reader looks for the letters.
_LATIN_LIGATURES = range(0xFB00, 0xFB07)
_MOST_PARTS = 8
_OFFSETS_IN_UNITS = 0x0002

Substitution = tuple[list[str], str]


@dataclass(frozen=True)
class Part:
    """A glyph of the font and where it stands, in thousandths of the letter height."""

    glyph: int
    x: int = 0
    y: int = 0


@dataclass(frozen=True)
class Composite:
    """A glyph to be added: its parts, what it says, how far it moves the pen."""

    parts: tuple[Part, ...]
    text: str
    width: int


@cache
def glyph_text() -> dict[int, str]:
    """What each glyph stands for, by glyph id, the same in every weight.

    First the character map, then what shaping makes of it: a lowered tone mark says the tone, a nikhahit joined with
    its tone says both.
    """
    with TTFont(FILES["Sarabun-Regular.ttf"], lazy=True) as font:
        said: dict[str, str] = {}
        for codepoint, glyph in sorted(font.getBestCmap().items()):
            if codepoint not in _LATIN_LIGATURES:
                said.setdefault(glyph, chr(codepoint))
        steps = list(_substitutions(font))
        while new := {made: _joined(parts, said) for parts, made in steps if _is_new(parts, made, said)}:
            said.update(new)
        return {font.getGlyphID(glyph): text for glyph, text in said.items()}


def _joined(parts: list[str], said: dict[str, str]) -> str:
    return "".join(said[part] for part in parts)


def _is_new(parts: list[str], made: str, said: dict[str, str]) -> bool:
    return made not in said and all(part in said for part in parts)


def _substitutions(font: TTFont) -> Iterator[Substitution]:
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield from _of_table(getattr(table, "ExtSubTable", table))


def _of_table(table: Any) -> Iterator[Substitution]:
    kind = type(table).__name__
    if kind == "SingleSubst":
        yield from (([before], after) for before, after in table.mapping.items())
    if kind == "LigatureSubst":
        for first, ligatures in table.ligatures.items():
            yield from (([first, *ligature.Component], ligature.LigGlyph) for ligature in ligatures)


def glyph_count(data: bytes) -> int:
    with TTFont(io.BytesIO(data), lazy=True) as font:
        count: int = font["maxp"].numGlyphs
    return count


def with_composites(data: bytes, composites: Iterable[Composite]) -> bytes:
    """The font with the glyphs added behind its own, in the order given."""
    with TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False) as font:
        limits = font["maxp"]
        limits.maxComponentElements = max(limits.maxComponentElements, _MOST_PARTS)
        limits.maxComponentDepth = limits.maxComponentDepth + 1
        order = font.getGlyphOrder()
        scale = font["head"].unitsPerEm / 1000
        for composite in composites:
            name = f"made{len(order)}"
            glyph = _composed(composite, order, scale)
            order = [*order, name]
            font.setGlyphOrder(order)
            font["glyf"].glyphs[name] = glyph
            font["glyf"].glyphOrder = order
            glyph.recalcBounds(font["glyf"])
            # A side bearing that disagrees with the outline would push the glyph aside.
            font["hmtx"].metrics[name] = (round(composite.width * scale), getattr(glyph, "xMin", 0))
        out = io.BytesIO()
        font.save(out, reorderTables=False)
    return out.getvalue()


def _composed(composite: Composite, order: list[str], scale: float) -> Glyph:
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = [_component(part, order, scale) for part in composite.parts]
    return glyph


def _component(part: Part, order: list[str], scale: float) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName = order[part.glyph]
    component.x, component.y = round(part.x * scale), round(part.y * scale)
    component.flags = _OFFSETS_IN_UNITS
    return component
