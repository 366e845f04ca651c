"""What is published of a tree: tiles at their places, within what is signed, the same bytes by HTTP and as files."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

import verify_audit
from audit import comparing, merkle, nodes, notes, policies, proofs, publishing, tiles
from audit.models import Event, Note
from audit.tiles import ENTRIES, Tile
from people.models import Person
from tests.test_audit.conftest import happened
from tests.test_audit.test_remembering import Signer, cut, signer

__all__ = ["signer"]
WIDE = 600  # two whole tiles and a part of one


@pytest.mark.parametrize(
    ("number", "path"),
    [(0, "000"), (999, "999"), (1000, "x001/000"), (1_234_067, "x001/x234/067"), (70_000, "x070/000")],
)
def test_numbers_are_spelled_in_groups(number, path):
    assert tiles.numbered(number) == path == verify_audit.numbered(number)
    assert tiles.tile_at(f"0/{path}") == Tile(0, number)
    assert tiles.tile_at(f"entries/{path}.p/7") == Tile(ENTRIES, number, 7)


@pytest.mark.parametrize(
    "path",
    ["0/0", "0/x000/001", "64/000", "-1/000", "0/000.p/256", "0/000.p/0", "0/000.p/07", "x/000", "0/../000", "0/000/"],
)
def test_other_spellings_are_no_tiles(path):
    assert tiles.tile_at(path) is None


def test_a_tree_of_seventy_thousand_has_the_tiles_that_were_counted():
    """As three programs of others counted them: see docs/spec/log.md."""
    found = list(tiles.tiles_of(70_000, entries=True))
    assert [sum(tile.level == level for tile in found) for level in (ENTRIES, 0, 1, 2, 3)] == [274, 274, 2, 1, 0]
    assert {tile.width for tile in found if tile.level == 0} == {256, 112}
    assert [tile.path for tile in found if tile.level in (1, 2)] == ["1/000", "1/001.p/17", "2/000.p/1"]
    assert all(tile.is_within(70_000) for tile in found)
    assert not Tile(0, 273, 113).is_within(70_000) and not Tile(0, 273).is_within(70_000)


@pytest.fixture
def wide(signer: Signer) -> Note:
    happened(WIDE, "58")
    signer.sign()
    return Note.objects.filter(tree="58").latest("size")


def test_static_files_and_pages_are_the_same_and_verify(wide, client, tmp_path):
    done = {one.tree: one for one in publishing.publish(tmp_path, entries=True)}
    assert done["58"].written == len(list(tiles.tiles_of(WIDE, entries=True)))
    for tile in tiles.tiles_of(WIDE, entries=False):
        answer = client.get(f"/log/58/tile/{tile.path}")
        assert answer.content == (tmp_path / "58" / "tile" / tile.path).read_bytes()
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Type"] == "application/octet-stream"
    assert client.get("/log/58/checkpoint").content == (tmp_path / "58" / "checkpoint").read_bytes()
    assert client.get("/log/58/vkey").content == (tmp_path / "58" / "vkey").read_bytes()
    assert client.get("/log/policy").content == (tmp_path / "policy").read_bytes()
    trust = verify_audit.Trust(policy=verify_audit.Policy((tmp_path / "policy").read_text()))
    findings, walk = verify_audit.verify(tmp_path / "58", [], None, trust=trust)
    assert (findings, walk.size, walk.root) == ([], WIDE, bytes(wide.root))


def test_nothing_is_served_beyond_what_is_signed(wide, client):
    happened(30, "58")
    assert client.get("/log/58/tile/0/002.p/88").status_code == 200
    assert client.get("/log/58/tile/0/002.p/7").status_code == 200
    for path in ("0/002.p/89", "0/002", "1/000", "1/000.p/3", "entries/000", "0/../0/000"):
        assert client.get(f"/log/58/tile/{path}").status_code == 404, path
    assert client.get("/log/99/checkpoint").status_code == 404


def test_entries_are_for_who_may_read_the_log(signer, client):
    happened(2, "57")
    signer.sign()
    size = Note.objects.filter(tree="57").latest("size").size
    url = f"/audit/57/tile/entries/000.p/{min(size, 200)}"
    for who, status in (("auditor", 200), ("treasurer", 403), ("stranger", 403)):
        client.force_login(Person.objects.get(username=who))
        assert client.get(url).status_code == status, who
    client.force_login(Person.objects.get(username="auditor"))
    raw, bodies = client.get(url).content, []
    while raw:
        length = int.from_bytes(raw[:2], "big")
        bodies.append(raw[2 : 2 + length])
        raw = raw[2 + length :]
    assert bodies == [bytes(event.body) for event in Event.objects.filter(tree="57").order_by("seq")[: len(bodies)]]
    assert client.get("/audit/58/tile/entries/000.p/1").status_code == 403


def test_what_is_missing_is_written_and_nothing_else(wide, signer, tmp_path):
    list(publishing.publish(tmp_path, entries=False))
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "58" / "tile").rglob("*") if path.is_file()}
    happened(10, "58")
    signer.sign()
    done = {one.tree: one.written for one in publishing.publish(tmp_path, entries=False)}
    assert done["58"] == 1
    assert all(path.stat().st_mtime_ns == moment for path, moment in before.items())
    assert verify_audit.verify(tmp_path / "58", [], None)[0] == []
    assert not list(tmp_path.rglob(".*"))


def test_the_checkpoint_comes_last(wide, signer, tmp_path, monkeypatch):
    """Cut off anywhere, what is there is whole: the old checkpoint, and tiles that it may not need yet."""
    list(publishing.publish(tmp_path, entries=False))
    happened(300, "58")
    signer.sign()
    monkeypatch.setattr(publishing, "_write_tile", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(publishing.publish(tmp_path, entries=False))
    assert verify_audit.verify(tmp_path / "58", [], None)[0] == []


def test_a_log_that_is_another_one_is_not_published_over_it(wide, tmp_path):
    list(publishing.publish(tmp_path, entries=False))
    cut("58", 590)
    with pytest.raises(publishing.Inconsistent):
        list(publishing.publish(tmp_path, entries=False))


def test_consistency_is_shown_from_whatever_size(wide, monkeypatch):
    """RFC 6962, 2.1.2: with kept nodes, and as the leaves themselves prove it."""
    leaves = nodes.Nodes("58", nodes.Nothing()).leaves(0, WIDE)
    for old in (1, 2, 3, 255, 256, 257, 511, 512, 513, 599, 600):
        shown = proofs.consistency_of(nodes.Nodes("58", nodes.own()), old, WIDE)
        assert shown == merkle.consistency_proof(leaves, old)
        assert merkle.verify_consistency(old, WIDE, shown, merkle.root(leaves[:old]), bytes(wide.root))
    assert proofs.consistency_of(nodes.Nodes("58"), 0, WIDE) == []


class Given:
    """Nodes of a list of leaves, without a database."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.leaves = leaves

    def root(self, start: int, size: int) -> bytes:
        return merkle.root(self.leaves[start : start + size])


