"""RFC 6962 trees: roots, inclusion and consistency proofs over SHA-256."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def leaf_hash(body: bytes) -> bytes:
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root_of_frontier(frontier: Sequence[bytes]) -> bytes:
    """The root from the right edge that the database keeps: the peaks, largest first."""
    if not frontier:
        return sha256().digest()
    *rest, root = frontier
    for peak in reversed(rest):
        root = node_hash(peak, root)
    return root


def grow(frontier: list[bytes], size: int, leaf: bytes) -> None:
    """Add a leaf to the right edge of a tree of `size` leaves."""
    while size & 1:
        leaf = node_hash(frontier.pop(), leaf)
        size >>= 1
    frontier.append(leaf)


def peaks_of(size: int) -> list[tuple[int, int]]:
    """What the peaks of a tree's right edge stand over: where each begins, and how many leaves it has."""
    spans, start = [], 0
    for bit in range(size.bit_length() - 1, -1, -1):
        if size >> bit & 1:
            spans.append((start, 1 << bit))
            start += 1 << bit
    return spans


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    level = list(leaves)
    if not level:
        return sha256().digest()
    while len(level) > 1:
        paired = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of leaf `index` (section 2.1.1)."""
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root(leaves[:split])]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], claimed_root: bytes) -> bool:
    if not 0 <= index < size:
        return False
    return _climb(leaf, index, size, list(proof)) == claimed_root


def _climb(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes | None:
    if size == 1:
        return leaf if not proof else None
    if not proof:
        return None
    split, sibling = _split(size), proof.pop()
    if index < split:
        below = _climb(leaf, index, split, proof)
        return below and node_hash(below, sibling)
    below = _climb(leaf, index - split, size - split, proof)
    return below and node_hash(sibling, below)


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Shows that the tree of `old_size` leaves is a prefix of this one (section 2.1.2)."""
    return _subproof(leaves, old_size, whole=True)


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    if old_size <= split:
        return [*_subproof(leaves[:split], old_size, whole=whole), root(leaves[split:])]
    return [*_subproof(leaves[split:], old_size - split, whole=False), root(leaves[:split])]


def verify_consistency(old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    if not 0 < old_size <= new_size:
        return False
    parts = list(proof)
    built = _rebuild(old_size, new_size, parts, old_root, whole=True)
    return not parts and built == (old_root, new_root)


def _rebuild(
    old_size: int, new_size: int, proof: list[bytes], old_root: bytes, *, whole: bool
) -> tuple[bytes, bytes] | None:
    """The old and the new root of a subtree, as far as `proof` tells."""
    if old_size == new_size:
        peak = old_root if whole else (proof.pop() if proof else None)
        return (peak, peak) if peak is not None else None
    if not proof:
        return None
    split, sibling = _split(new_size), proof.pop()
    if old_size <= split:
        below = _rebuild(old_size, split, proof, old_root, whole=whole)
        return below and (below[0], node_hash(below[1], sibling))
    below = _rebuild(old_size - split, new_size - split, proof, old_root, whole=False)
    return below and (node_hash(sibling, below[0]), node_hash(sibling, below[1]))


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
