"""Only the signer adds checkpoints, of what is there, with a key that nobody else reads."""

from __future__ import annotations

import json

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, transaction

import verify_audit
from audit import bundle, canonical, signing
from audit.models import Checkpoint
from audit.reports import roots
from tests.test_audit.conftest import as_signer

ADD = "SELECT log.add_checkpoint(%s, %s, %s)"


def sign(heads: list[dict]) -> tuple[bytes, bytes, bytes]:
    key = Ed25519PrivateKey.generate()
    body = canonical.encode({"at": "2026-02-02T03:00:00.000000Z", "heads": heads, "v": 1})
    return body, key.sign(body), key.public_key().public_bytes_raw()


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
    heads = [{"tree": tree, "size": size, "root": root} for tree, (size, root) in roots().items()]
    with as_signer() as signer:
        signer.execute(ADD, sign(heads))
    bundle.export("57", tmp_path)
    assert json.loads((tmp_path / "checkpoints.jsonl").read_bytes())["key"] == bytes(Checkpoint.objects.get().key).hex()
    assert verify_audit.verify(tmp_path, [], None)[0] == []


def test_the_key_is_made_once_and_kept_to_oneself(tmp_path):
    path = tmp_path / "var" / "signer.key"
    key = signing.load_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert signing.load_key(path).private_bytes_raw() == key.private_bytes_raw()
    path.chmod(0o640)
    with pytest.raises(PermissionError, match="0600"):
        signing.load_key(path)
