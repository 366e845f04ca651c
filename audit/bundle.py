"""Writes what an auditor takes away: one tree with every body, and the checkpoints that speak of it.

`log.jsonl` holds one body a line, byte for byte as hashed (canonical JSON has no line breaks); line k is leaf k.
`leaves.bin` holds the leaf hashes, 32 bytes each, so that a changed body is found at its place. `checkpoints.jsonl`
holds the signed checkpoints; `manifest.json` says what is here. The vault stays at home.

A folder and a ZIP file hold the same bytes, for as long as the tree reaches as far. What is read is bounded by the size
that the tree had at first, and read a page at a time: the log grows meanwhile, and no transaction is held open for it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, BinaryIO

from audit import canonical
from audit.models import Checkpoint, Event, SignedHead
from audit.reports import roots
from jobs.registry import Step

FORMAT = 1
# A body is 64 kB at the most: a page of the largest ones is 64 MB, and of the usual ones less than one.
PAGE = 1000
_NO_DATE = (1980, 1, 1, 0, 0, 0)

Open = Callable[[str], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a tree reaches: its size and root, and up to which of its sizes which checkpoint was the last to sign it."""

    tree: str
    size: int
    root: str
    signed: int
    checkpoint: int | None

    @property
    def facts(self) -> dict[str, int | str | None]:
        return asdict(self)


def reach(tree: str) -> Reach:
    """How far `tree` reaches now. ValueError when nothing is on record in it."""
    if tree not in (heads := roots(tree)):
        raise ValueError(f"Nothing is on record in tree {tree}.")
    size, root = heads[tree]
    # After the head, so that no checkpoint speaks of more than is told here.
    last = SignedHead.objects.filter(tree=tree, size__lte=size).order_by("-size").first()
    return Reach(tree, size, root, last.size if last else 0, last.checkpoint_id if last else None)


def export(tree: str, folder: Path) -> int:
    """Write the bundle of `tree` into `folder`; answers how many events it has."""
    far = reach(tree)
    folder.mkdir(parents=True, exist_ok=True)
    _write(far, lambda name: (folder / name).open("wb"))
    return far.size


def pack(far: Reach, file: BinaryIO, *, step: Step = lambda done, total: None) -> None:
    """Write the same as one ZIP file; `step` is told after each page how many events are in, and what it raises ends it."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(far, lambda name: archive.open(undated(name), "w", force_zip64=True), step=step)


def checkpoint_line(checkpoint: Checkpoint) -> bytes:
    """A checkpoint as auditors hold it: `verify_audit.py --checkpoint` reads this."""
    return canonical.encode(checkpoint_told(checkpoint)) + b"\n"


def checkpoint_told(checkpoint: Checkpoint) -> dict[str, str]:
    return {
        "body": bytes(checkpoint.body).decode(),
        "signature": bytes(checkpoint.signature).hex(),
        "key": bytes(checkpoint.key).hex(),
    }


def undated(name: str) -> zipfile.ZipInfo:
    """An entry of a ZIP file: what is packed twice makes the same file, for no moment of packing is in it."""
    entry = zipfile.ZipInfo(name, date_time=_NO_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _write(far: Reach, opened: Open, *, step: Step = lambda done, total: None) -> None:
    """One file after the other, for a ZIP has one open at a time; the manifest last, so that it is missing in a torn one."""
    with opened("log.jsonl") as bodies:
        for seq, body in _events(far, "body"):
            bodies.write(body + b"\n")
            if seq % PAGE == 0:
                step(seq, far.size)
    with opened("leaves.bin") as leaves:
        for _seq, leaf in _events(far, "leaf"):
            leaves.write(leaf)
    with opened("checkpoints.jsonl") as checkpoints:
        for checkpoint in _checkpoints(far):
            checkpoints.write(checkpoint_line(checkpoint))
    manifest = {"format": FORMAT, "tree": far.tree, "size": far.size, "root": far.root}
    with opened("manifest.json") as told:
        told.write(canonical.encode(manifest) + b"\n")
    step(far.size, far.size)


def _events(far: Reach, column: str) -> Iterator[tuple[int, bytes]]:
    """By place in the tree, or the verifier would build another root."""
    rows = Event.objects.filter(tree=far.tree, seq__lt=far.size).order_by("seq").values_list("seq", column)
    after = -1
    while page := list(rows.filter(seq__gt=after)[:PAGE]):
        yield from ((seq, bytes(value)) for seq, value in page)
        after = page[-1][0]


def _checkpoints(far: Reach) -> Iterator[Checkpoint]:
    """Those at which the tree had grown since the one before; in a province of many events they are many too."""
    signed = (
        SignedHead.objects.filter(tree=far.tree, size__lte=far.signed).select_related("checkpoint").order_by("size")
    )
    after = 0
    while page := list(signed.filter(size__gt=after)[:PAGE]):
        yield from (head.checkpoint for head in page)
        after = page[-1].size
