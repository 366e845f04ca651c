"""Roots of perfect subtrees out of the log. Once full they never change, so those of whole tiles are kept.

Who serves keeps them in the shared cache: a proof in a tree of a million events reads a few hundred leaves. Who signs
keeps them in its own memory, and whoever wants to believe nothing keeps none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection

from audit import merkle

# Subtrees of so many levels have their roots kept: those of whole tiles of 256 (C2SP tlog-tiles), and of tiles of these.
KEPT = (8, 16, 24)


class Kept(Protocol):
    def get_many(self, keys: list[str]) -> dict[str, bytes]: ...
    def set_many(self, data: dict[str, bytes], timeout: None) -> object: ...


class Nothing:
    """For who recomputes: everything comes from the leaves."""

    def get_many(self, keys: list[str]) -> dict[str, bytes]:
        return {}

    def set_many(self, data: dict[str, bytes], timeout: None) -> None:
        return None


def own() -> Kept:
    """Of this process alone. A tree of ten million events has forty thousand whole tiles."""
    kept: Kept = LocMemCache("audit.nodes", {"OPTIONS": {"MAX_ENTRIES": 200_000}, "TIMEOUT": None})
    return kept


class Nodes:
    """Roots of subtrees of one tree, from what is kept and from the log."""

    def __init__(self, tree: str, kept: Kept = cache) -> None:
        self.tree, self.kept = tree, kept

    def root(self, start: int, size: int) -> bytes:
        """Over `size` leaves from `start`, which is a multiple of the power of two at or above `size`."""
        level = (size - 1).bit_length()
        if size == 1 << level:
            return self.full(level, [start >> level])[0]
        split = 1 << level - 1
        return merkle.node_hash(self.root(start, split), self.root(start + split, size - split))

    def full(self, level: int, places: Sequence[int]) -> list[bytes]:
        """The roots of the perfect subtrees of `level` levels at these places, which rise."""
        keys = {place: f"node:{self.tree}:{level}:{place}" for place in places}
        known = self.kept.get_many(list(keys.values())) if level in KEPT else {}
        found = {place: known[key] for place, key in keys.items() if key in known}
        made = self._made(level, [place for place in places if place not in found])
        if level in KEPT and made:
            self.kept.set_many({keys[place]: node for place, node in made.items()}, timeout=None)
        found.update(made)
        return [found[place] for place in places]

    def _made(self, level: int, places: list[int]) -> dict[int, bytes]:
        if level <= KEPT[0]:
            return self._from_leaves(level, places)
        below = max(kept for kept in KEPT if kept < level)
        step = level - below
        nodes = self.full(below, [place << step | at for place in places for at in range(1 << step)])
        return {place: merkle.root(nodes[at << step : at + 1 << step]) for at, place in enumerate(places)}

    def _from_leaves(self, level: int, places: list[int]) -> dict[int, bytes]:
        """Places side by side are read in one go."""
        made = {}
        for _run, group in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
            run = [place for _at, place in group]
            leaves = self.leaves(run[0] << level, len(run) << level)
            for at, place in enumerate(run):
                made[place] = merkle.root(leaves[at << level : at + 1 << level])
        return made

    def leaves(self, start: int, count: int) -> list[bytes]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT log.leaves(%s, %s, %s)", [self.tree, start, start + count])
            raw = bytes(cursor.fetchone()[0])
        return [raw[at : at + 32] for at in range(0, len(raw), 32)]
