"""A log that was made without a database: of as many events as one likes, as a bundle and as the published tiles.

What moves money in it balances, as the ledger's own functions would tell it; the rest are texts with Thai and escapes.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit import canonical, merkle, notes, tiles
from audit.notes import COSIGNATURE, Head, Note

ORIGIN, WITNESS = "log.example/57", "witness.example/w1"
KEY = Ed25519PrivateKey.from_private_bytes(sha256(b"a log").digest())
SEEN_BY = Ed25519PrivateKey.from_private_bytes(sha256(b"a witness").digest())
SECONDS = 1_780_000_000
BANK, OTHER = "CR/11100", "CR/31100"


@dataclass
class Fund:
    """What the ledger would remember."""

    balance: int = 0
    aseq: int = 0
    holds: list[tuple[str, int]] = field(default_factory=list)

    def entry(
        self, seq: int, amount: int, *, hold: str | None = None, reverses: str | None = None
    ) -> dict[str, object]:
        self.balance, self.aseq = self.balance + amount, self.aseq + 1
        sides = ((BANK, amount, self.balance), (OTHER, -amount, -self.balance))
        postings = [{"account": code, "amount": a, "aseq": self.aseq, "balance": b} for code, a, b in sides]
        told = {"basis": f"x:{seq}", "book": "CR", "kind": "k", "n": 2, "postings": postings, "reference": f"r:{seq}"}
        return {
            **told,
            "id": uuid(seq),
            "date": "2026-02-02",
            "consumed": -amount if hold else 0,
            "hold": hold,
            "reverses": reverses,
        }

    def set_aside(self, seq: int, amount: int) -> dict[str, object]:
        self.holds.append((uuid(seq), amount))
        told = {"account": BANK, "amount": amount, "basis": f"x:{seq}", "book": "CR", "date": "2026-02-02"}
        return {**told, "id": uuid(seq), "reference": f"r:{seq}"}


def uuid(seq: int) -> str:
    return str(UUID(int=(1 << 64) + seq))


def body(seq: int, event: str, facts: dict[str, object], *, row: bool = False, **more: object) -> bytes:
    told = {
        "actor": {"person": 12, "role": "treasurer", "seat": 33 if seq % 7 else None},
        "entry": uuid(seq) if row else None,
        "event": event,
        "facts": facts,
        "facts_version": 1,
        "occurred_at": f"2026-02-02T03:{seq // 60 % 60:02}:{seq % 60:02}.{seq % 10**6:06}Z",
        "personal": {"reason": sha256(b"%d" % seq).hexdigest()} if seq % 3 == 0 else {},
        "subject": f"request:{seq % 100}",
        "tree": "57",
        "v": 2,
    }
    return canonical.encode({**told, **more})


def bodies(count: int) -> Iterator[bytes]:
    """Two of five move money, one sets some aside; the others are about requests."""
    fund, floor = Fund(), {"book": "CR", "kind": "bank"}
    accounts = [{"code": BANK, "floor": 0, **floor}, {"code": OTHER, "floor": None, **floor}]
    yield body(0, "fund.opened", {"code": "CR", "name": "กองทุน", "opened_on": "2026-01-01", "accounts": accounts})
    for seq in range(1, count):
        yield _next(seq, fund)


def _next(seq: int, fund: Fund) -> bytes:
    if seq % 5 == 1:
        return body(seq, "money.received", {"amount": 700, "entry": fund.entry(seq, 700), "source": "LOC"}, row=True)
    if seq % 5 == 3:
        return body(
            seq, "money.set_aside", {"amount": 300, "hold": fund.set_aside(seq, 300), "source": "LOC"}, row=True
        )
    if seq % 10 == 4:
        hold, _amount = fund.holds.pop()
        return body(
            seq, "money.paid", {"amount": 300, "entry": fund.entry(seq, -300, hold=hold), "source": "LOC"}, row=True
        )
    if seq % 10 == 9:
        hold, amount = fund.holds.pop()
        told = {"amount": amount, "basis": "x:1", "date": "2026-02-02", "hold": hold, "id": uuid(seq), "n": 1}
        release = {**told, "reference": f"r:{seq}", "remaining": 0}
        return body(seq, "money.released", {"amount": amount, "release": release}, row=True)
    if seq % 50 == 22:
        before = uuid(seq - 1)
        return body(seq, "entry.reversed", {"amount": 700, "entry": fund.entry(seq, -700, reverses=before)}, row=True)
    title = f"ซ่อมถนน “สาย {seq}”" + (' "ก"\n\\' if seq % 11 == 0 else "")
    return body(seq, "request.submitted", {"state": "in_review", "title": title, "amount": seq * 100, "due_on": None})


class MadeLog:
    """The first `size` events under one note, seen by one witness."""

    def __init__(self, size: int, told: list[bytes] | None = None) -> None:
        self.bodies = told or list(bodies(size))
        self.leaves = [merkle.leaf_hash(one) for one in self.bodies]
        self.root = merkle.root(self.leaves)

    @property
    def size(self) -> int:
        return len(self.bodies)

    def note(self, size: int | None = None) -> Note:
        size = self.size if size is None else size
        signed = notes.sign(Head(ORIGIN, size, merkle.root(self.leaves[:size])), KEY)
        return notes.joined(signed, [notes.cosign(signed, WITNESS, SEEN_BY, SECONDS)])

    def checkpoint(self, size: int) -> bytes:
        """As one of the older kind."""
        head = {"tree": "57", "size": size, "root": merkle.root(self.leaves[:size]).hex()}
        told = canonical.encode({"at": "2026-02-02T03:00:00.000000Z", "heads": [head], "v": 1})
        key = KEY.public_key().public_bytes_raw().hex()
        return canonical.encode({"body": told.decode(), "key": key, "signature": KEY.sign(told).hex()}) + b"\n"

    def write_bundle(self, folder: Path, *, signed: tuple[int, ...] = ()) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "log.jsonl").write_bytes(b"".join(one + b"\n" for one in self.bodies))
        (folder / "leaves.bin").write_bytes(b"".join(self.leaves))
        (folder / "checkpoints.jsonl").write_bytes(b"".join(map(self.checkpoint, signed or (self.size,))))
        manifest = {"format": 1, "tree": "57", "size": self.size, "root": self.root.hex()}
        (folder / "manifest.json").write_bytes(canonical.encode(manifest) + b"\n")
        return folder

    def write_tiles(self, folder: Path, *, entries: bool = True) -> Path:
        for tile in tiles.tiles_of(self.size, entries=entries):
            path = folder / "tile" / tile.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.content(tile))
        (folder / "checkpoint").write_text(str(self.note()))
        return folder

    def content(self, tile: tiles.Tile) -> bytes:
        """By the definition, and not as the service reads it."""
        width = 256 ** max(tile.level, 0)
        places = range(tile.first, tile.first + tile.width)
        if tile.level == tiles.ENTRIES:
            return b"".join(len(self.bodies[at]).to_bytes(2, "big") + self.bodies[at] for at in places)
        return b"".join(merkle.root(self.leaves[at * width : (at + 1) * width]) for at in places)

    def proof(self, seq: int) -> str:
        """As a `.tlog-proof`."""
        path = merkle.inclusion_proof(self.leaves, seq)
        lines = ["c2sp.org/tlog-proof@v1", f"extra {_base(self.bodies[seq])}", f"index {seq}", *map(_base, path), ""]
        return "\n".join([*lines, str(self.note())])

    def consistency(self, old: int) -> list[bytes]:
        return merkle.consistency_proof(self.leaves, old)

    @property
    def policy(self) -> str:
        log, witness = notes.verifier_for(ORIGIN, KEY), notes.verifier_for(WITNESS, SEEN_BY, COSIGNATURE)
        return f"log {log.vkey}\nwitness w1 {witness.vkey}\nquorum w1\n"


def rewritten(made: MadeLog, seq: int, told: bytes) -> MadeLog:
    """What a thief with the whole database makes of it: every hash fits again."""
    return MadeLog(0, [*made.bodies[:seq], told, *made.bodies[seq + 1 :]])


def _base(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
