"""Thai clusters as a PDF draws them, and the one glyph that draws the same and says the truth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from documents.text_layer.truetype import Composite, Part

NIKHAHIT, SARA_AA, SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
_MARKS = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")
_LOW_AFTER_HIGH = re.compile("([\u0e31\u0e34-\u0e37\u0e47-\u0e4e]+)([\u0e38-\u0e3a]+)")
_NIKHAHIT_AFTER_TONE = re.compile(f"([\u0e48-\u0e4b]){NIKHAHIT}")
_SARA_AM_IN_PARTS = re.compile(f"{NIKHAHIT}([\u0e48-\u0e4b]?){SARA_AA}")


# More marks than that are no writing, and a tower of them would leave the range of a glyph.
_MOST_PARTS = 12


class Atom(NamedTuple):
    """One glyph, how high it is lifted, and what the pen is pushed back after it; in thousandths of the letter height."""

    glyph: int
    rise: float = 0
    shift: float = 0


class Clusters:
    """Makes clusters of one typeface whole; `units` are those of its letter height."""

    def __init__(
        self, texts: Mapping[int, str], width: Callable[[int], float], units: int, code_of: Callable[[Composite], int]
    ) -> None:
        self._texts, self._width, self._units, self._code_of = texts, width, units, code_of
        self._known: dict[tuple[Atom, ...], Atom] = {}
        self.marks = {glyph for glyph, text in texts.items() if text and _MARKS.issuperset(text)}
        self._nikhahits = {glyph for glyph in self.marks if NIKHAHIT in texts[glyph]}

    def in_one_piece(self, atoms: Sequence[Atom]) -> Iterator[Atom]:
        """The same drawing with every cluster as one glyph."""
        at = 0
        while at < len(atoms):
            end = self._end(atoms, at)
            yield atoms[at] if end == at + 1 else self._joined(atoms[at:end])
            at = end

    def _end(self, atoms: Sequence[Atom], start: int) -> int:
        """Where the cluster that starts here ends; `start + 1` when there is none."""
        end = start + 1
        if atoms[start].glyph in self.marks:
            return end
        while end < len(atoms) and atoms[end].glyph in self.marks:
            end += 1
        marks = atoms[start + 1 : end]
        is_sara_am = end < len(atoms) and self._texts.get(atoms[end].glyph) == SARA_AA
        if is_sara_am and any(atom.glyph in self._nikhahits for atom in marks):
            end += 1
        return end if end - start <= _MOST_PARTS else start + 1

    def _joined(self, atoms: Sequence[Atom]) -> Atom:
        """The same cluster is met again and again, with another push after it."""
        *before, last = atoms
        key = (*before, last._replace(shift=0))
        if key not in self._known:
            self._known[key] = self._made(key)
        made = self._known[key]
        return made._replace(shift=made.shift + last.shift)

    def _made(self, atoms: Sequence[Atom]) -> Atom:
        pen = end = 0.0
        parts = []
        for atom in atoms:
            parts.append(Part(atom.glyph, self._units_of(pen), self._units_of(atom.rise - atoms[0].rise)))
            pen += self._width(atom.glyph)
            if atom.glyph not in self.marks:
                end = pen
            pen -= atom.shift
        width = self._units_of(end)
        code = self._code_of(Composite(tuple(parts), self._said(atoms), width))
        return Atom(code, atoms[0].rise, width * 1000 / self._units - pen)

    def _said(self, atoms: Sequence[Atom]) -> str:
        """As it is typed, whatever order the typeface draws marks in: those below first."""
        drawn = "".join(self._texts.get(atom.glyph, "") for atom in atoms)
        drawn = _NIKHAHIT_AFTER_TONE.sub(rf"{NIKHAHIT}\1", drawn)
        spelt = _LOW_AFTER_HIGH.sub(r"\2\1", _SARA_AM_IN_PARTS.sub(rf"\1{SARA_AM}", drawn))
        return unicodedata.normalize("NFC", spelt)

    def _units_of(self, thousandths: float) -> int:
        return round(thousandths * self._units / 1000)
