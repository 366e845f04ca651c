"""A paper is proved against a checkpoint, offline and by the script alone; no bit of paper or proof can be bent."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import verify_audit
from audit import canonical, merkle, nodes, proofs, shown
from audit.models import Checkpoint, Event
from audit.reports import roots
from documents import services
from documents.models import Document
from people.actors import Actor
from portal import checking
from tests.test_audit.conftest import as_signer, happened

PDF = b"%PDF-1.7\npaper\n%%EOF\n"
KEY = Ed25519PrivateKey.from_private_bytes(b"s" * 32)


def paper(number: str = "1") -> Document:
    issued = services.freeze(
        "cover_letter", subject="request:1", tree="57", title="", facts={"number": number}, actor=Actor.system()
    )
    return services.keep(issued.pk, PDF + number.encode())


def sign_now() -> Checkpoint:
    """As the signer does it, whose role alone may: the tests' own connection has not committed anything."""
    heads = [{"tree": tree, "size": size, "root": root} for tree, (size, root) in roots().items()]
    body = canonical.encode({"at": "2026-02-02T03:00:00.000000Z", "heads": heads, "v": 1})
    return Checkpoint(id=1, body=body, signature=KEY.sign(body), key=KEY.public_key().public_bytes_raw())


@dataclass
class Taken:
    """What somebody took away: the paper and its proof, in a folder."""

    folder: Path
    proof: dict[str, object]

    def write(self, proof: dict[str, object] | None = None, pdf: bytes = PDF + b"1") -> None:
        (self.folder / "paper.pdf").write_bytes(pdf)
        (self.folder / "proof.json").write_text(json.dumps(proof or self.proof))

    def codes(self, *held: Path, key: str | None = None) -> list[str]:
        found, _told = verify_audit.verify_document(
            self.folder / "paper.pdf", self.folder / "proof.json", list(held), key
        )
        return [finding.code for finding in found]


@pytest.fixture
def taken(db: None, tmp_path: Path) -> Taken:
    happened(5)
    document = paper()
    happened(6)
    event = checking.made_event(document)
    assert event is not None
    made = Taken(tmp_path, checking._told(proofs.proof_of(event, sign_now()), shown.text_of(document, event)))
    made.write()
    return made


def test_a_true_paper_is_proved_by_the_script_alone(taken):
    """Isolated mode: no site-packages, no project."""
    files = [str(taken.folder / name) for name in ("paper.pdf", "proof.json")]
    command = [sys.executable, "-I", verify_audit.__file__, "--document", *files]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("OK: paper.pdf is the paper that was kept")
    assert "published key" in done.stdout
    assert verify_audit.main(["--document", *files, "--key", KEY.public_key().public_bytes_raw().hex()]) == 0
    assert verify_audit.main(["--document", *files, "--key", "00" * 32]) == 1


def test_a_changed_file_is_found(taken):
    taken.write(pdf=PDF + b"2")
    assert taken.codes() == ["DOCUMENT_DIFFERS"]


def bent(text: str, at: int) -> str:
    """The text with another hex digit or letter at one place."""
    other = "0" if text[at] != "0" else "1"
    return text[:at] + other + text[at + 1 :]


