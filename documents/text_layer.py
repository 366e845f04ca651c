"""Repairs what a PDF says beneath what it shows, so that every Thai word in it is found again.

WeasyPrint gives a glyph the text of the first cluster it was seen in; the font's own tables say better. And its clusters
come in pieces; `documents.clusters` makes each one glyph, added to the embedded font. Everything is
said in the font's map from glyphs to characters, which every reader understands.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Operator, String

from documents import fonts
from documents.clusters import Atom, in_one_piece

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

Instruction = tuple[Any, Operator]


class Face:
    """One font of the PDF: its widths, and the glyphs that its pages need added."""

    def __init__(self, font: Any) -> None:
        self._font = font
        self._descendant = font.DescendantFonts[0]
        self._file = self._descendant.FontDescriptor.FontFile2
        self._first_added = fonts.glyph_count(self._file.read_bytes())
        self._added: dict[fonts.Composite, int] = {}
        self.widths = _widths(self._descendant.W)

    def code_of(self, composite: fonts.Composite) -> int:
        return self._added.setdefault(composite, self._first_added + len(self._added))

    def finish(self) -> None:
        """Write the added glyphs, their widths and the true map."""
        if self._added:
            self._file.write(fonts.with_composites(self._file.read_bytes(), self._added))
            self._file.Length1 = len(self._file.read_bytes())
            for composite, code in self._added.items():
                self._descendant.W.extend([code, Array([composite.width])])
        self._font.ToUnicode.write(_map(self._says()).encode())

    def _says(self) -> dict[int, str]:
        known = _CODE.findall(self._font.ToUnicode.read_bytes().decode())
        says = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in known}
        ours = fonts.glyph_text()
        true = {code: ours.get(code, text) for code, text in says.items()}
        return true | {code: composite.text for composite, code in self._added.items()}


def repair(pdf: bytes) -> bytes:
    """The same pages with a true text layer. The same input gives the same bytes."""
    faces: dict[tuple[int, int], Face] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            page.Contents = document.make_stream(_repaired(page, _faces_of(page, faces)))
        for face in faces.values():
            face.finish()
        out = io.BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _faces_of(page: pikepdf.Page, faces: dict[tuple[int, int], Face]) -> dict[str, Face]:
    found: Any = page.resources.get("/Font", {})
    ours = {name: font for name, font in found.items() if _is_ours(font)}
    for font in ours.values():
        if font.objgen not in faces:
            faces[font.objgen] = Face(font)
    return {name: faces[font.objgen] for name, font in ours.items()}


def _is_ours(font: Any) -> bool:
    return font.get("/Subtype") == "/Type0" and fonts.FAMILY.replace(" ", "-") in str(font.get("/BaseFont"))


def _widths(array: Any) -> dict[int, float]:
    """The two shapes of a width array: `first [w w w]` and `first last w` (ISO 32000-2, 9.7.4.3)."""
    widths: dict[int, float] = {}
    items = list(array)
    while items:
        first, second = int(items.pop(0)), items.pop(0)
        if isinstance(second, Array):
            widths.update({first + place: float(width) for place, width in enumerate(second)})
        else:
            widths.update(dict.fromkeys(range(first, int(second) + 1), float(items.pop(0))))
    return widths


def _map(says: dict[int, str]) -> str:
    lines = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(says.items())]
    blocks = [lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK)]
    shown = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return _MAP.format(blocks="\n".join(shown))


def _repaired(page: pikepdf.Page, faces: dict[str, Face]) -> bytes:
    """The page's content, with every run of one of our fonts rewritten."""
    out: list[Instruction] = []
    run: list[Instruction] = []
    face, size = None, 1.0
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, instruction.operator
        name = str(operator)
        if name in ("TJ", "Ts") and face:
            run.append((operands, operator))
            continue
        out.extend(_run(run, face, size))
        run = []
        out.append((operands, operator))
        if name == "Tf":
            face, size = faces.get(str(operands[0])), float(operands[1])
    return pikepdf.unparse_content_stream(out)


def _run(instructions: list[Instruction], face: Face | None, size: float) -> Iterable[Instruction]:
    if face is None or not instructions:
        return instructions
    return _drawn(in_one_piece(list(_atoms(instructions, size)), face.widths, face.code_of), size)


def _atoms(instructions: list[Instruction], size: float) -> Iterator[Atom]:
    rise = 0.0
    for operands, operator in instructions:
        if str(operator) == "Ts":
            rise = float(operands[0]) / size * 1000
            continue
        for item in operands[0]:
            if isinstance(item, String):
                data = bytes(item)
                codes = (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))
                yield from (Atom(glyph=code, rise=rise) for code in codes)
            elif item:
                yield Atom(shift=float(item))


def _drawn(atoms: Iterable[Atom], size: float) -> Iterator[Instruction]:
    """Atoms as instructions: one TJ as long as the rise stays."""
    rise, shown, glyphs = 0.0, Array(), bytearray()
    for atom in atoms:
        if atom.glyph is None:
            _close(shown, glyphs)
            shown.append(round(atom.shift, 3))
            continue
        if atom.rise != rise:
            _close(shown, glyphs)
            yield from _shown(shown)
            yield ([round(atom.rise * size / 1000, 6)], Operator("Ts"))
            rise, shown = atom.rise, Array()
        glyphs += atom.glyph.to_bytes(2, "big")
    _close(shown, glyphs)
    yield from _shown(shown)
    if rise:
        yield ([0], Operator("Ts"))


def _close(shown: Array, glyphs: bytearray) -> None:
    if glyphs:
        shown.append(String(bytes(glyphs)))
        glyphs.clear()


def _shown(shown: Array) -> Iterator[Instruction]:
    if len(shown):
        yield ([shown], Operator("TJ"))
