"""Proves from the leaves that a tree has grown out of what the signer remembers of it; tells where it has not.

Nothing that the database says of its own past is believed: the edge that it shows must come out of the edge that was
remembered and of the leaves that came since.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from audit import merkle
from audit.memory import Remembered
from audit.models import Head

# Of 32 bytes each: what is read of a long tree at once.
PAGE = 32_768
_WORDS = {
    "shrunk": "has fewer events than were signed, and is not signed",
    "forked": "is not the tree that was signed, and is not signed",
    "forgotten": "is taken as it stands, for the signer's memory of it is lost",
    "warned": "is not what a witness saw",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A tree is not what was seen of it; what is before `first_bad` agrees. `kind` is the alarm's."""

    tree: str
    kind: str
    size: int
    seen_size: int
    seen_root: bytes
    first_bad: int
    source: str

    def __str__(self) -> str:
        return (
            f"tree {self.tree} {_WORDS[self.kind]}: {self.size} here, {self.seen_size} under {self.seen_root.hex()} seen by"
            f" {self.source}; what is before event {self.first_bad} agrees."
        )


def heads() -> dict[str, Remembered]:
    """Every tree as the database shows it, from one snapshot."""
    rows = Head.objects.order_by("tree")
    return {row.tree: Remembered(row.size, tuple(bytes(peak) for peak in row.frontier)) for row in rows}


def fault_of(tree: str, here: Remembered | None, seen: Remembered | None) -> Fault | None:
    """What stands against signing `here`, when the signer remembers `seen`; None when it is the same tree, grown."""
    here, seen = here or Remembered(0, ()), seen or Remembered(0, ())
    if here.size < seen.size:
        kind = "shrunk"
    elif _grown(tree, seen, here.size).root != here.root:
        kind = "forked"
    else:
        return None
    return Fault(tree, kind, here.size, seen.size, seen.root, _first_bad(tree, here.size, seen), "signer")


def fault_against(tree: str, here: Remembered | None, size: int, root: bytes, *, source: str) -> Fault | None:
    """As `fault_of`, where somebody else saw `size` events under `root`, and no edge of that tree is known."""
    there = here.size if here else 0
    if there < size:
        return Fault(tree, "shrunk", there, size, root, there, source)
    if grown_to(tree, size).root != root:
        return Fault(tree, "forked", there, size, root, 0, source)
    return None


def leaves(tree: str, start: int, end: int) -> Iterator[list[bytes]]:
    """The leaves of a tree, a page at a time."""
    with connection.cursor() as cursor:
        for first in range(start, end, PAGE):
            cursor.execute("SELECT log.leaves(%s, %s, %s)", [tree, first, min(first + PAGE, end)])
            raw = bytes(cursor.fetchone()[0])
            yield [raw[at : at + 32] for at in range(0, len(raw), 32)]


def grown_to(tree: str, size: int) -> Remembered:
    """The tree of the first `size` leaves that stand in the log now."""
    return _grown(tree, Remembered(0, ()), size)


def _grown(tree: str, seen: Remembered, size: int) -> Remembered:
    grown = seen
    for page in leaves(tree, seen.size, size):
        grown = grown.grown(page)
    return grown


def _first_bad(tree: str, size: int, seen: Remembered) -> int:
    """Where the first of the remembered subtrees begins that the log's leaves no longer make."""
    for (start, count), peak in zip(merkle.peaks_of(seen.size), seen.frontier, strict=True):
        there = [leaf for page in leaves(tree, start, min(start + count, size)) for leaf in page]
        if start + count > size:
            return size if start <= size else start
        if merkle.root(there) != peak:
            return start
    return min(seen.size, size)
