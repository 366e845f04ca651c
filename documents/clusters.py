"""Thai clusters as a PDF draws them, and the one glyph that draws the same and says the truth.

A cluster is a base with the marks that stand on it. WeasyPrint draws it in pieces: it lifts and pushes marks by
instructions of their own, and SARA AM comes as nikhahit (before the tone mark) and sara aa (after it). Readers take the
instructions for the end of a word, put marks that share a place in another order, and the parts for other letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from documents.fonts import Composite, Part, glyph_text

_NIKHAHIT, _SARA_AA, _SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
_MARKS = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")
_SARA_AM_IN_PARTS = re.compile(f"{_NIKHAHIT}([\u0e48-\u0e4b]?){_SARA_AA}")
_NO_MOVE = 0.05


@dataclass(frozen=True)
class Atom:
    """One glyph with its rise, or one shift leftwards, in thousandths of the letter height."""

    glyph: int | None = None
    rise: float = 0
    shift: float = 0


def in_one_piece(
    atoms: Sequence[Atom], widths: Mapping[int, float], code_of: Callable[[Composite], int]
) -> Iterator[Atom]:
    """The same drawing with every cluster as one glyph; `code_of` gives the code of an added glyph."""
    at = 0
    while at < len(atoms):
        end = _cluster_end(atoms, at)
        if end > at + 1:
            yield from _joined(atoms[at:end], widths, code_of)
        else:
            yield atoms[at]
        at = end


def _cluster_end(atoms: Sequence[Atom], start: int) -> int:
    """Where the cluster that starts here ends, the shifts after it included; `start + 1` when there is none."""
    if atoms[start].glyph is None or _is_mark(_text(atoms[start])):
        return start + 1
    marks, end = "", start + 1
    for place in range(start + 1, len(atoms)):
        text = _text(atoms[place])
        if _is_mark(text) or (text == _SARA_AA and _NIKHAHIT in marks):
            marks, end = marks + text, place + 1
        elif atoms[place].glyph is not None:
            break
        if marks.endswith(_SARA_AA):
            break
    return _past_shifts(atoms, end) if marks else start + 1


def _past_shifts(atoms: Sequence[Atom], end: int) -> int:
    while end < len(atoms) and atoms[end].glyph is None:
        end += 1
    return end


def _text(atom: Atom) -> str:
    return "" if atom.glyph is None else glyph_text().get(atom.glyph, "")


def _is_mark(text: str) -> bool:
    return bool(text) and _MARKS.issuperset(text)


def _joined(atoms: Sequence[Atom], widths: Mapping[int, float], code_of: Callable[[Composite], int]) -> Iterator[Atom]:
    pen = end = 0.0
    parts = []
    for atom in atoms:
        if atom.glyph is not None:
            parts.append(Part(atom.glyph, round(pen), round(atom.rise - atoms[0].rise)))
            pen += widths.get(atom.glyph, 0)
            if not _is_mark(_text(atom)):
                end = pen
        pen -= atom.shift
    said = _SARA_AM_IN_PARTS.sub(rf"\1{_SARA_AM}", "".join(map(_text, atoms)))
    yield Atom(glyph=code_of(Composite(tuple(parts), said, round(end))), rise=atoms[0].rise)
    if abs(pen - round(end)) > _NO_MOVE:
        yield Atom(shift=round(end) - pen)
