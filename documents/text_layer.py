"""Repairs what a PDF says beneath what it shows, so that every Thai word in it is found again.

WeasyPrint's pages look right but speak wrongly in three ways. A glyph is given the text of the first cluster it was
seen in; the font's own tables say better. SARA AM is drawn as nikhahit and sara aa, the first before the tone mark. And
marks that are raised, pushed aside or stacked look to a reader like the end of a word, or change places. The last two
are mended by saying, around the glyphs of a cluster, what the cluster is (ActualText, ISO 32000-2, 14.9.4).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from documents import fonts

_NIKHAHIT, _SARA_AA, _SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
_MARKS = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")
_SARA_AM_IN_PARTS = re.compile(f"{_NIKHAHIT}([\u0e48-\u0e4b]?){_SARA_AA}")
_MAPPED = re.compile(r"<([0-9a-fA-F]{4})> <[0-9a-fA-F]*>")
# Readers see a space in a gap of a tenth of the letter height; half of that is safe.
_SPLITTING_SHIFT = 50
_DEFAULT_WIDTH = 1000.0

Instruction = tuple[Any, Operator]


@dataclass(frozen=True)
class Atom:
    """One glyph, or one horizontal shift (thousandths, leftwards), or one instruction that stands in between."""

    glyph: int | None = None
    shift: Any = None
    instruction: Instruction | None = None


@dataclass(frozen=True)
class Cluster:
    """A base glyph with its marks: atoms `start` to `end`, what they say, and where the pen stands after them."""

    start: int
    end: int
    text: str
    is_split: bool
    base: int
    base_width: float
    pen: float


def repair(pdf: bytes) -> bytes:
    """The same pages with a true text layer. The same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for font in document.objects:
            if _is_ours(font):
                _repair_map(font)
        for page in document.pages:
            page.Contents = document.make_stream(_repaired(page))
        out = io.BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _is_ours(font: pikepdf.Object) -> bool:
    family = fonts.FAMILY.replace(" ", "-")
    return isinstance(font, Dictionary) and font.get("/Subtype") == "/Type0" and family in str(font.get("/BaseFont"))


def _repair_map(font: pikepdf.Object) -> None:
    says = fonts.glyph_text()

    def line(match: re.Match[str]) -> str:
        text = says.get(int(match[1], 16))
        return f"<{match[1]}> <{text.encode('utf-16-be').hex()}>" if text else match[0]

    font.ToUnicode.write(_MAPPED.sub(line, font.ToUnicode.read_bytes().decode()).encode())


def _repaired(page: pikepdf.Page) -> bytes:
    widths = _widths_by_font(page)
    out: list[Instruction] = []
    text: list[Instruction] | None = None
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, instruction.operator
        name = str(operator)
        if name == "ET" and text is not None:
            out.extend(_text_object(text, widths))
            text = None
        (out if text is None else text).append((operands, operator))
        if name == "BT":
            text = []
    return pikepdf.unparse_content_stream(out)


def _widths_by_font(page: pikepdf.Page) -> dict[str, dict[int, float]]:
    found: Any = page.resources.get("/Font", {})
    return {name: _widths(font.DescendantFonts[0].W) for name, font in found.items() if _is_ours(font)}


def _widths(array: pikepdf.Object) -> dict[int, float]:
    """The two shapes of a width array: `first [w w w]` and `first last w` (ISO 32000-2, 9.7.4.3)."""
    widths: dict[int, float] = {}
    items = list(array)
    while items:
        first, second = int(items.pop(0)), items.pop(0)
        if isinstance(second, Array):
            widths.update({first + place: float(width) for place, width in enumerate(second)})
        else:
            width = float(items.pop(0))
            widths.update({glyph: width for glyph in range(first, int(second) + 1)})
    return widths


def _text_object(
    instructions: Sequence[Instruction], fonts_here: Mapping[str, dict[int, float]]
) -> Iterator[Instruction]:
    """Rewrite what stands between BT and ET, one font at a time."""
    run: list[Instruction] = []
    widths: dict[int, float] | None = None
    for operands, operator in instructions:
        if str(operator) == "Tf":
            yield from _run(run, widths)
            run, widths = [], fonts_here.get(str(operands[0]))
        run.append((operands, operator))
    yield from _run(run, widths)


