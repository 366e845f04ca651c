"""The log as files that never change: hash tiles and entry bundles at the places of C2SP tlog-tiles.

A full tile has 256 hashes; what is right of the last full one is a partial tile, of a width. Nothing is served beyond
what a note signs. Entry bundles hold the bodies themselves: only for who may read the log.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from audit.models import Event, Note
from audit.nodes import Nodes

WIDTH = 256
ENTRIES = -1
_PLACE = re.compile(r"(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True)
class Tile:
    """`width` hashes (or entries, on the level ENTRIES) of a level, from the `number * 256`th on."""

    level: int
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        level = "entries" if self.level == ENTRIES else str(self.level)
        return f"{level}/{numbered(self.number)}" + ("" if self.width == WIDTH else f".p/{self.width}")

    @property
    def first(self) -> int:
        return self.number * WIDTH

    def is_within(self, size: int) -> bool:
        """Whether a tree of so many leaves has it."""
        return self.first + self.width <= size >> 8 * max(self.level, 0)


def numbered(number: int) -> str:
    """1234067 is "x001/x234/067"."""
    last = f"{number % 1000:03}"
    return last if number < 1000 else "/".join(f"x{group:03}" for group in _groups(number // 1000)) + f"/{last}"


def _groups(number: int) -> list[int]:
    return [*_groups(number // 1000), number % 1000] if number >= 1000 else [number]


def tile_at(path: str) -> Tile | None:
    """The tile of a path in its one spelling."""
    if not (found := _PLACE.fullmatch(path)):
        return None
    level, number, width = found.groups()
    digits = int(number.replace("x", "").replace("/", ""))
    tile = Tile(ENTRIES if level == "entries" else int(level), digits, int(width or WIDTH))
    return tile if tile.path == path and tile.width <= WIDTH else None


def tiles_of(size: int, *, entries: bool) -> Iterator[Tile]:
    """All that a tree of so many leaves has, the lowest first: what is above stands on what is below."""
    for level in [*([ENTRIES] if entries else []), *range(64)]:
        count = size >> 8 * max(level, 0)
        if not count:
            return
        yield from (Tile(level, number) for number in range(count // WIDTH))
        if count % WIDTH:
            yield Tile(level, count // WIDTH, count % WIDTH)


def content(tree: str, tile: Tile) -> bytes:
    """The bytes of a tile that the tree has."""
    if tile.level == ENTRIES:
        return b"".join(struct.pack(">H", len(body)) + body for body in _bodies(tree, tile))
    nodes = Nodes(tree)
    if tile.level == 0:
        return b"".join(nodes.leaves(tile.first, tile.width))
    return b"".join(nodes.full(8 * tile.level, range(tile.first, tile.first + tile.width)))


def _bodies(tree: str, tile: Tile) -> Iterator[bytes]:
    rows = Event.objects.filter(tree=tree, seq__gte=tile.first, seq__lt=tile.first + tile.width)
    return (bytes(body) for body in rows.order_by("seq").values_list("body", flat=True))


def newest_note(tree: str) -> Note | None:
    return Note.objects.filter(tree=tree).order_by("-size").first()
