"""Only the signer adds checkpoints, of what is there, with a key that nobody else reads."""

from __future__ import annotations

import json
import os
from datetime import timedelta

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, connections, transaction

import verify_audit
from audit import bundle, canonical, proofs, signing
from audit.memory import Memory
from audit.models import Checkpoint, Event
from audit.reports import latest_checkpoint, roots
from jobs import clock
from tests.test_audit.conftest import as_signer, happened, signers_connection

ADD = "SELECT log.add_checkpoint(%s, %s, %s)"


def sign(heads: list[dict]) -> tuple[bytes, bytes, bytes]:
    key = Ed25519PrivateKey.generate()
    body = canonical.encode({"at": "2026-02-02T03:00:00.000000Z", "heads": heads, "v": 1})
    return body, key.sign(body), key.public_key().public_bytes_raw()


def heads_now() -> list[dict]:
    return [{"tree": tree, "size": size, "root": root} for tree, (size, root) in roots().items()]


def test_the_application_cannot_sign(db):
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ADD, sign([]))
    assert refused.value.__cause__.sqlstate == "42501"


def test_the_signer_sees_heads_and_nothing_else(fresh_database):
    with as_signer() as signer:
        assert signer.execute("SELECT count(*) FROM log.head").fetchone()[0] >= 2
        for table in ("log.log", "ledger.entry", "people_person", "audit_vault"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                signer.execute(f"SELECT * FROM {table}")


def test_a_checkpoint_of_what_is_not_there_is_refused(fresh_database):
    with as_signer() as signer, pytest.raises(psycopg.DatabaseError) as refused:
        signer.execute(ADD, sign([{"tree": "57", "size": 10**6, "root": "00"}]))
    assert refused.value.diag.constraint_name == "checkpoint_is_of_what_is_there"


def test_a_signed_checkpoint_travels_with_the_bundle_and_holds(fresh_database, tmp_path):
    with as_signer() as signer:
        signer.execute(ADD, sign(heads_now()))
    bundle.export("57", tmp_path)
    assert json.loads((tmp_path / "checkpoints.jsonl").read_bytes())["key"] == bytes(Checkpoint.objects.get().key).hex()
    assert verify_audit.verify(tmp_path, [], None)[0] == []


@pytest.fixture
def signing_here(fresh_database, tmp_path):
    """`signing.sign_heads` by the signer's own role; answers which trees it named."""
    key, memory = Ed25519PrivateKey.generate(), Memory(tmp_path / "signer" / "memory")
    signer = signers_connection()

    def sign_now() -> list[str] | None:
        app, connections["default"] = connections["default"], signer
        try:
            number = signing.sign_heads(key, memory)
        finally:
            connections["default"] = app
        if number is None:
            return None
        body = canonical.decode(bytes(Checkpoint.objects.get(pk=number).body))
        return [head["tree"] for head in body["heads"]]

    yield sign_now
    signer.close()


def test_the_first_of_an_hour_names_every_tree_the_others_those_that_moved(signing_here, at_work):
    assert signing_here() == sorted(roots())
    assert signing_here() is None
    happened(2, "58")
    assert signing_here() == ["58"]
    assert [point.is_whole for point in Checkpoint.objects.order_by("id")] == [True, False]
    assert latest_checkpoint() == Checkpoint.objects.earliest("id")
    happened(1, "57")
    with clock.at(clock.now() + timedelta(hours=1)):
        assert signing_here() == sorted(roots())


def test_nothing_is_signed_for_an_hour_in_which_nothing_happened(signing_here, at_work):
    signing_here()
    with clock.at(clock.now() + timedelta(hours=1)):
        assert signing_here() is None


def test_each_event_is_covered_by_the_first_that_signed_it(signing_here, at_work):
    signing_here()
    for _ in range(3):
        happened(2, "58")
        signing_here()
        happened(1, "57")
        signing_here()
    for event in Event.objects.filter(tree__in=["57", "58"]):
        wanted = next(point for point in Checkpoint.objects.order_by("id") if proofs.covers(point, event))
        assert proofs.first_covering(event) == wanted


def test_a_bundle_holds_with_checkpoints_of_what_moved(signing_here, at_work, tmp_path):
    happened(1, "58")
    signing_here()
    happened(3, "58")
    signing_here()
    happened(3, "57")
    signing_here()
    bundle.export("58", tmp_path)
    assert len((tmp_path / "checkpoints.jsonl").read_bytes().splitlines()) == 2
    assert verify_audit.verify(tmp_path, [], None)[0] == []


CHANGES = ("UPDATE log.signed_head SET size = 1", "DELETE FROM log.signed_head", "TRUNCATE log.signed_head CASCADE")


@pytest.mark.parametrize("change", CHANGES)
def test_who_signed_what_first_is_not_changed(fresh_database, change):
    with as_signer() as signer:
        signer.execute(ADD, sign(heads_now()))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            signer.execute(change)
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as owner, pytest.raises(psycopg.DatabaseError) as refused:
        owner.execute(change)
    assert refused.value.diag.constraint_name == "rows_are_append_only"


def test_a_signer_does_not_make_a_part_the_whole(fresh_database):
    """Whether a checkpoint is whole is counted by the database; naming one tree twice does not help."""
    one = heads_now()[0]
    with as_signer() as signer:
        signer.execute(ADD, sign([one] * len(heads_now())))
    assert not Checkpoint.objects.get().is_whole and latest_checkpoint() is None


def test_the_key_is_made_once_and_kept_to_oneself(tmp_path):
    path = tmp_path / "var" / "signer.key"
    key = signing.load_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert signing.load_key(path).private_bytes_raw() == key.private_bytes_raw()
    path.chmod(0o640)
    with pytest.raises(PermissionError, match="0600"):
        signing.load_key(path)
