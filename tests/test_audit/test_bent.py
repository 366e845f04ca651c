"""Whatever is changed in bundle, tiles, notes and proofs is found, and the verifier survives it. Long in `tests/prove/`."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import verify_audit
from audit import canonical
from tests import bending
from tests.made_log import MadeLog, body, rewritten, uuid

SIZE = 300
PDF = b"%PDF-1.7\npaper\n%%EOF\n"
TIMES = 40  # of each kind here


@pytest.fixture(scope="module")
def made() -> MadeLog:
    digest = verify_audit.sha256(PDF).hexdigest()
    told = body(SIZE, "document.rendered", {"document": 1, "pdf_sha256": digest})
    return MadeLog(0, [*MadeLog(SIZE).bodies, told])


@pytest.fixture(scope="module")
def place(made: MadeLog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that can be taken away of one log; what its reader brings stands apart."""
    folder = tmp_path_factory.mktemp("log")
    made.write_bundle(folder / "bundle", signed=(100, 256, made.size))
    made.write_tiles(folder / "tiles")
    (folder / "proof").mkdir()
    (folder / "proof" / "paper.pdf").write_bytes(PDF)
    (folder / "proof" / "paper.tlog-proof").write_text(made.proof(SIZE))
    (folder / "held").mkdir()
    (folder / "held" / "policy").write_text(made.policy)
    (folder / "held" / "signed").write_bytes((folder / "bundle" / "checkpoints.jsonl").read_bytes())
    (folder / "held" / "held.json").write_bytes(made.checkpoint(made.size))
    return folder


def arguments(folder: Path, kind: str) -> list[str]:
    policy = ["--policy", str(folder / "held" / "policy"), "--checkpoint", str(folder / "held" / "held.json")]
    if kind == "proof":
        return ["--document", *(str(folder / kind / name) for name in ("paper.pdf", "paper.tlog-proof")), *policy]
    return [str(folder / kind), *policy]


READABLE = re.compile(r"UNREADABLE: (ValueError|KeyError|TypeError|FileNotFoundError|NotADirectoryError|JSONDecodeError"
                      r"|UnicodeDecodeError|Unfit|AttributeError|Error|RecursionError)\b")  # fmt: skip