def _run(instructions: list[Instruction], widths: dict[int, float] | None) -> Iterator[Instruction]:
    if widths is None:
        yield from instructions
        return
    atoms = list(_atoms(instructions))
    done = 0
    for cluster in _clusters(atoms, widths):
        yield from _drawn(atoms[done : cluster.start])
        yield from _said(cluster, atoms)
        done = cluster.end
    yield from _drawn(atoms[done:])


def _atoms(instructions: list[Instruction]) -> Iterator[Atom]:
    for operands, operator in instructions:
        if str(operator) != "TJ":
            yield Atom(instruction=(operands, operator))
            continue
        for item in operands[0]:
            if isinstance(item, String):
                data = bytes(item)
                yield from (Atom(glyph=int.from_bytes(data[at : at + 2], "big")) for at in range(0, len(data), 2))
            elif item:
                yield Atom(shift=item)


def _clusters(atoms: list[Atom], widths: dict[int, float]) -> Iterator[Cluster]:
    """Every base that carries marks."""
    says = fonts.glyph_text()
    glyphs = [place for place, atom in enumerate(atoms) if atom.glyph is not None]
    at = 0
    while at < len(glyphs):
        length = _cluster_length([says.get(atoms[place].glyph or 0, "") for place in glyphs[at : at + 6]])
        places = glyphs[at : at + length]
        at += length
        if length > 1:
            yield _cluster(atoms, places, widths)


def _cluster_length(texts: list[str]) -> int:
    length = 1
    while length < len(texts) and texts[length] and _MARKS.issuperset(texts[length]):
        length += 1
    is_sara_am = length < len(texts) and texts[length] == _SARA_AA and _NIKHAHIT in "".join(texts[1:length])
    return length + is_sara_am


def _plainly(atoms: list[Atom], places: list[int]) -> str:
    return "".join(fonts.glyph_text().get(atoms[place].glyph or 0, "") for place in places)


def _cluster(atoms: list[Atom], places: list[int], widths: dict[int, float]) -> Cluster:
    base = atoms[places[0]].glyph or 0
    pen, shifted, raised = 0.0, 0.0, False
    for atom in atoms[places[0] : places[-1] + 1]:
        if atom.glyph is not None:
            shifted = max(shifted, abs(pen - widths.get(base, _DEFAULT_WIDTH)) if pen else 0.0)
            pen += widths.get(atom.glyph, _DEFAULT_WIDTH)
        elif atom.shift is not None:
            pen -= float(atom.shift)
        raised = raised or atom.instruction is not None
    return Cluster(
        start=places[0],
        end=places[-1] + 1,
        text=_SARA_AM_IN_PARTS.sub(rf"\1{_SARA_AM}", _plainly(atoms, places)),
        is_split=raised or shifted > _SPLITTING_SHIFT,
        base=base,
        base_width=widths.get(base, _DEFAULT_WIDTH),
        pen=pen,
    )


def _said(cluster: Cluster, atoms: list[Atom]) -> Iterator[Instruction]:
    actual = Dictionary(ActualText=String(b"\xfe\xff" + cluster.text.encode("utf-16-be")))
    yield ([Name.Span, actual], Operator("BDC"))
    yield from _drawn(atoms[cluster.start : cluster.end])
    if cluster.is_split and not cluster.text.endswith(_SARA_AM):
        yield from _measured(cluster)
    yield ([], Operator("EMC"))


def _measured(cluster: Cluster) -> Iterator[Instruction]:
    """Draw the base once more, invisibly: readers take the end of the last glyph for the end of the cluster."""
    back = Atom(shift=cluster.pen)
    forth = Atom(shift=cluster.base_width - cluster.pen)
    yield ([0], Operator("Ts"))
    yield ([3], Operator("Tr"))
    yield from _drawn([back, Atom(glyph=cluster.base), forth])
    yield ([0], Operator("Tr"))


def _drawn(atoms: Sequence[Atom]) -> Iterator[Instruction]:
    shown: list[Any] = []
    glyphs = b""
    for atom in atoms:
        if atom.glyph is not None:
            glyphs += atom.glyph.to_bytes(2, "big")
            continue
        if glyphs:
            shown.append(String(glyphs))
            glyphs = b""
        if atom.instruction is None:
            shown.append(atom.shift)
            continue
        if shown:
            yield ([Array(shown)], Operator("TJ"))
            shown = []
        yield atom.instruction
    if glyphs:
        shown.append(String(glyphs))
    if shown:
        yield ([Array(shown)], Operator("TJ"))