@given(size=st.integers(1, 300), data=st.data())
def test_every_consistency_proof_holds_and_no_other_tree_passes(size, data):
    leaves = [merkle.leaf_hash(bytes([n & 255, n >> 8])) for n in range(size)]
    old = data.draw(st.integers(1, size))
    proof = proofs.consistency_of(Given(leaves), old, size)
    old_root, root = merkle.root(leaves[:old]), merkle.root(leaves)
    assert merkle.verify_consistency(old, size, proof, old_root, root)
    at = data.draw(st.integers(0, old - 1))
    bent = merkle.root([*leaves[:at], b"x" * 32, *leaves[at + 1 : old]])
    assert bent == old_root or not merkle.verify_consistency(old, size, proof, bent, root)
    for place in range(len(proof)):
        other = [*proof[:place], b"x" * 32, *proof[place + 1 :]]
        assert not merkle.verify_consistency(old, size, other, old_root, root)


def test_a_policy_says_when_enough_have_seen():
    keys = [Ed25519PrivateKey.generate() for _ in range(3)]
    vkeys = [notes.verifier_for(f"w{n}.example", key, notes.COSIGNATURE).vkey for n, key in enumerate(keys)]
    text = "".join(f"witness w{n} {vkey} http://127.0.0.1/{n}/\n" for n, vkey in enumerate(vkeys))
    text += "group some 1 w1 w2\ngroup whole all w0 some\nquorum whole\n"
    policy = policies.read(f"# ours\n\n{text}")
    assert [policy.is_met(names) for names in ({"w0"}, {"w1", "w2"}, {"w0", "w2"})] == [False, False, True]
    assert verify_audit.Policy(text).groups == policy.groups


WRONG = ["quorum x", "group g 1 x", "witness w nothing", "what is this", "quorum none\nquorum none", "group g 0", "log"]


@pytest.mark.parametrize("text", WRONG)
def test_a_policy_with_a_line_that_nobody_knows_is_none(text):
    with pytest.raises(policies.BadPolicy):
        policies.read(text)
    with pytest.raises(ValueError):
        verify_audit.Policy(text)


def test_a_page_tells_how_each_tree_stands(signer, client):
    happened(2, "57")
    signer.sign()
    page = client.get("/log/").content.decode()
    assert "/log/57/checkpoint" in page and notes.verifier_of(client.get("/log/57/vkey").content.decode()).vkey.replace(
        "+", "&#x2B;"
    ) in page.replace("+", "&#x2B;")
    assert str(comparing.heads()["57"].root.hex()) in page
