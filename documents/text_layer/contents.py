"""The content of a page, with the text of known faces rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from documents.text_layer.clusters import Atom
from documents.text_layer.faces import Face

# WeasyPrint writes one instruction a line: a choice of font, or texts with the lifts between them.
_FONT_OR_RUN = re.compile(rb"^/(\S+) (\S+) Tf$|^(?:\[[^\]\n]*\] TJ\n|[-+.\de]+ Ts\n)+", re.MULTILINE)
_ITEM = re.compile(rb"<([0-9a-fA-F]*)>|([-+.\de]+)")
_NO_MOVE = 0.05


def repaired(content: bytes, faces: Mapping[str, Face]) -> bytes:
    """Every run of text of one of the `faces` with whole clusters; all else as it was."""
    face: Face | None = None
    size = 1.0

    def rewritten(match: re.Match[bytes]) -> bytes:
        nonlocal face, size
        if match[1]:
            face, size = faces.get(f"/{match[1].decode()}"), float(match[2])
            return match[0]
        return _run(match[0], face, size) if face else match[0]

    return _FONT_OR_RUN.sub(rewritten, content)


def _run(run: bytes, face: Face, size: float) -> bytes:
    lead, atoms = _atoms(run, size)
    whole = list(face.clusters.in_one_piece(atoms))
    face.used.update(atom.glyph for atom in whole)
    return b"".join(_drawn(lead, whole, size))


def _atoms(run: bytes, size: float) -> tuple[float, list[Atom]]:
    """What the pen is pushed back before the first glyph, and the glyphs."""
    lead = rise = 0.0
    atoms: list[Atom] = []
    for line in run.splitlines():
        if line.endswith(b"Ts"):
            rise = float(line[:-2]) / size * 1000
            continue
        for codes, shift in _ITEM.findall(line):
            if codes:
                atoms.extend(Atom(int(codes[at : at + 4], 16), rise) for at in range(0, len(codes), 4))
            elif shift and atoms:
                atoms[-1] = atoms[-1]._replace(shift=atoms[-1].shift + float(shift))
            elif shift:
                lead += float(shift)
    return lead, atoms


def _drawn(lead: float, atoms: list[Atom], size: float) -> Iterator[bytes]:
    """One TJ as long as the lift stays."""
    rise, shown, open_ = 0.0, [_number(lead)] if lead else [], False
    for atom in atoms:
        if atom.rise != rise:
            yield _shown(shown, open_)
            yield b"%b Ts\n" % _number(atom.rise * size / 1000)
            rise, shown, open_ = atom.rise, [], False
        shown.append(b"%04x" % atom.glyph if open_ else b"<%04x" % atom.glyph)
        open_ = abs(atom.shift) <= _NO_MOVE
        if not open_:
            shown.append(b">" + _number(atom.shift))
    yield _shown(shown, open_)
    if rise:
        yield b"0 Ts\n"


def _shown(shown: list[bytes], open_: bool) -> bytes:
    return b"[%b%b] TJ\n" % (b"".join(shown), b">" if open_ else b"") if shown else b""


def _number(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode()
