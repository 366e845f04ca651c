"""The signer signs what has grown out of what it remembers, and nothing else; what it refuses is said and stops all writing."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections

from audit import comparing, merkle, notes, restarting, signing
from audit.errors import LogStopped
from audit.memory import Memory, Remembered
from audit.models import Alarm, Note, Stop
from tests.test_audit.conftest import happened, signers_connection


@dataclass
class Signer:
    """The signer's process: its own role, key and file."""

    path: Path
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    connection: object = field(default_factory=signers_connection)

    def do(self, what: Callable[[], object]) -> object:
        app, connections["default"] = connections["default"], self.connection
        try:
            return what()
        finally:
            connections["default"] = app

    def sign(self) -> int | None:
        return self.do(lambda: signing.sign_heads(self.key, Memory(self.path)))


@pytest.fixture
def signer(fresh_database, tmp_path, at_work) -> Iterator[Signer]:
    made = Signer(tmp_path / "memory")
    yield made
    made.connection.close()


TABLES = ("log", "head", "signed_head", "note", "checkpoint", "cosignature")
OUR_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"


def as_thief(*statements: str) -> None:
    """With the whole database in hand, and no guard that looks."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as owner:
        guards = [
            (table, name) for table in TABLES for (name,) in owner.execute(OUR_TRIGGERS, [f"log.{table}"]).fetchall()
        ]
        for way in ("DISABLE", "ENABLE ALWAYS"):
            for table, name in guards:
                owner.execute(f"ALTER TABLE log.{table} {way} TRIGGER {name}")
            for statement in statements if way == "DISABLE" else ():
                owner.execute(statement)


def cut(tree: str, size: int) -> None:
    """The log as an old backup has it."""
    edge = edge_of(tree, size)
    as_thief(
        f"DELETE FROM log.cosignature WHERE tree = '{tree}' AND size > {size}",
        f"DELETE FROM log.note WHERE tree = '{tree}' AND size > {size}",
        f"DELETE FROM log.signed_head WHERE tree = '{tree}' AND size > {size}",
        f"DELETE FROM log.log WHERE tree = '{tree}' AND seq >= {size}",
        f"UPDATE log.head SET size = {size}, frontier = {edge} WHERE tree = '{tree}'",
    )


def edge_of(tree: str, size: int) -> str:
    frontier = comparing.grown_to(tree, size).frontier
    return "ARRAY[" + ",".join(f"'\\x{peak.hex()}'::bytea" for peak in frontier) + "]::bytea[]"


def test_a_log_that_grows_is_signed_each_time(signer):
    for _ in range(5):
        happened(3, "58")
        assert signer.sign()
    assert signer.sign() is None and not Alarm.objects.exists()
    newest = Note.objects.filter(tree="58").latest("size")
    head = notes.head_of(notes.read(bytes(newest.body)))
    assert (head.size, head.root) == (15, comparing.grown_to("58", 15).root)


def test_a_cut_log_is_not_signed_and_nothing_more_is_written_to_it(signer, caplog):
    happened(9, "58")
    signer.sign()
    cut("58", 6)
    assert signer.sign() is None
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.size, alarm.seen_size, alarm.first_bad, alarm.stops) == ("shrunk", 6, 9, 6, True)
    assert "tree 58 has fewer events" in caplog.text and caplog.records[-1].levelno == logging.ERROR
    with pytest.raises(LogStopped):
        happened(1, "58")
    happened(1, "57")


def test_what_grew_again_behind_a_cut_is_another_tree(signer):
    happened(9, "58")
    signer.sign()
    cut("58", 6)
    happened(7, "58")
    signer.sign()
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.size, alarm.seen_size, alarm.first_bad) == ("forked", 13, 9, 0)
    assert Note.objects.filter(tree="58", size=13).count() == 0


def test_a_coherent_rewrite_is_named_by_the_subtree_in_which_it_lies(signer):
    happened(11, "58")
    signer.sign()
    leaf = merkle.leaf_hash(b"{}")
    as_thief(f"UPDATE log.log SET body = '{{}}', leaf = '\\x{leaf.hex()}' WHERE tree = '58' AND seq = 8")
    as_thief(f"UPDATE log.head SET frontier = {edge_of('58', 11)} WHERE tree = '58'")
    assert signer.sign() is None
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.first_bad) == ("forked", 8)


def test_an_edge_that_does_not_come_out_of_its_leaves_is_refused(signer):
    happened(4, "58")
    signer.sign()
    as_thief(
        f"UPDATE log.head SET size = 5, frontier = frontier || '\\x{'ab' * 32}'::bytea WHERE tree = '58'",
    )
    assert signer.sign() is None
    assert Alarm.objects.get().kind == "forked"


def test_a_missing_tree_is_missed(signer):
    happened(4, "58")
    signer.sign()
    cut("58", 0)
    as_thief("DELETE FROM log.head WHERE tree = '58'")
    signer.sign()
    assert (Alarm.objects.get().kind, Alarm.objects.get().size) == ("shrunk", 0)


def test_the_same_is_said_once(signer):
    happened(9, "58")
    signer.sign()
    cut("58", 6)
    for _ in range(3):
        signer.sign()
    assert Alarm.objects.count() == 1 and Stop.objects.count() == 1


def test_the_others_are_signed_beside_a_bad_one(signer):
    happened(9, "58")
    signer.sign()
    happened(1, "56")
    cut("58", 6)
    assert signer.sign()
    assert Note.objects.filter(tree="56").exists()


def test_a_lost_memory_takes_what_stands_and_says_so(signer):
    happened(3, "58")
    signer.sign()
    signer.path.unlink()
    happened(1, "58")
    assert signer.sign()
    alarms = {alarm.tree: alarm for alarm in Alarm.objects.all()}
    assert (alarms["58"].kind, alarms["58"].stops) == ("forgotten", False)
    happened(1, "58")


def test_without_a_memory_what_the_database_signed_still_counts(signer):
    happened(9, "58")
    signer.sign()
    signer.path.unlink()
    leaf = merkle.leaf_hash(b"{}")
    as_thief(f"UPDATE log.log SET body = '{{}}', leaf = '\\x{leaf.hex()}' WHERE tree = '58' AND seq = 2")
    as_thief(f"UPDATE log.head SET frontier = {edge_of('58', 9)} WHERE tree = '58'")
    signer.sign()
    assert Alarm.objects.get(tree="58").kind == "forked"


def test_a_log_is_begun_again_under_another_name_after_two_persons_opened_it(signer):
    happened(9, "58")
    signer.sign()
    cut("58", 6)
    signer.sign()
    memory = Memory(signer.path)
    with pytest.raises(restarting.Refused, match="Two recognised persons"):
        signer.do(lambda: restarting.begin_again("58", memory))
    reopen(Alarm.objects.get().pk)
    origin = signer.do(lambda: restarting.begin_again("58", memory))
    assert origin.endswith("/58/2")
    happened(1, "58")
    assert signer.sign()
    assert Note.objects.latest("recorded_at").origin == origin
    with pytest.raises(restarting.Refused, match="nothing to begin again"):
        signer.do(lambda: restarting.begin_again("58", Memory(signer.path)))


def reopen(alarm: int) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as app:
        answers = [
            app.execute("SELECT log.reopen(%s, %s, %s)", [alarm, person, person]).fetchone()[0] for person in (1, 1, 2)
        ]
    assert answers == [False, False, True]


def test_the_file_is_replaced_whole_and_tells_when_it_was_bent(tmp_path):
    memory = Memory(tmp_path / "memory")
    known = Remembered(0, ()).grown([merkle.leaf_hash(bytes([n])) for n in range(5)])
    memory.keep({"57": known})
    assert Memory(memory.path).trees == {"57": known} and os.listdir(tmp_path) == ["memory"]
    whole, peak = memory.path.read_text(), known.frontier[0].hex()
    for bent in (whole.replace(peak, "00" * 32), whole.replace('"size": 5', '"size": 7')):
        memory.path.write_text(bent)
        with pytest.raises(ValueError, match=r"contradicts itself|another number of peaks"):
            Memory(memory.path)


def test_memory_is_written_before_anything_is_signed(signer, monkeypatch):
    happened(3, "58")
    monkeypatch.setattr(signing, "_add_checkpoint", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        signer.sign()
    assert Memory(signer.path).trees["58"].size == 3
