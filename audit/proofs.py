"""Inclusion proofs out of the log: that one event is in the tree whose head a checkpoint signs (RFC 6962, section 2.1.1).

A perfect subtree never changes once it is full, so its root is kept in the shared cache: a proof in a tree of a million
events reads a thousand leaves. What comes out of the cache is never believed: the proof is climbed before it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from audit import canonical, merkle
from audit.models import Checkpoint, Event, SignedHead

# Subtrees of so many levels have their roots kept; one of the lowest is read from the log in one go.
KEPT = (10, 15, 20, 25)


@dataclass(frozen=True)
class Proof:
    """`event` is leaf `event.seq` of the tree of `size` leaves under `root`, which `checkpoint` signs."""

    event: Event
    size: int
    path: list[bytes]
    root: bytes
    checkpoint: Checkpoint


class BrokenLog(Exception):
    """The leaves in the log do not come to the root that a checkpoint signs."""


def proof_of(event: Event, checkpoint: Checkpoint) -> Proof:
    """Raises ValueError when the checkpoint does not cover the event, BrokenLog when the log was rewritten since."""
    size, root = head_of(checkpoint, event.tree)
    if not 0 <= event.seq < size:
        raise ValueError(f"{checkpoint} does not cover {event}")
    for nodes in (_Nodes(event.tree), _Nodes(event.tree, believe=False)):
        path = list(_path(nodes, event.seq, 0, size))
        if merkle.verify_inclusion(bytes(event.leaf), event.seq, size, path, root):
            return Proof(event, size, path, root, checkpoint)
    raise BrokenLog(f"{event} is not under the root of {checkpoint}")


def first_covering(event: Event) -> Checkpoint | None:
    """The first checkpoint that covers the event; None when the next one will."""
    signed = SignedHead.objects.filter(tree=event.tree, size__gt=event.seq).select_related("checkpoint")
    first = signed.order_by("size").first()
    return first.checkpoint if first else None


def covers(checkpoint: Checkpoint, event: Event) -> bool:
    return head_of(checkpoint, event.tree)[0] > event.seq


def head_of(checkpoint: Checkpoint, tree: str) -> tuple[int, bytes]:
    """Size and root of a tree as the checkpoint signs them; nothing of a tree that it does not name."""
    heads: list[dict[str, Any]] = canonical.decode(bytes(checkpoint.body))["heads"]
    sizes = {head["tree"]: (int(head["size"]), bytes.fromhex(head["root"])) for head in heads}
    return sizes.get(tree, (0, b""))


def _path(nodes: _Nodes, index: int, start: int, size: int) -> Iterator[bytes]:
    """The siblings on the way from leaf `index` up to the root over `size` leaves from `start`, lowest first."""
    if size == 1:
        return
    split = 1 << (size - 1).bit_length() - 1
    if index < start + split:
        yield from _path(nodes, index, start, split)
        yield nodes.root(start + split, size - split)
    else:
        yield from _path(nodes, index, start + split, size - split)
        yield nodes.root(start, split)


class _Nodes:
    """Roots of subtrees of one tree, from the cache and the log."""

    def __init__(self, tree: str, *, believe: bool = True) -> None:
        self.tree, self.believe = tree, believe

    def root(self, start: int, size: int) -> bytes:
        """Over `size` leaves from `start`, which is a multiple of the power of two at or above `size`."""
        level = (size - 1).bit_length()
        if size == 1 << level:
            return self._full(level, [start >> level])[0]
        split = 1 << level - 1
        return merkle.node_hash(self.root(start, split), self.root(start + split, size - split))

    def _full(self, level: int, places: Sequence[int]) -> list[bytes]:
        """The roots of perfect subtrees of `level` levels."""
        keys = {place: f"node:{self.tree}:{level}:{place}" for place in places}
        known = cache.get_many(list(keys.values())) if level in KEPT and self.believe else {}
        found = {place: known[key] if (key := keys[place]) in known else self._made(level, place) for place in places}
        made = {keys[place]: found[place] for place in places if keys[place] not in known}
        if level in KEPT and made:
            cache.set_many(made, timeout=None)
        return [found[place] for place in places]

    def _made(self, level: int, place: int) -> bytes:
        if level <= KEPT[0]:
            return merkle.root(self._leaves(place << level, 1 << level))
        below = max(kept for kept in KEPT if kept < level)
        first = place << level - below
        return merkle.root(self._full(below, range(first, first + (1 << level - below))))

    def _leaves(self, start: int, count: int) -> list[bytes]:
        rows = Event.objects.filter(tree=self.tree, seq__gte=start, seq__lt=start + count).order_by("seq")
        return [bytes(leaf) for leaf in rows.values_list("leaf", flat=True)]
