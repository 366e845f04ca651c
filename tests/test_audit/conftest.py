"""Bundles of Chiang Rai's tree, as an auditor would take them away."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

import verify_audit
from audit import bundle, canonical, merkle
from audit.log import record, recorded
from config import env
from people.actors import Actor
from requests.facts import MovedFacts
from tests.books import Books, books, owner

__all__ = ["Books", "books", "owner"]


@pytest.fixture
def system() -> Actor:
    return Actor.system()


@contextmanager
def as_signer() -> Iterator[psycopg.Connection]:
    with psycopg.connect(os.environ["SIGNER_DATABASE_URL"], autocommit=True) as connection:
        yield connection


def signers_connection() -> BaseDatabaseWrapper:
    """Django's connection, as the signer's process has it."""
    known = {**connections.settings["default"], **env.database("SIGNER_DATABASE_URL")}
    return type(connections["default"])(known, "default")


@recorded
def happened(times: int, tree: str = "57") -> None:
    for number in range(times):
        facts = MovedFacts(state=f"X{number}", owner=None, due_on=None)
        record("request.withdrawn", tree=tree, subject="request:1", actor=Actor.system(), facts=facts)


class Bundle:
    """A bundle in a folder; `bodies` can be changed and written back, with or without fitting hashes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = Ed25519PrivateKey.from_private_bytes(b"k" * 32)

    @property
    def bodies(self) -> list[bytes]:
        return (self.folder / "log.jsonl").read_bytes().splitlines()

    def write(self, bodies: list[bytes], *, rehash: bool = False) -> None:
        """`rehash` is what a thief with the whole database would do: every hash fits again."""
        (self.folder / "log.jsonl").write_bytes(b"".join(body + b"\n" for body in bodies))
        if rehash:
            leaves = [merkle.leaf_hash(body) for body in bodies]
            (self.folder / "leaves.bin").write_bytes(b"".join(leaves))
            manifest = {"format": 1, "tree": "57", "size": len(bodies), "root": merkle.root(leaves).hex()}
            (self.folder / "manifest.json").write_bytes(canonical.encode(manifest) + b"\n")

    def change(self, seq: int, **facts) -> None:
        """Rewrite facts of one event and make every hash fit again."""
        bodies = self.bodies
        told = json.loads(bodies[seq])
        told["facts"]["entry"].update(facts)
        bodies[seq] = canonical.encode(told)
        self.write(bodies, rehash=True)

    def hold_checkpoint(self) -> Path:
        """What an auditor took away when the log was as it is now."""
        manifest = json.loads((self.folder / "manifest.json").read_bytes())
        head = {name: manifest[name] for name in ("tree", "size", "root")}
        body = canonical.encode({"at": "2026-02-02T03:00:00.000000Z", "heads": [head], "v": 1})
        told = {
            "body": body.decode(),
            "signature": self.key.sign(body).hex(),
            "key": self.key.public_key().public_bytes_raw().hex(),
        }
        path = self.folder.parent / "held.json"
        path.write_bytes(canonical.encode(told))
        return path

    def findings(self, *held: Path) -> list[verify_audit.Finding]:
        return verify_audit.verify(self.folder, list(held), None)[0]

    def first(self, *held: Path) -> tuple[int, str, int]:
        return self.findings(*held)[0][:3]


@pytest.fixture
def taken(db: None, books: Books, tmp_path: Path) -> Bundle:
    """The world's own events, then: receipt 700, hold 500, payment 300 of it, its reversal, release of the rest."""
    books.receive(700)
    hold = books.commit(500)
    books.reverse(books.pay(300, hold=hold))
    books.release(hold)
    bundle.export("57", tmp_path / "bundle")
    return Bundle(tmp_path / "bundle")


def close_connections() -> None:
    connections.close_all()