CHANGES: dict[str, tuple[Callable[[dict], dict], set[str]]] = {
    "body": (lambda p: {"body": p["body"].replace('"document":', '"document": ')}, {"NOT_IN_TREE"}),
    "another tree": (lambda p: {"tree": "56"}, {"NOT_A_PAPER", "ROOT_DIFFERS"}),
    "index": (lambda p: {"index": p["index"] ^ 1}, {"NOT_IN_TREE"}),
    "index beyond": (lambda p: {"index": p["size"]}, {"NOT_IN_TREE"}),
    "index below": (lambda p: {"index": -1}, {"NOT_IN_TREE"}),
    "size": (lambda p: {"size": p["size"] + 1}, {"ROOT_DIFFERS"}),
    "path cut": (lambda p: {"path": p["path"][:-1]}, {"NOT_IN_TREE"}),
    "path longer": (lambda p: {"path": [*p["path"], p["root"]]}, {"NOT_IN_TREE"}),
    "path turned round": (lambda p: {"path": p["path"][::-1]}, {"NOT_IN_TREE"}),
    "root": (lambda p: {"root": bent(p["root"], 9)}, {"NOT_IN_TREE", "ROOT_DIFFERS"}),
    "signature": (
        lambda p: {"checkpoint": {**p["checkpoint"], "signature": bent(p["checkpoint"]["signature"], 70)}},
        {"CHECKPOINT_FORGED"},
    ),
    "key": (
        lambda p: {"checkpoint": {**p["checkpoint"], "key": bent(p["checkpoint"]["key"], 3)}},
        {"CHECKPOINT_FORGED"},
    ),
    "checkpoint": (
        lambda p: {"checkpoint": {**p["checkpoint"], "body": p["checkpoint"]["body"].replace("2026", "2025")}},
        {"CHECKPOINT_FORGED"},
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_bent_field_is_found(taken, change):
    bend, wanted = CHANGES[change]
    taken.write({**taken.proof, **bend(taken.proof)})
    assert set(taken.codes()) >= wanted


def test_no_node_of_the_path_can_be_bent(taken):
    for at, node in enumerate(taken.proof["path"]):
        for place in (0, 31, 63):
            path = [*taken.proof["path"][:at], bent(node, place), *taken.proof["path"][at + 1 :]]
            taken.write({**taken.proof, "path": path})
            assert "NOT_IN_TREE" in taken.codes()


def test_a_forger_with_a_key_of_their_own_is_found_by_the_published_one(taken):
    thief = Ed25519PrivateKey.from_private_bytes(b"t" * 32)
    given = taken.proof["checkpoint"]
    signature, public = thief.sign(given["body"].encode()).hex(), thief.public_key().public_bytes_raw().hex()
    taken.write({**taken.proof, "checkpoint": {**given, "signature": signature, "key": public}})
    assert taken.codes() == []
    assert taken.codes(key=KEY.public_key().public_bytes_raw().hex()) == ["CHECKPOINT_FORGED"]


def test_the_checkpoint_that_somebody_holds_decides(taken):
    held = taken.folder / "held.json"
    held.write_text(json.dumps(taken.proof["checkpoint"]))
    assert taken.codes(held) == []
    heads = json.loads(taken.proof["checkpoint"]["body"])
    for change, code in (({"root": "00" * 32}, "ROOT_DIFFERS"), ({"size": 3}, "HELD_OF_ANOTHER_SIZE")):
        body = canonical.encode({**heads, "heads": [{**head, **change} for head in heads["heads"]]})
        told = {"body": body.decode(), "signature": KEY.sign(body).hex(), "key": taken.proof["checkpoint"]["key"]}
        held.write_text(json.dumps(told))
        assert taken.codes(held) == [code]


@pytest.mark.parametrize("text", ["{", "{}", '{"v": 2}', "[]"])
def test_an_unreadable_proof_has_its_own_exit_status(taken, text):
    (taken.folder / "proof.json").write_text(text)
    assert verify_audit.main(["--document", str(taken.folder / "paper.pdf"), str(taken.folder / "proof.json")]) == 2


@pytest.mark.parametrize("kept", [(1, 2), (10,)])
def test_every_leaf_of_every_size_is_proved_with_and_without_kept_nodes(db, monkeypatch, kept):
    monkeypatch.setattr(nodes, "KEPT", kept)
    before = roots().get("58", (0, ""))[0]
    assert before == 0
    for size in range(1, 14):
        happened(1, "58")
        checkpoint = sign_now()
        for event in Event.objects.filter(tree="58"):
            found = proofs.proof_of(event, checkpoint)
            assert verify_audit.climb(bytes(event.leaf), event.seq, size, found.path) == found.root
            assert merkle.inclusion_proof(leaves("58"), event.seq) == found.path


def leaves(tree: str) -> list[bytes]:
    return [bytes(leaf) for leaf in Event.objects.filter(tree=tree).order_by("seq").values_list("leaf", flat=True)]


def test_a_spoilt_cache_spoils_no_proof(db, monkeypatch):
    monkeypatch.setattr(nodes, "KEPT", (1, 2))
    happened(9, "58")
    monkeypatch.setattr(nodes.cache, "get_many", lambda keys: dict.fromkeys(keys, b"x" * 32), raising=False)
    event = Event.objects.get(tree="58", seq=4)
    assert proofs.proof_of(event, sign_now()).path == merkle.inclusion_proof(leaves("58"), 4)


def test_a_log_that_was_rewritten_is_not_proved(db):
    happened(4, "58")
    event, checkpoint = Event.objects.get(tree="58", seq=1), sign_now()
    event.leaf = merkle.leaf_hash(b"another")
    with pytest.raises(proofs.BrokenLog):
        proofs.proof_of(event, checkpoint)


def test_the_first_checkpoint_that_covers_is_found(fresh_database):
    happened(1, "58")
    for _ in range(7):
        point = sign_now()
        with as_signer() as signer:
            signer.execute("SELECT log.add_checkpoint(%s, %s, %s)", [point.body, point.signature, point.key])
        happened(2, "58")
    for event in Event.objects.filter(tree="58").order_by("seq"):
        wanted = next((point for point in Checkpoint.objects.order_by("id") if proofs.covers(point, event)), None)
        assert proofs.first_covering(event) == wanted
    assert wanted is None
