#!/usr/bin/env python3
"""Verifies an audit bundle of Thunklang. One file, Python's standard library only; get it from elsewhere than the bundle.

    python3 verify_audit.py DIR [--checkpoint HELD.json] [--key HEX]
    python3 verify_audit.py --document PAPER.pdf PROOF.json [--checkpoint HELD.json] [--key HEX]

It recomputes every leaf and every root, checks the signatures of the checkpoints, and rebuilds the ledger from the
events: sums, counts, running balances, holds, closed periods, reversals. A fault is named by the first bad sequence
number, a code and the satang that it moves. A checkpoint that left the building (`--checkpoint`) shows truncation and
rewriting that the bundle by itself could hide.

With `--document` it proves one paper instead: the SHA-256 of the file stands in the log's event, the event is a leaf of
the tree (RFC 6962), and the tree's root is in the signed checkpoint, which is the one you hold.

Exit status: 0 nothing found, 1 something found, 2 the bundle cannot be read.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any, NamedTuple

MOST_FINDINGS = 200
# What a body says of itself. Since 2 it says the version of its facts; those of 1 were told before facts had shapes. Since 3 it has
# random bits, so that its hash confirms no guess.
BODY_VERSIONS = (1, 2, 3)
NONCE_DIGITS = 32


class Finding(NamedTuple):
    """`seq` is the leaf at which it shows; `satang` is what it moves, 0 when it moves no money."""

    seq: int
    code: str
    satang: int
    note: str = ""


# --- Ed25519 (RFC 8032), verification only -------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def _add(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return x * y % P, z * t % P, y * z % P, x * t % P


def _multiply(times: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while times:
        if times & 1:
            total = _add(total, point)
        point, times = _add(point, point), times >> 1
    return total


def _point(encoded: bytes) -> Point | None:
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE_POINT = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signature_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is the key's over `message`."""
    if len(key) != 32 or len(signature) != 64 or BASE_POINT is None:
        return False
    public, r = _point(key), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if public is None or r is None or s >= ORDER:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = _multiply(s, BASE_POINT), _add(r, _multiply(challenge, public))
    return not ((left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P)


# --- The tree (RFC 6962) -------------------------------------------------------------------------------------------


def root_of(frontier: list[bytes]) -> bytes:
    if not frontier:
        return sha256().digest()
    *rest, root = frontier
    for peak in reversed(rest):
        root = sha256(b"\x01" + peak + root).digest()
    return root


def grow(frontier: list[bytes], size: int, leaf: bytes) -> None:
    """Add a leaf to the right edge of a tree of `size` leaves."""
    while size & 1:
        leaf = sha256(b"\x01" + frontier.pop() + leaf).digest()
        size >>= 1
    frontier.append(leaf)


# --- The ledger, rebuilt from the events ---------------------------------------------------------------------------


class Account:
    __slots__ = ("aseq", "balance", "floor", "held")

    def __init__(self, floor: int | None) -> None:
        self.aseq, self.balance, self.held, self.floor = 0, 0, 0, floor


class Books:
    """Every account, hold and period as the events so far make them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.accounts: dict[str, Account] = {}
        self.entries: dict[str, dict[str, int] | None] = {}
        self.reversed: set[str] = set()
        self.holds: dict[str, list[Any]] = {}
        self.references: set[str] = set()
        self.closed: dict[str, str] = {}
        self.entry_count = 0

    def find(self, seq: int, code: str, satang: int = 0, note: str = "") -> None:
        self.findings.append(Finding(seq, code, satang, note))

    def take(self, seq: int, body: dict[str, Any]) -> None:
        """Apply one event."""
        facts = body["facts"]
        if body["entry"] is not None:
            for kind in ("entry", "hold", "release"):
                if isinstance(facts.get(kind), dict):
                    self._once(seq, body["entry"], facts[kind])
                    getattr(self, kind)(seq, facts[kind])
                    return
            self.find(seq, "FACTS_MISSING", note="the event names a ledger row and does not tell it")
        elif body["event"] in ("fund.opened", "source.opened"):
            for account in facts["accounts"]:
                self.accounts.setdefault(account["code"], Account(account["floor"]))
        elif body["event"] == "period.closed":
            self.closed[facts["period"]["book"]] = facts["period"]["ends_on"]

    def _once(self, seq: int, row_id: str, row: dict[str, Any]) -> None:
        if row["id"] != row_id:
            self.find(seq, "ID_DIFFERS", note=row_id)
        if row["reference"] in self.references:
            self.find(seq, "REFERENCE_REPEATED", note=row["reference"])
        self.references.add(row["reference"])

    def entry(self, seq: int, entry: dict[str, Any]) -> None:
        """Exact count, zero sum, gapless and chained postings, an open period, enough available."""
        self.entry_count += 1
        postings = entry["postings"]
        if entry["consumed"] or entry["hold"]:
            self._consume(seq, entry["hold"], entry["consumed"])
        total = 0
        for posting in postings:
            total += posting["amount"]
            self._post(seq, posting)
        if total:
            self.find(seq, "ENTRY_UNBALANCED", total)
        if len(postings) != entry["n"] or entry["n"] < 2:
            self.find(seq, "COUNT_WRONG", note=f"{len(postings)} postings, not {entry['n']}")
        if entry["date"] <= self.closed.get(entry["book"], ""):
            moved = sum(abs(posting["amount"]) for posting in postings) // 2
            self.find(seq, "PERIOD_CLOSED", moved, entry["date"])
        if entry["id"] in self.entries:
            self.find(seq, "ENTRY_REPEATED", note=entry["id"])
        sides = {posting["account"]: posting["amount"] for posting in postings}
        if entry["reverses"]:
            self._mirror(seq, entry["reverses"], sides)
        self.entries[entry["id"]] = None if entry["reverses"] else sides

    def _post(self, seq: int, posting: dict[str, Any]) -> None:
        account = self.accounts.get(posting["account"])
        if account is None:
            self.find(seq, "ACCOUNT_UNKNOWN", posting["amount"], posting["account"])
            account = self.accounts[posting["account"]] = Account(None)
        account.aseq += 1
        account.balance += posting["amount"]
        if posting["aseq"] != account.aseq or posting["balance"] != account.balance:
            code = "POSTING_GAP" if posting["aseq"] != account.aseq else "BALANCE_BROKEN"
            self.find(seq, code, posting["balance"] - account.balance, posting["account"])
            account.aseq, account.balance = posting["aseq"], posting["balance"]
        if account.floor is not None and posting["amount"] < 0:
            short = account.floor - (account.balance - account.held)
            if short > 0:
                self.find(seq, "OVERDRAWN", short, posting["account"])

    def _mirror(self, seq: int, reverses: str, sides: dict[str, int]) -> None:
        original = self.entries.get(reverses)
        if reverses in self.reversed:
            self.find(seq, "REVERSED_TWICE", sum(side for side in sides.values() if side > 0), reverses)
        elif original is None or {code: -side for code, side in original.items()} != sides:
            differing = sum(abs(side + (original or {}).get(code, 0)) for code, side in sides.items())
            self.find(seq, "NOT_A_MIRROR", differing, reverses)
        self.reversed.add(reverses)

    def hold(self, seq: int, hold: dict[str, Any]) -> None:
        account = self.accounts.get(hold["account"])
        if account is None:
            self.find(seq, "ACCOUNT_UNKNOWN", hold["amount"], hold["account"])
            account = self.accounts[hold["account"]] = Account(None)
        account.held += hold["amount"]
        self.holds[hold["id"]] = [account, hold["amount"]]
        if account.floor is not None and account.balance - account.held < account.floor:
            self.find(seq, "OVERDRAWN", account.floor - account.balance + account.held, hold["account"])

    def release(self, seq: int, release: dict[str, Any]) -> None:
        self._consume(seq, release["hold"], release["amount"])
        if self.holds.get(release["hold"], (None, None))[1] != release["remaining"]:
            self.find(seq, "HOLD_BROKEN", release["amount"], release["hold"])

    def _consume(self, seq: int, hold_id: str, amount: int) -> None:
        hold = self.holds.get(hold_id)
        if hold is None:
            self.find(seq, "HOLD_UNKNOWN", amount, str(hold_id))
            return
        hold[0].held -= amount
        hold[1] -= amount
        if hold[1] < 0:
            self.find(seq, "HOLD_OVERDRAWN", -hold[1], hold_id)


# --- The bundle ----------------------------------------------------------------------------------------------------


class Checkpoint(NamedTuple):
    name: str
    sizes: dict[str, tuple[int, bytes]]
    key: bytes
    signed: bool


def read_checkpoint(line: bytes, name: str) -> Checkpoint:
    told = json.loads(line)
    body, key = told["body"].encode(), bytes.fromhex(told["key"])
    heads = {head["tree"]: (head["size"], bytes.fromhex(head["root"])) for head in json.loads(body)["heads"]}
    return Checkpoint(name, heads, key, signature_holds(key, body, bytes.fromhex(told["signature"])))


class Walk:
    """One pass over the log: leaves against bodies, the tree, the ledger, and the roots at the sizes asked for."""

    def __init__(self, tree: str, leaves: bytes, sizes: set[int]) -> None:
        self.tree, self.leaves, self.sizes = tree, leaves, sizes
        self.size = 0
        self.frontier: list[bytes] = []
        self.roots: dict[int, bytes] = {0: root_of([])}
        self.books = Books()
        self.signed: dict[str, int] = {}
        self.findings: list[Finding] = []

    def take(self, body: bytes) -> None:
        seq, hashed = self.size, sha256(b"\x00" + body).digest()
        grow(self.frontier, seq, hashed)
        self.size += 1
        if self.size in self.sizes:
            self.roots[self.size] = root_of(self.frontier)
        before = len(self.books.findings)
        try:
            told = json.loads(body)
            if told["tree"] != self.tree:
                self.findings.append(Finding(seq, "WRONG_TREE", 0, told["tree"]))
            if told["v"] not in BODY_VERSIONS or (told["v"] > 1 and told["facts_version"] < 1):
                self.findings.append(Finding(seq, "VERSION_UNKNOWN", 0, f"a body of version {told['v']}"))
            if told["v"] > 2 and len(bytes.fromhex(told["nonce"])) * 2 != NONCE_DIGITS:
                self.findings.append(Finding(seq, "NONCE_MISSING", 0, "a body without its random bits"))
            self.books.take(seq, told)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self.findings.append(Finding(seq, "BODY_UNREADABLE", 0, f"{type(error).__name__}: {error}"))
        if hashed != self.leaves[seq * 32 : self.size * 32]:
            moved = max((abs(found.satang) for found in self.books.findings[before:]), default=0)
            self.findings.append(Finding(seq, "BODY_CHANGED", moved, "the body is not the one that was hashed"))


def verify(folder: Path, held: list[Path], key: str | None) -> tuple[list[Finding], Walk]:
    """Everything that is wrong, in the order of the log, and the walk that found it."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    given = (folder / "checkpoints.jsonl").read_bytes().splitlines()
    checkpoints = [read_checkpoint(line, f"checkpoint {at} of the bundle") for at, line in enumerate(given, 1)]
    checkpoints += [read_checkpoint(path.read_bytes(), f"held checkpoint {path.name}") for path in held]
    tree = manifest["tree"]
    sizes = {point.sizes[tree][0] for point in checkpoints if tree in point.sizes} | {manifest["size"]}
    walk = Walk(tree, (folder / "leaves.bin").read_bytes(), sizes)
    with (folder / "log.jsonl").open("rb") as file:
        for line in file:
            walk.take(line.rstrip(b"\n"))
    findings = walk.findings + walk.books.findings
    good = 0
    for point in sorted(checkpoints, key=lambda point: point.sizes.get(tree, (0,))[0]):
        wrong = _checkpoint_findings(point, walk, key, good)
        if not wrong and tree in point.sizes:
            good = walk.signed[point.key.hex()] = point.sizes[tree][0]
        findings += wrong
    findings += _size_findings(walk, manifest, good)
    # A root tells only where to begin looking: what names its event goes before it.
    return sorted(
        findings, key=lambda found: (found.code == "ROOT_DIFFERS", found.seq, found.code != "BODY_CHANGED")
    ), walk


def _size_findings(walk: Walk, manifest: dict[str, Any], good: int) -> list[Finding]:
    if walk.size != manifest["size"] or len(walk.leaves) != walk.size * 32:
        return [Finding(min(walk.size, manifest["size"]), "SIZE_DIFFERS", 0, f"{walk.size} bodies in the log")]
    if walk.roots[walk.size].hex() != manifest["root"]:
        return [Finding(good, "ROOT_DIFFERS", 0, "the manifest's: an event from here on was rewritten")]
    return []


def _checkpoint_findings(point: Checkpoint, walk: Walk, key: str | None, good: int) -> list[Finding]:
    """`good` events are vouched for by an earlier checkpoint."""
    size, root = point.sizes.get(walk.tree, (0, walk.roots[0]))
    if not point.signed or (key and point.key.hex() != key.lower()):
        return [Finding(size, "CHECKPOINT_FORGED", 0, point.name)]
    if size > walk.size:
        return [Finding(walk.size, "LOG_TRUNCATED", 0, f"{point.name} saw {size} events, here are {walk.size}")]
    if walk.roots[size] != root:
        return [Finding(good, "ROOT_DIFFERS", 0, f"{point.name}: an event from here to {size - 1} was rewritten")]
    return []


# --- One paper -----------------------------------------------------------------------------------------------------


def climb(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root that `path` leads to from leaf `index` of a tree of `size` leaves; None when the path does not fit."""
    if not 0 <= index < size:
        return None
    node, last = leaf, size - 1
    for sibling in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            node = sha256(b"\x01" + sibling + node).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = sha256(b"\x01" + node + sibling).digest()
        index, last = index >> 1, last >> 1
    return node if last == 0 else None


def verify_document(
    document: Path, proof: Path, held: list[Path], key: str | None
) -> tuple[list[Finding], dict[str, Any]]:
    """Everything that is wrong between a paper and the checkpoint, and the proof that was read."""
    told = json.loads(proof.read_bytes())
    if told["v"] != 1:
        raise ValueError(f"a proof of version {told['v']!r} is not known here")
    index, size = _whole(told["index"]), _whole(told["size"])
    point = read_checkpoint(json.dumps(told["checkpoint"]).encode(), "the proof's checkpoint")
    body, root = told["body"].encode(), bytes.fromhex(told["root"])
    findings = _event_findings(index, body, told["tree"], sha256(document.read_bytes()).hexdigest())
    path = [_node(text) for text in told["path"]]
    if climb(sha256(b"\x00" + body).digest(), index, size, path) != root:
        findings.append(Finding(index, "NOT_IN_TREE", 0, "the event is not a leaf of the tree with this root"))
    if not point.signed or (key and point.key.hex() != key.lower()):
        findings.append(Finding(index, "CHECKPOINT_FORGED", 0, point.name))
    if point.sizes.get(told["tree"]) != (size, root):
        findings.append(Finding(index, "ROOT_DIFFERS", 0, f"{point.name} signs another root"))
    for path_held in held:
        findings += _held_findings(index, told["tree"], (size, root), path_held, key)
    return findings, told


def _event_findings(index: int, body: bytes, tree: str, digest: str) -> list[Finding]:
    event = json.loads(body)
    if event["event"] != "document.rendered" or event["tree"] != tree:
        return [Finding(index, "NOT_A_PAPER", 0, "the event is not that a paper of this tree was made")]
    if event["facts"]["pdf_sha256"] != digest:
        return [
            Finding(index, "DOCUMENT_DIFFERS", 0, f"the file is {digest}, the log says {event['facts']['pdf_sha256']}")
        ]
    return []


def _held_findings(index: int, tree: str, head: tuple[int, bytes], path: Path, key: str | None) -> list[Finding]:
    point = read_checkpoint(path.read_bytes(), f"held checkpoint {path.name}")
    if not point.signed or (key and point.key.hex() != key.lower()):
        return [Finding(index, "CHECKPOINT_FORGED", 0, point.name)]
    size, root = point.sizes.get(tree, (0, b""))
    if size != head[0]:
        return [Finding(index, "HELD_OF_ANOTHER_SIZE", 0, f"{point.name} saw {size} events: get the proof against it")]
    return [] if root == head[1] else [Finding(index, "ROOT_DIFFERS", 0, f"{point.name} signs another root")]


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{value!r} is no whole number")
    return value


def _node(text: str) -> bytes:
    node = bytes.fromhex(text)
    if len(node) != 32:
        raise ValueError("a node of the path is not 32 bytes long")
    return node


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("folder", type=Path, metavar="DIR", nargs="?")
    what.add_argument("--document", type=Path, nargs=2, metavar=("PAPER.pdf", "PROOF.json"), help="prove one paper")
    parser.add_argument("--checkpoint", type=Path, action="append", default=[], help="one that you hold; repeatable")
    parser.add_argument("--key", help="the signer's public key in hex, as published")
    chosen = parser.parse_args(arguments)
    gc.disable()  # nothing here is cyclic, and every entry stays in memory
    try:
        return _prove(chosen) if chosen.document else _verify(chosen)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"UNREADABLE: {type(error).__name__}: {error}", file=sys.stderr)
        return 2


def _verify(chosen: argparse.Namespace) -> int:
    findings, walk = verify(chosen.folder, chosen.checkpoint, chosen.key)
    for found in findings[:MOST_FINDINGS]:
        print(f"seq {found.seq}: {found.code}: {found.satang} satang {found.note}".rstrip())
    if findings:
        print(f"FAILED: {len(findings)} findings; the first is at sequence number {findings[0].seq}.")
        return 1
    root = walk.roots[walk.size].hex()
    print(f"OK: tree {walk.tree}, {walk.size} events, {walk.books.entry_count} ledger entries, root {root}.")
    for key, size in walk.signed.items():
        print(f"    the first {size} events are signed by {key}")
    return 0


def _prove(chosen: argparse.Namespace) -> int:
    document, proof = chosen.document
    findings, told = verify_document(document, proof, chosen.checkpoint, chosen.key)
    for found in findings:
        print(f"seq {found.seq}: {found.code}: {found.note}")
    if findings:
        print(f"FAILED: {len(findings)} findings.")
        return 1
    event = json.loads(told["body"])
    print(
        f"OK: {document.name} is the paper that was kept on {event['occurred_at']}: event {told['index']} of tree {told['tree']},"
    )
    print(f"    in the first {told['size']} events, which are signed by {told['checkpoint']['key']}")
    if not chosen.key and not chosen.checkpoint:
        print("    Is that the published key? Give it with --key, or a checkpoint that you hold with --checkpoint.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
