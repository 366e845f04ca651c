"""What the signer remembers of each tree, in a file outside the database: how far it signed, and under which root.

With the right edge of that tree kept beside its size, any later head is proved to have grown from it by the leaves that
came since. A database that is restored, cut or rewritten cannot take this file back with it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from audit import merkle

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Remembered:
    """The right edge of a tree of `size` leaves; `generation` counts how often its log was begun again under another name."""

    size: int
    frontier: tuple[bytes, ...]
    generation: int = 1

    @property
    def root(self) -> bytes:
        return merkle.root_of_frontier(self.frontier)

    def grown(self, leaves: Sequence[bytes]) -> Remembered:
        """The same tree with these leaves more."""
        frontier, size = list(self.frontier), self.size
        for leaf in leaves:
            merkle.grow(frontier, size, leaf)
            size += 1
        return Remembered(size, tuple(frontier), self.generation)


class Memory:
    """The file, read at the start and written before anything is signed. Raises ValueError for one that is spoilt."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_new = not path.exists()
        self.trees = {} if self.is_new else _read(path)

    def keep(self, trees: dict[str, Remembered]) -> None:
        """On disk when this returns: a power cut leaves the old file or the new one, whole."""
        self.trees = {**self.trees, **trees}
        told = {"v": FORMAT, "trees": {tree: _told(known) for tree, known in sorted(self.trees.items())}}
        part = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(told, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, self.path)
        # The name, too: until its folder is on disk, a power cut may bring the old file back.
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        self.is_new = False


def _told(known: Remembered) -> dict[str, Any]:
    return {**asdict(known), "frontier": [peak.hex() for peak in known.frontier], "root": known.root.hex()}


def _read(path: Path) -> dict[str, Remembered]:
    """The root is written for people; that it fits the edge tells a file that somebody bent."""
    told = json.loads(path.read_bytes())
    if told["v"] != FORMAT:
        raise ValueError(f"{path} is of version {told['v']!r}")
    trees = {tree: _known(one) for tree, one in told["trees"].items()}
    if bent := [tree for tree, known in trees.items() if known.root.hex() != told["trees"][tree]["root"]]:
        raise ValueError(f"{path} contradicts itself about {', '.join(bent)}")
    return trees


def _known(told: dict[str, Any]) -> Remembered:
    peaks = tuple(bytes.fromhex(peak) for peak in told["frontier"])
    if len(peaks) != int(told["size"]).bit_count():
        raise ValueError(f"a tree of {told['size']} leaves has another number of peaks than {len(peaks)}")
    return Remembered(int(told["size"]), peaks, int(told["generation"]))