def try_bent(folder: Path, kind: str, times: int, seed: int, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What was not found."""
    chance, missed, tried = random.Random(seed), [], 0
    while tried < times:
        with bending.bent(folder / kind, chance, chance.choice(bending.CHANGES)) as what:
            if not what or leaves_out_a_checkpoint(folder, what):
                continue
            tried += 1
            status, error = verify_audit.main(arguments(folder, kind)), capsys.readouterr().err
            if status == 0 or (status == 2 and not READABLE.match(error)):
                missed.append(f"{what}: {status} {error}")
    return missed


def leaves_out_a_checkpoint(folder: Path, what: str) -> bool:
    """That makes nothing untrue: how far the rest is signed is said, and the held one still counts."""
    if not what.endswith("checkpoints.jsonl"):
        return False
    lines = (folder / "bundle" / "checkpoints.jsonl").read_bytes().split(b"\n")
    signed = (folder / "held" / "signed").read_bytes().split(b"\n")
    return lines.pop() == b"" and lines == [line for line in signed if line in lines]


@pytest.mark.parametrize("kind", ["bundle", "tiles", "proof"])
def test_nothing_is_bent_unseen(place, kind, capsys):
    assert verify_audit.main(arguments(place, kind)) == 0, capsys.readouterr()
    assert try_bent(place, kind, TIMES, 1, capsys) == []


def test_every_bit_of_a_bundle_counts_at_its_place(made, tmp_path):
    """The flipped event is the first that is named, whatever follows from it."""
    chance = random.Random(2)
    for _time in range(TIMES):
        seq = chance.randrange(made.size)
        bent = bending.flip(chance, made.bodies[seq])
        if b"\n" in bent:
            continue
        told = MadeLog(0, [*made.bodies[:seq], bent, *made.bodies[seq + 1 :]])
        told.leaves, told.root = made.leaves, made.root
        findings, _walk = verify_audit.verify(told.write_bundle(tmp_path), [], None)
        assert (findings[0].seq, findings[0].code) == (seq, "BODY_CHANGED")


def findings_in(told: bytes) -> list[tuple[int, str]]:
    shapes = verify_audit.Shapes("57")
    for learnt in MadeLog(60).bodies:
        shapes.read(learnt)
    try:
        shapes.read(told)
    except verify_audit.Unfit as wrong:
        return [(0, wrong.code)]
    return []


def bending_of(**change: object) -> bytes:
    return canonical.encode({**json.loads(MadeLog(2).bodies[1]), **change})


def spelled(change: Callable[[str], str]) -> bytes:
    return change(MadeLog(2).bodies[1].decode()).encode()


ENTRY = json.loads(MadeLog(2).bodies[1])["facts"]["entry"]
HOLD = json.loads(MadeLog(4).bodies[3])["facts"]["hold"]
REFUSED = {
    "an unknown key": (bending_of(more=1), "KEY_UNKNOWN"),
    "an unknown key of an entry": (bending_of(facts={"amount": 1, "entry": {**ENTRY, "more": 1}}), "KEY_UNKNOWN"),
    "two rows": (bending_of(facts={"amount": 1, "entry": ENTRY, "hold": HOLD}), "TWO_ROWS"),
    "a row that is named and not told": (bending_of(facts={"amount": 1}), "FACTS_MISSING"),
    "a row that is told and not named": (bending_of(entry=None), "PHANTOM_ROW"),
    "accounts by another event": (
        body(1, "request.submitted", {"accounts": [{"code": "a", "book": "b", "kind": "k", "floor": None}]}),
        "PHANTOM_ROW",
    ),
    "a period by another event": (
        body(1, "request.submitted", {"period": {"book": "CR", "n": 1, "ends_on": "2026-01-31"}}),
        "PHANTOM_ROW",
    ),
    "a float": (spelled(lambda told: told.replace('"amount":700', '"amount":700.0', 1)), "BODY_UNREADABLE"),
    "infinity": (spelled(lambda told: told.replace('"amount":700', '"amount":Infinity', 1)), "BODY_UNREADABLE"),
    "not a number": (spelled(lambda told: told.replace('"amount":700', '"amount":NaN', 1)), "BODY_UNREADABLE"),
    "an exponent": (spelled(lambda told: told.replace('"amount":700', '"amount":7e2', 1)), "BODY_UNREADABLE"),
    "a key twice": (spelled(lambda told: told.replace('"n":2', '"n":2,"n":2')), "NOT_CANONICAL"),
    "another order": (spelled(lambda told: told.replace('"tree":"57","v":2', '"v":2,"tree":"57"')), "NOT_CANONICAL"),
    "a space": (spelled(lambda told: told.replace('"v":2', '"v": 2')), "NOT_CANONICAL"),
    "an escape too many": (spelled(lambda told: told.replace("LOC", "\\u004cOC")), "NOT_CANONICAL"),
    "minus nothing": (spelled(lambda told: told.replace('"consumed":0', '"consumed":-0')), "NOT_CANONICAL"),
    "letters that are taken apart": (spelled(lambda told: told.replace("LOC", "e\u0301")), "NOT_CANONICAL"),
    "half a sign": (spelled(lambda told: told.replace("LOC", "\\ud800")), "NOT_CANONICAL"),
    "a line break": (spelled(lambda told: told.replace("LOC", "L\nC")), "BODY_UNREADABLE"),
    "NUL": (spelled(lambda told: told.replace("LOC", "\\u0000")), "BODY_UNREADABLE"),
    "a day that no month has": (
        bending_of(facts={"amount": 1, "entry": {**ENTRY, "date": "2026-02-30"}}), "BODY_UNREADABLE",
    ),
    "a day without an end": (bending_of(facts={"amount": 1, "entry": {**ENTRY, "date": "infinity"}}), "BODY_UNREADABLE"),
    "a moment without an end": (bending_of(occurred_at="infinity"), "BODY_UNREADABLE"),
    "yes for a number": (bending_of(facts={"amount": 1, "entry": {**ENTRY, "n": True}}), "BODY_UNREADABLE"),
    "beyond any column": (bending_of(facts={"amount": 1, "entry": {**ENTRY, "n": 2**63}}), "BODY_UNREADABLE"),
    "depth": (b'{"actor":' + b"[" * 30_000 + b"]" * 30_000 + b"}", "BODY_UNREADABLE"),
    "some depth": (bending_of(facts={"a": json.loads("[" * 20 + "]" * 20)}, entry=None), "BODY_TOO_DEEP"),
    "no object": (b"[]", "BODY_UNREADABLE"),
    "nothing": (b"", "BODY_UNREADABLE"),
    "no text": (b"\xff\xfe", "BODY_UNREADABLE"),
    "65,536 bytes": (bending_of(subject="x" * 65_536), "BODY_TOO_LARGE"),
    "another version": (bending_of(v=4), "VERSION_UNKNOWN"),
    "facts of no version": (bending_of(facts_version=0), "VERSION_UNKNOWN"),
    "a personal text in the open": (bending_of(personal={"reason": "ชื่อ"}), "BODY_UNREADABLE"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_no_body_is_is_refused(what):
    told, code = REFUSED[what]
    assert findings_in(told) == [(0, code)]


def test_bodies_of_version_3_name_what_they_wrote():
    writes = [["documents_document", "12", 1, 1, "ab" * 32], ["funds_voucher", "7", 2, 1, "cd" * 32]]
    chance = {"v": 3, "nonce": "ab" * 16}
    for more in ({}, {"writes": writes}):
        assert findings_in(bending_of(**chance, **more)) == []
    for wrong in ({"writes": []}, {"writes": [["x"]]}, {"nonce": "AB" * 16}, {"writes": [["x", "1", 0, 1, "ab" * 32]]}):
        assert findings_in(bending_of(**{**chance, **wrong})) == [(0, "BODY_UNREADABLE")]
    assert findings_in(bending_of(v=3)) == [(0, "BODY_UNREADABLE")]  # without chance in it
    assert findings_in(bending_of(v=2, writes=writes)) == [(0, "KEY_UNKNOWN")]


def test_the_short_way_reads_as_the_long_one():
    """Bent bodies too: whatever a learnt shape takes, the long way takes, and finds the same row."""
    chance, short, long = random.Random(5), verify_audit.Shapes("57"), verify_audit.Shapes("57", learns=False)
    for told in MadeLog(200).bodies * 2:
        for each in (told, bending.flip(chance, told), bending.insert(chance, told)):
            assert outcome(short, each) == outcome(long, each)


def outcome(shapes: verify_audit.Shapes, told: bytes) -> object:
    try:
        kind, named, row, tree = shapes.read(told)
    except verify_audit.Unfit as wrong:
        return wrong.code
    known = (
        row if kind in ("", "accounts", "period") else {key: row[key] for key in row if key not in ("basis", "kind")}
    )
    return kind, named, known, tree


def test_a_coherent_rewrite_is_named_by_what_was_taken_away_before(made, tmp_path):
    """With the bundle or the tiles that were held the very event is named, and what it moved."""
    seq = next(at for at, told in enumerate(made.bodies) if b"money.received" in told and at > 100)
    told = json.loads(made.bodies[seq])
    for posting, sign in zip(told["facts"]["entry"]["postings"], (1, -1), strict=True):
        posting["amount"] += sign * 50
    other = rewritten(made, seq, canonical.encode(told))
    folder = other.write_bundle(tmp_path / "now")
    held = tmp_path / "held.json"
    held.write_bytes(made.checkpoint(made.size))
    findings, _walk = verify_audit.verify(folder, [held], None)
    assert ("ROOT_DIFFERS", 0) in [(found.code, found.seq) for found in findings]
    made.write_bundle(tmp_path / "bundle")
    made.write_tiles(tmp_path / "tiles", entries=True)
    made.write_tiles(tmp_path / "hashes", entries=False)
    for side, satang in (("bundle", 50), ("tiles", 50), ("hashes", 750)):
        findings, _walk = verify_audit.verify(folder, [held], None, held_side=tmp_path / side)
        rewrites = [(found.seq, found.satang) for found in findings if found.code == "REWRITTEN"]
        assert rewrites == [(seq, satang)], side


def test_a_checkpoint_of_before_says_from_which_event_on(made, tmp_path):
    other = rewritten(made, 200, body(200, "request.withdrawn", {"state": "x"}))
    folder = other.write_bundle(tmp_path / "now", signed=(1,))
    for size in (100, made.size):
        (tmp_path / f"{size}.json").write_bytes(made.checkpoint(size))
    findings, _walk = verify_audit.verify(folder, [tmp_path / "100.json", tmp_path / f"{made.size}.json"], None)
    assert findings[-1][:2] == (100, "ROOT_DIFFERS")


def test_too_few_witnesses_are_not_enough(made, tmp_path):
    made.write_tiles(tmp_path / "log")
    trust = verify_audit.Trust(policy=verify_audit.Policy(made.policy))
    assert verify_audit.verify(tmp_path / "log", [], None, trust=trust)[0] == []
    whole = (tmp_path / "log" / "checkpoint").read_text()
    (tmp_path / "log" / "checkpoint").write_text("\n".join(whole.split("\n")[:-2]) + "\n")
    findings, _walk = verify_audit.verify(tmp_path / "log", [], None, trust=trust)
    assert findings[0].code == "CHECKPOINT_FORGED" and "too few witnesses" in findings[0].note


def test_an_entry_is_not_told_twice_and_reversed_once(tmp_path):
    made = MadeLog(60)
    reversal = next(at for at, told in enumerate(made.bodies) if b"entry.reversed" in told)
    told = json.loads(made.bodies[reversal])
    told["entry"] = told["facts"]["entry"]["id"] = uuid(999)
    told["facts"]["entry"]["reference"] = "r:999"
    folder = MadeLog(0, [*made.bodies, canonical.encode(told), made.bodies[1]]).write_bundle(tmp_path)
    codes = {(found.seq, found.code) for found in verify_audit.verify(folder, [], None)[0]}
    assert codes >= {(60, "REVERSED_TWICE"), (61, "ENTRY_REPEATED"), (61, "REFERENCE_REPEATED")}


def test_what_is_remembered_rests_on_disk(monkeypatch):
    monkeypatch.setattr(verify_audit.Seen, "AT_ONCE", 64)
    seen = verify_audit.Seen()
    for seq in range(1000):
        seen.add(f"word {seq % 900}", seq)
    assert sorted(seen.again()) == list(range(900, 1000))
    assert seen.first(["word 5", "word 899", "nothing"]) == {"word 5": 5, "word 899": 899}
    assert sum(map(len, seen.waiting)) < 2 * 64
