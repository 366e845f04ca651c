"""What the glyphs of a typeface stand for, read from the typeface itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

# A typeface may have characters of their own for fi and fl; a reader looks for the letters.
_LATIN_LIGATURES = range(0xFB00, 0xFB07)
# Older Thai typefaces have lowered tone marks here too; substitution says which they are.
_PRIVATE = range(0xE000, 0xF900)

Substitution = tuple[list[str], str]


@cache
def postscript_name(path: Path) -> str:
    """The name a subset of the typeface still bears."""
    with TTFont(path, lazy=True) as font:
        return str(font["name"].getDebugName(6))


@cache
def texts(path: Path) -> dict[int, str]:
    """What each glyph says, by glyph number.

    First the character map; then names, of which a suffix tells a variant (`uni0E48.low`, Adobe's glyph list); then what
    shaping makes of them: a nikhahit joined with its tone says both.
    """
    with TTFont(path, lazy=True) as font:
        said: dict[str, str] = {}
        for codepoint, glyph in sorted(font.getBestCmap().items()):
            if codepoint not in _LATIN_LIGATURES and codepoint not in _PRIVATE:
                said.setdefault(glyph, chr(codepoint))
        variants = {name: name.partition(".")[0] for name in font.getGlyphOrder() if "." in name[1:]}
        said = {name: said[base] for name, base in variants.items() if base in said} | said
        steps = list(_substitutions(font))
        while new := {made: _joined(parts, said) for parts, made in steps if _is_new(parts, made, said)}:
            said |= new
        return {font.getGlyphID(glyph): text for glyph, text in said.items()}


def _joined(parts: list[str], said: dict[str, str]) -> str:
    return "".join(said[part] for part in parts)


def _is_new(parts: list[str], made: str, said: dict[str, str]) -> bool:
    return made not in said and all(part in said for part in parts)


def _substitutions(font: TTFont) -> Iterator[Substitution]:
    lookups = font["GSUB"].table.LookupList if "GSUB" in font else None
    for lookup in lookups.Lookup if lookups else []:
        for table in lookup.SubTable:
            yield from _of_table(getattr(table, "ExtSubTable", table))


def _of_table(table: Any) -> Iterator[Substitution]:
    kind = type(table).__name__
    if kind == "SingleSubst":
        yield from (([before], after) for before, after in table.mapping.items())
    if kind == "LigatureSubst":
        for first, ligatures in table.ligatures.items():
            yield from (([first, *ligature.Component], ligature.LigGlyph) for ligature in ligatures)
