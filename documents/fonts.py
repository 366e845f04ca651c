"""The typeface of every paper: Sarabun from its installed package, and what each of its glyphs says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_sarabun
from fontTools.ttLib import TTFont

# A name of our own: a Sarabun that the machine may have is another edition.
FAMILY = "Thunklang Sarabun"
FILES = {
    name: Path(fontpkg_sarabun.ROOT) / "files" / name
    for name in ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf", "Sarabun-Italic.ttf")
}

# The typeface has characters of their own for fi and fl; a reader looks for the letters.
_LATIN_LIGATURES = range(0xFB00, 0xFB07)

Substitution = tuple[list[str], str]


@cache
def glyph_text() -> dict[int, str]:
    """What each glyph stands for, by glyph id, the same in every weight.

    First the character map, then what shaping makes of it: a lowered tone mark says the tone, a nikhahit joined with
    its tone says both.
    """
    font = TTFont(FILES["Sarabun-Regular.ttf"], lazy=True)
    said: dict[str, str] = {}
    for codepoint, glyph in sorted(font.getBestCmap().items()):
        if codepoint not in _LATIN_LIGATURES:
            said.setdefault(glyph, chr(codepoint))
    steps = list(_substitutions(font))
    while new := {made: "".join(said[part] for part in parts) for parts, made in steps if _is_new(parts, made, said)}:
        said.update(new)
    return {font.getGlyphID(glyph): text for glyph, text in said.items()}


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
