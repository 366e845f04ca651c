"""A witness: sees that other people's logs only grow, and signs what it has seen (C2SP tlog-witness, tlog-cosignature).

For a neighbouring province or the auditors' office. It keeps its own key and what it saw last in a folder of its own,
knows nothing of any database, and answers two addresses: `add-checkpoint`, and what it saw last of a log.
"""

from __future__ import annotations

import base64
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit import merkle, notes, policies
from audit.notes import COSIGNATURE, BadNote, Verifier

TEXT, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"
MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str = ""
    kind: str = TEXT


@dataclass(frozen=True, slots=True)
class Asked:
    """What `add-checkpoint` is asked: that this note's tree has grown out of one of `old` leaves."""

    old: int
    proof: list[bytes]
    note: notes.Note

    def __bytes__(self) -> bytes:
        hashes = "".join(f"{base64.b64encode(node).decode()}\n" for node in self.proof)
        return f"old {self.old}\n{hashes}\n{self.note}".encode()


def read_asked(raw: bytes) -> Asked:
    """Raises BadNote."""
    head, blank, note = raw.partition(b"\n\n")
    first, *hashes = head.decode("ascii", "replace").split("\n")
    old = first.removeprefix("old ")
    if (
        not blank
        or not first.startswith("old ")
        or not old.isdecimal()
        or str(int(old)) != old
        or len(hashes) > MOST_HASHES
    ):
        raise BadNote("an old size, a proof, and a checkpoint")
    proof = [notes.unbase(line) for line in hashes]
    if any(len(node) != 32 for node in proof):
        raise BadNote("a hash has 32 bytes")
    return Asked(int(old), proof, notes.read(note))


class Witness:
    """One witness in its folder: `name`, `key`, `logs` (lines of a policy: whom it watches) and `seen.sqlite`."""

    def __init__(self, folder: Path, *, now: Callable[[], float] = time.time) -> None:
        self.folder, self.now = folder, now
        self.name = (folder / "name").read_text(encoding="utf-8").strip()
        self.key = Ed25519PrivateKey.from_private_bytes((folder / "key").read_bytes())
        with self._store() as store:
            store.execute("CREATE TABLE IF NOT EXISTS seen (origin TEXT PRIMARY KEY, id TEXT UNIQUE, note TEXT)")

    @property
    def verifier(self) -> Verifier:
        return notes.verifier_for(self.name, self.key, COSIGNATURE)

    @contextmanager
    def _store(self) -> Iterator[sqlite3.Connection]:
        """One at a time looks and writes: two checkpoints at once cannot both grow out of the same one."""
        store = sqlite3.connect(self.folder / "seen.sqlite", timeout=20, isolation_level=None)
        try:
            store.execute("PRAGMA synchronous = FULL")
            store.execute("BEGIN IMMEDIATE")
            yield store
            store.execute("COMMIT")
        finally:
            store.close()

    def watched(self) -> dict[str, Verifier]:
        """Read anew each time, so that a log is added without a stop."""
        return policies.read((self.folder / "logs").read_text(encoding="utf-8")).logs

    def add_checkpoint(self, raw: bytes) -> Answer:
        """200 with our line, once it is stored; else why not, as the specification numbers it."""
        try:
            asked = read_asked(raw)
            head = notes.head_of(asked.note)
        except BadNote as error:
            return Answer(400, f"{error}\n")
        log = self.watched().get(head.origin)
        if log is None:
            return Answer(404, "this log is not watched here\n")
        if not notes.is_signed(asked.note, log):
            return Answer(403, "not signed by the key of this log\n")
        if asked.old > head.size:
            return Answer(400, "the old size is the larger one\n")
        with self._store() as store:
            return self._stored(store, asked, head)

    def _stored(self, store: sqlite3.Connection, asked: Asked, head: notes.Head) -> Answer:
        before = _seen(store, head.origin)
        if asked.old != before.size:
            return Answer(409, f"{before.size}\n", SIZE)
        if not _grows(asked, before, head):
            return Answer(422, "this tree has not grown out of the one that was seen\n")
        line = notes.cosign(asked.note, self.name, self.key, int(self.now()))
        kept = str(notes.joined(asked.note, [line]))
        number = sha256(head.origin.encode()).hexdigest()
        store.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", [head.origin, number, kept])
        return Answer(200, str(line))

    def checkpoint(self, number: str) -> Answer:
        """What was seen last of the log whose name has this SHA-256."""
        with self._store() as store:
            found = store.execute("SELECT note FROM seen WHERE id = ?", [number]).fetchone()
        return Answer(200, found[0]) if found else Answer(404, "nothing was seen of this log\n")


def _seen(store: sqlite3.Connection, origin: str) -> notes.Head:
    found = store.execute("SELECT note FROM seen WHERE origin = ?", [origin]).fetchone()
    return notes.head_of(notes.read(found[0].encode())) if found else notes.Head(origin, 0, sha256().digest())


def _grows(asked: Asked, before: notes.Head, head: notes.Head) -> bool:
    if before.size in (0, head.size):
        return not asked.proof and (before.size != head.size or before.root == head.root)
    return merkle.verify_consistency(before.size, head.size, asked.proof, before.root, head.root)


def make(folder: Path, name: str, watched: list[str]) -> Witness:
    """The witness of a folder, made when it is not there; `watched` are the keys of the logs that it looks at."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "key").exists():
        with open(os.open(folder / "key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw())
    (folder / "name").write_text(f"{name}\n", encoding="utf-8")
    if watched or not (folder / "logs").exists():
        (folder / "logs").write_text("".join(f"log {vkey}\n" for vkey in watched), encoding="utf-8")
    return Witness(folder)


def of_folder(folder: Path) -> dict[str, Witness]:
    """One witness, or several, each in a folder of its own."""
    if (folder / "key").exists():
        return {"": Witness(folder)}
    return {path.parent.name: Witness(path.parent) for path in sorted(folder.glob("*/key"))}
