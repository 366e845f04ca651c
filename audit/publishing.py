"""What the log publishes of a tree: its checkpoint with all that witnesses said, its key, its proofs, and all of it as files."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from audit import comparing, notes, proofs, tiles
from audit.models import Cosignature, Event, Note

PROOF = "c2sp.org/tlog-proof@v1"


class Inconsistent(Exception):
    """What was published before is not a part of what stands here now."""


@dataclass(frozen=True, slots=True)
class Published:
    """How much of a tree was written anew."""

    tree: str
    size: int
    written: int


def checkpoint(note: Note) -> str:
    """The note with the lines of all witnesses that have seen it."""
    signed = notes.read(bytes(note.body))
    lines = (
        Cosignature.objects.filter(tree=note.tree, size=note.size).order_by("witness").values_list("line", flat=True)
    )
    return str(notes.joined(signed, [notes.line_of(line.rstrip("\n")) for line in lines]))


def vkey(note: Note) -> str:
    return notes.Verifier(note.origin, notes.ED25519, bytes(note.key)).vkey


def proof(event: Event, row: str | None = None) -> str | None:
    """That the event is in the log, as one text to keep (C2SP tlog-proof); None until a note covers it.

    Its extra line is the event's body: hashed, it is the leaf, so that nothing else is needed beside what it speaks of. The
    text of a row that it names follows on a line of its own, for a body holds no line break.
    """
    note = proofs.note_covering(event)
    if note is None:
        return None
    path = proofs.path_of(event, note.size, bytes(note.root))
    if path is None:
        raise proofs.BrokenLog(f"{event} is not under the root of {note}")
    extra = bytes(event.body) + (b"\n" + row.encode() if row else b"")
    lines = [PROOF, f"extra {_base(extra)}", f"index {event.seq}", *map(_base, path), "", checkpoint(note)]
    return "\n".join(lines)


def policy(vkeys: list[str]) -> str:
    """The trust policy to check these logs by: the operator's witnesses, and the logs' own keys."""
    given = _given_policy()
    lines = [line for line in given.splitlines() if line.split()[:1] != ["log"]]
    if not any(line.split()[:1] == ["quorum"] for line in lines):
        lines.append("quorum none")
    return "\n".join([*(f"log {key}" for key in vkeys), *lines]) + "\n"


def _given_policy() -> str:
    path = Path(settings.LOG_POLICY_FILE)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def newest_notes() -> list[Note]:
    """The newest note of each tree."""
    return list(Note.objects.order_by("tree", "-size").distinct("tree"))


def publish(folder: Path, *, entries: bool) -> Iterator[Published]:
    """Write what is missing: tiles, which are written once, and each tree's checkpoint last, when all that it stands on is there.

    Raises Inconsistent for a tree whose published checkpoint is not a part of what stands here; nothing of it is written.
    """
    found = newest_notes()
    _require_nothing_else(folder, {note.tree for note in found})
    for note in found:
        # A log that was begun again is another one: behind its tree's code its name says the how manieth.
        place = folder / (note.tree + note.origin.rpartition(f"/{note.tree}")[2])
        _require_grown(place / "checkpoint", note)
        written = sum(_write_tile(place, note.tree, tile) for tile in tiles.tiles_of(note.size, entries=entries))
        _write(place / "vkey", f"{vkey(note)}\n".encode())
        _write(place / "checkpoint", checkpoint(note).encode())
        yield Published(note.tree, note.size, written)
    _write(folder / "policy", policy([vkey(note) for note in found]).encode())


def _require_nothing_else(folder: Path, trees: set[str]) -> None:
    """A tree that was published, and of which nothing is signed here, was lost here."""
    if lost := [path.parent.name for path in folder.glob("*/checkpoint") if path.parent.name not in trees]:
        raise Inconsistent(f"Published before, and not signed here any more: {', '.join(sorted(lost))}.")


def _require_grown(path: Path, note: Note) -> None:
    if not path.exists():
        return
    old = notes.head_of(notes.read(path.read_bytes()))
    here = comparing.heads().get(note.tree)
    if old.origin == note.origin and comparing.fault_against(note.tree, here, old.size, old.root, source=str(path)):
        raise Inconsistent(f"{path} is of {old.size} events under another root than these have in the log now.")


def _write_tile(place: Path, tree: str, tile: tiles.Tile) -> bool:
    """Whether it had to be written."""
    path = place / "tile" / tile.path
    if path.exists():
        return False
    _write(path, tiles.content(tree, tile))
    return True


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and on disk: what is written once is never looked at again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def _base(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
