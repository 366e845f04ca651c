"""A witness signs what has grown and nothing else; the signer asks it, goes on without it, and believes only its own signature."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from threading import Thread

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit import notes, policies, publishing, standing, witness
from audit.management.commands.witness import application
from audit.memory import Memory
from audit.models import Alarm, Cosignature, Note
from audit.notes import COSIGNATURE
from audit.signing import origin_of
from audit.witness import Asked, Witness
from audit.witnessing import Asking
from tests.made_log import KEY, ORIGIN, MadeLog
from tests.test_audit.conftest import happened
from tests.test_audit.test_remembering import Signer, cut, signer

__all__ = ["signer"]
MADE = MadeLog(40)


@pytest.fixture
def seeing(tmp_path: Path) -> Witness:
    made = witness.make(tmp_path / "w", "w.example/1", [notes.verifier_for(ORIGIN, KEY).vkey])
    return Witness(made.folder, now=lambda: 1_780_000_000)


def asked(size: int, old: int, made: MadeLog = MADE, **change: object) -> bytes:
    grown = MadeLog(0, made.bodies[:size])
    proof = grown.consistency(old) if 0 < old < size else []
    note = notes.Note(grown.note().text, grown.note().lines[:1])
    return bytes(Asked(**{"old": old, "proof": proof, "note": note, **change}))


def test_what_grows_is_signed_with_its_moment(seeing):
    for old, size in ((0, 7), (7, 7), (7, 8), (8, 33)):
        answer = seeing.add_checkpoint(asked(size, old))
        assert answer.status == 200, answer
        note = notes.read(
            str(notes.joined(MadeLog(0, MADE.bodies[:size]).note(), notes.lines_of(answer.text.encode()))).encode()
        )
        assert notes.seen_at(note, seeing.verifier) == 1_780_000_000
    shown = seeing.checkpoint(sha256(ORIGIN.encode()).hexdigest())
    assert shown.status == 200 and notes.head_of(notes.read(shown.text.encode())).size == 33
    assert seeing.checkpoint("00" * 32).status == 404


def test_each_refusal_has_its_number(seeing):
    assert seeing.add_checkpoint(asked(20, 0)).status == 200
    other = MadeLog(0, [*MADE.bodies[:5], b"{}", *MADE.bodies[6:]])
    stranger = Ed25519PrivateKey.generate()
    unsigned = notes.sign(notes.Head(ORIGIN, 21, bytes(32)), stranger)
    unknown = notes.sign(notes.Head("nobody.example/57", 21, bytes(32)), stranger)
    behind = seeing.add_checkpoint(asked(30, 10))
    assert (behind.status, behind.text, behind.kind) == (409, "20\n", "text/x.tlog.size")
    assert seeing.add_checkpoint(asked(10, 10)).status == 409
    for raw, status in (
        (asked(20, 20, other), 422),
        (asked(30, 20, other), 422),
        (asked(30, 20, proof=[bytes(32)]), 422),
        (asked(30, 20, proof=[]), 422),
        (asked(20, 20, proof=[bytes(32)]), 422),
        (asked(10, 20), 400),
        (asked(30, 20, note=unsigned), 403),
        (asked(30, 20, note=unknown), 404),
        (b"", 400),
        (b"old 1\n\n", 400),
        (asked(30, 20).replace(b"old 20", b"old 020"), 400),
        (asked(30, 20, proof=[bytes(32)] * 64), 400),
    ):
        assert seeing.add_checkpoint(raw).status == status, raw
    assert seeing.add_checkpoint(asked(30, 20)).status == 200


def test_of_two_that_ask_at_once_from_the_same_size_one_is_signed(seeing):
    """What is seen is compared and stored in one step: else a fork would be signed beside the tree."""
    assert seeing.add_checkpoint(asked(20, 0)).status == 200
    fork = MadeLog(0, [*MADE.bodies[:25], b"{}", *MADE.bodies[26:]])
    statuses: list[int] = []

    def ask(made: MadeLog) -> None:
        statuses.append(Witness(seeing.folder).add_checkpoint(asked(30, 20, made)).status)

    threads = [Thread(target=ask, args=[made]) for made in (MADE, fork) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [409] * 7


class Neighbours:
    """Three witnesses behind one address, and the signer that asks them."""

    def __init__(self, folder: Path, signer: Signer, settings) -> None:
        self.signer, self.folder = signer, folder
        logs = [notes.verifier_for(origin_of(tree), signer.key).vkey for tree in ("56", "57", "58", "system")]
        self.witnesses = {
            name: witness.make(folder / name, f"{name}.example/w", [vkey for vkey in logs if f"/{name}+" not in vkey])
            for name in ("56", "57", "58")
        }
        self.app = application(self.witnesses)
        lines = [
            f"witness p{name} {one.verifier.vkey} http://w.example/{name}/" for name, one in self.witnesses.items()
        ]
        (folder / "policy").write_text("\n".join([*lines, "group two 2 p56 p57 p58", "quorum two"]) + "\n")
        settings.LOG_POLICY_FILE = str(folder / "policy")
        self.asking = self.new()

    def new(self) -> Asking:
        return Asking(self.signer.key, client=httpx2.Client(transport=httpx2.WSGITransport(app=self.app)))

    def ask(self) -> None:
        self.signer.do(self.asking.ask)

    def compare(self) -> None:
        self.signer.do(lambda: self.asking.compare(Memory(self.signer.path)))


@pytest.fixture
def neighbours(tmp_path, signer, settings) -> Neighbours:
    return Neighbours(tmp_path / "witnesses", signer, settings)


def test_two_of_three_see_each_province_and_the_page_says_when(neighbours, signer, client):
    for _time in range(3):
        happened(4, "58")
        signer.sign()
        neighbours.ask()
    note = Note.objects.filter(tree="58").latest("size")
    assert set(Cosignature.objects.filter(tree="58", size=note.size).values_list("witness", flat=True)) == {
        "p56",
        "p57",
    }
    whole = notes.read(client.get("/log/58/checkpoint").content)
    assert policies.current().is_met(policies.current().seen_by(whole)) and len(whole.lines) == 3
    (stands,) = standing.standings(["58"])
    assert stands.has_quorum and stands.asks_for_quorum
    assert "p56" in client.get("/log/").content.decode()
    assert publishing.policy([]).startswith("witness p56")


def test_a_signer_that_forgot_begins_where_the_witness_says(neighbours, signer):
    happened(4, "58")
    signer.sign()
    neighbours.ask()
    happened(4, "58")
    signer.sign()
    neighbours.asking = neighbours.new()
    neighbours.ask()
    assert Cosignature.objects.filter(tree="58").count() == 4


def test_without_witnesses_it_goes_on_and_shows_it(neighbours, signer, client):
    def away(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("nobody is there")

    neighbours.asking = Asking(signer.key, client=httpx2.Client(transport=httpx2.MockTransport(away)))
    happened(4, "58")
    assert signer.sign()
    neighbours.compare()
    neighbours.ask()
    assert not standing.standings(["58"])[0].has_quorum and not Alarm.objects.exists()
    assert "พยานยังไม่ครบ" in client.get("/log/").content.decode()


@pytest.mark.parametrize(
    "answer", [(200, "— a b\n"), (200, ""), (200, "x" * 100_000), (409, "9"), (500, ""), (302, ""), (422, "")]
)
def test_nonsense_of_a_witness_is_nothing(neighbours, signer, answer):
    status, text = answer
    told = httpx2.MockTransport(lambda _request: httpx2.Response(status, text=text))
    neighbours.asking = Asking(signer.key, client=httpx2.Client(transport=told))
    happened(4, "58")
    signer.sign()
    neighbours.ask()
    assert not Cosignature.objects.exists() and not Alarm.objects.exists()


def test_an_old_backup_with_the_signers_memory_lost_is_found_by_what_witnesses_show(neighbours, signer):
    """Our own signature over more than there is: it stops that tree and names what is missing."""
    happened(9, "58")
    signer.sign()
    neighbours.ask()
    cut("58", 6)
    signer.path.unlink()
    neighbours.compare()
    alarm = Alarm.objects.filter(kind="shrunk").first()
    assert alarm and (alarm.stops, alarm.size, alarm.seen_size, alarm.source[:1]) == (True, 6, 9, "p")


def test_a_fork_behind_an_old_backup_is_found_too(neighbours, signer):
    happened(9, "58")
    signer.sign()
    neighbours.ask()
    cut("58", 6)
    signer.path.unlink()
    happened(9, "58")
    neighbours.compare()
    assert {alarm.kind for alarm in Alarm.objects.filter(tree="58")} == {"forked"}


def test_a_witness_alone_only_warns(neighbours, signer):
    """It shows a head that we never signed: whoever runs it cannot shut a province's log."""
    happened(9, "58")
    signer.sign()
    thief = Ed25519PrivateKey.generate()
    forged = notes.sign(notes.Head(origin_of("58"), 500, bytes(32)), thief)
    told = httpx2.MockTransport(
        lambda request: httpx2.Response(200, text=str(forged)) if request.method == "GET" else httpx2.Response(404)
    )
    neighbours.asking = Asking(signer.key, client=httpx2.Client(transport=told))
    neighbours.compare()
    assert {(alarm.kind, alarm.stops) for alarm in Alarm.objects.filter(tree="58")} == {("warned", False)}
    happened(1, "58")


def test_the_policy_of_a_machine_says_that_it_proves_nothing(neighbours, settings, client):
    path = Path(settings.LOG_POLICY_FILE)
    assert not standing.is_one_machine()
    path.write_text(path.read_text().replace("http://w.example/", "http://127.0.0.1:9/"))
    assert standing.is_one_machine() and "ไม่ได้พิสูจน์อะไร" in client.get("/log/").content.decode()


def test_witness_keys_are_of_their_own_kind(seeing):
    assert seeing.verifier.kind == COSIGNATURE
    assert (seeing.folder / "key").stat().st_mode & 0o777 == 0o600
    again = witness.make(seeing.folder, "w.example/1", [])
    assert again.verifier == seeing.verifier and again.watched() == seeing.watched()
