"""Glyphs added to a TrueType font, and the measures of those it has; without taking it all apart, which is slow."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

# Flags of a component (OpenType, glyf): its offsets are two words and in font units; others follow.
_OFFSETS, _MORE = 0x0003, 0x0020
_LONG_OFFSETS = 1


@dataclass(frozen=True)
class Part:
    """A glyph of the font and where it stands, in font units."""

    glyph: int
    x: int = 0
    y: int = 0


@dataclass(frozen=True)
class Composite:
    """A glyph to be added: its parts, what it says, how far it moves the pen (font units)."""

    parts: tuple[Part, ...]
    text: str
    width: int


class Outlines:
    """A TrueType font as its tables."""

    def __init__(self, data: bytes) -> None:
        reader = SFNTReader(io.BytesIO(data))
        self._version = reader.sfntVersion
        self._tables = {str(tag): reader[tag] for tag in reader.keys()}  # noqa: SIM118  (a reader has keys, and is no mapping)
        self.units = _word(self._tables["head"], 18)
        self.glyph_count = _word(self._tables["maxp"], 4)
        self._wide_count = _word(self._tables["hhea"], 34)
        form = "I" if _word(self._tables["head"], 50) == _LONG_OFFSETS else "H"
        step = 1 if form == "I" else 2
        offsets = struct.unpack(
            f">{self.glyph_count + 1}{form}", self._tables["loca"][: (self.glyph_count + 1) * 4 // step]
        )
        self._offsets = [offset * step for offset in offsets]

    @property
    def name(self) -> str:
        """Its PostScript name."""
        with TTFont(io.BytesIO(self._file({"name": self._tables["name"]})), lazy=True) as font:
            return str(font["name"].getDebugName(6))

    def width(self, glyph: int) -> int:
        return _word(self._tables["hmtx"], 4 * min(glyph, self._wide_count - 1))

    def with_composites(self, composites: Sequence[Composite]) -> bytes:
        """The font with the glyphs added behind its own, in the order given."""
        added = [_composed(composite, self._box(composite.parts)) for composite in composites]
        return self._file(
            self._tables
            | {
                "glyf": self._tables["glyf"] + b"".join(added),
                "loca": self._located(added),
                "hmtx": self._measured(composites, added),
                "hhea": self._tables["hhea"][:34] + struct.pack(">H", self.glyph_count + len(added)),
                "maxp": self._limits(composites),
                "head": self._tables["head"][:50] + struct.pack(">H", _LONG_OFFSETS) + self._tables["head"][52:],
            }
        )

    def _file(self, tables: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        writer = SFNTWriter(out, len(tables), self._version)
        for tag, data in tables.items():
            writer[tag] = data
        writer.close()
        return out.getvalue()

    def _box(self, parts: Iterable[Part]) -> tuple[int, int, int, int]:
        boxes = [self._box_of(part) for part in parts if self._offsets[part.glyph] < self._offsets[part.glyph + 1]]
        if not boxes:
            return 0, 0, 0, 0
        left, low, right, high = zip(*boxes, strict=True)
        return min(left), min(low), max(right), max(high)

    def _box_of(self, part: Part) -> tuple[int, int, int, int]:
        left, low, right, high = struct.unpack_from(">4h", self._tables["glyf"], self._offsets[part.glyph] + 2)
        return left + part.x, low + part.y, right + part.x, high + part.y

    def _located(self, added: list[bytes]) -> bytes:
        offsets = [*self._offsets[:-1], *accumulate(map(len, added), initial=len(self._tables["glyf"]))]
        return struct.pack(f">{len(offsets)}I", *offsets)

    def _measured(self, composites: Sequence[Composite], added: list[bytes]) -> bytes:
        """A side bearing that disagrees with the outline would push the glyph aside."""
        old = self._tables["hmtx"]
        narrow = struct.iter_unpack(">2s", old[4 * self._wide_count :])
        last = old[4 * self._wide_count - 4 : 4 * self._wide_count - 2]
        own: bytes = old[: 4 * self._wide_count] + b"".join(last + bearing for (bearing,) in narrow)
        ours = (struct.pack(">H", each.width) + glyph[2:4] for each, glyph in zip(composites, added, strict=True))
        return own[: 4 * self.glyph_count] + b"".join(ours)

    def _limits(self, composites: Sequence[Composite]) -> bytes:
        table = bytearray(self._tables["maxp"])
        most = max(len(composite.parts) for composite in composites)
        struct.pack_into(">H", table, 4, self.glyph_count + len(composites))
        struct.pack_into(">2H", table, 28, max(_word(table, 28), most), _word(table, 30) + 1)
        return bytes(table)


def _composed(composite: Composite, box: tuple[int, int, int, int]) -> bytes:
    last = len(composite.parts) - 1
    parts = (
        struct.pack(">2H2h", _OFFSETS | (_MORE if place < last else 0), part.glyph, part.x, part.y)
        for place, part in enumerate(composite.parts)
    )
    glyph = struct.pack(">5h", -1, *box) + b"".join(parts)
    return glyph + bytes(-len(glyph) % 4)


def _word(table: bytes | bytearray, offset: int) -> int:
    value: int = struct.unpack_from(">H", table, offset)[0]
    return value
