"""Proofs out of the log: that one event is in the tree whose head a checkpoint signs, that a tree has grown out of another
(RFC 6962, sections 2.1.1 and 2.1.2).

What comes out of the cache (`audit.nodes`) is never believed: a proof is climbed before it is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit import canonical, merkle
from audit.models import Checkpoint, Event, Note, SignedHead
from audit.nodes import Nodes, Nothing


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
    if (path := path_of(event, size, root)) is not None:
        return Proof(event, size, path, root, checkpoint)
    raise BrokenLog(f"{event} is not under the root of {checkpoint}")


def path_of(event: Event, size: int, root: bytes) -> list[bytes] | None:
    """The siblings from the event's leaf up to `root` over `size` leaves, lowest first; None when it is not under it."""
    for nodes in (Nodes(event.tree), Nodes(event.tree, Nothing())):
        path = list(_path(nodes, event.seq, 0, size))
        if merkle.verify_inclusion(bytes(event.leaf), event.seq, size, path, root):
            return path
    return None


def consistency_of(nodes: Nodes, old_size: int, size: int) -> list[bytes]:
    """Shows that the first `old_size` leaves are a prefix of the first `size`. Empty from nothing, as witnesses ask for it."""
    return list(_subproof(nodes, old_size, 0, size, whole=True)) if old_size else []


def note_covering(event: Event) -> Note | None:
    """The first note that covers the event."""
    return Note.objects.filter(tree=event.tree, size__gt=event.seq).order_by("size").first()


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


def _path(nodes: Nodes, index: int, start: int, size: int) -> Iterator[bytes]:
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


def _subproof(nodes: Nodes, old_size: int, start: int, size: int, *, whole: bool) -> Iterator[bytes]:
    """`old_size` counts from `start` on; `whole` as long as the old root itself is what is left."""
    if old_size == size:
        if not whole:
            yield nodes.root(start, size)
        return
    split = 1 << (size - 1).bit_length() - 1
    if old_size <= split:
        yield from _subproof(nodes, old_size, start, split, whole=whole)
        yield nodes.root(start + split, size - split)
    else:
        yield from _subproof(nodes, old_size - split, start + split, size - split, whole=False)
        yield nodes.root(start, split)
