"""Writes what an auditor takes away: one tree with every body, and the checkpoints that speak of it.

`log.jsonl` holds one body a line, byte for byte as hashed (canonical JSON has no line breaks); line k is leaf k.
`leaves.bin` holds the leaf hashes, 32 bytes each, so that a changed body is found at its place. `checkpoints.jsonl`
holds the signed checkpoints; `manifest.json` says what is here. The vault stays at home.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from audit import canonical
from audit.models import Checkpoint, Event, SignedHead
from audit.reports import roots

FORMAT = 1


def export(tree: str, folder: Path) -> int:
    """Write the bundle of `tree` into `folder`; answers how many events it has.

    Checkpoints are read before the head and the head before the events, so that each part covers the one before.
    """
    checkpoints = list(_checkpoints_of(tree))
    if tree not in (heads := roots(tree)):
        raise ValueError(f"Nothing is on record in tree {tree}.")
    size, root = heads[tree]
    folder.mkdir(parents=True, exist_ok=True)
    _write_log(tree, size, folder)
    (folder / "checkpoints.jsonl").write_bytes(b"".join(checkpoint_line(checkpoint) for checkpoint in checkpoints))
    manifest = {"format": FORMAT, "tree": tree, "size": size, "root": root}
    (folder / "manifest.json").write_bytes(canonical.encode(manifest) + b"\n")
    return size


def checkpoint_line(checkpoint: Checkpoint) -> bytes:
    """A checkpoint as auditors hold it: `verify_audit.py --checkpoint` reads this."""
    return canonical.encode(checkpoint_told(checkpoint)) + b"\n"


def checkpoint_told(checkpoint: Checkpoint) -> dict[str, str]:
    return {
        "body": bytes(checkpoint.body).decode(),
        "signature": bytes(checkpoint.signature).hex(),
        "key": bytes(checkpoint.key).hex(),
    }


def _checkpoints_of(tree: str) -> Iterator[Checkpoint]:
    """Those at which the tree had grown since the one before."""
    signed = SignedHead.objects.filter(tree=tree, size__gt=0).select_related("checkpoint").order_by("size")
    return (head.checkpoint for head in signed.iterator())


def _write_log(tree: str, size: int, folder: Path) -> None:
    # By place in the tree, or the verifier would build another root.
    rows = Event.objects.filter(tree=tree, seq__lt=size).order_by("seq").values_list("body", "leaf")
    with (folder / "log.jsonl").open("wb") as bodies, (folder / "leaves.bin").open("wb") as leaves:
        for body, leaf in rows.iterator(chunk_size=5000):
            bodies.write(bytes(body) + b"\n")
            leaves.write(bytes(leaf))
