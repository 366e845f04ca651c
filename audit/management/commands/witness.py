"""Runs a witness: sees that others' logs only grow, signs what it has seen, and shows it. Needs no database.

`manage.py witness FOLDER --name auditor.example/w1 --watch VKEY` makes one there and prints its key, which goes into the
trust policy of the log; without `--name` it runs those that are there.
"""

from __future__ import annotations

import re
import socket
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import waitress
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.management.base import BaseCommand

from audit import neighbours, signing, witness
from audit.witness import Answer, Witness

MOST_BYTES = 128 * 1024
_STATUS = {
    200: "OK",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    422: "Unprocessable Entity",
}
Start = Callable[[str, list[tuple[str, str]]], object]


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", nargs="?")
        parser.add_argument("--name", help="of a new witness: an address without its scheme, for ever")
        parser.add_argument("--watch", action="append", default=[], metavar="VKEY", help="a log that it looks at")
        parser.add_argument("--bind", default="127.0.0.1:0", metavar="HOST:PORT")
        parser.add_argument(
            "--neighbours",
            metavar="57,56",
            help="on one machine: a witness for each of these provinces, of the others' logs",
        )

    def handle(
        self,
        *args: Any,
        folder: Path | None,
        name: str | None,
        watch: list[str],
        bind: str,
        neighbours: str | None,
        **_: Any,
    ) -> None:
        host, _colon, port = bind.rpartition(":")
        listening = socket.create_server((host, int(port)))
        folder = folder or Path(settings.LOG_POLICY_FILE).parent
        if neighbours:
            self._prepare(folder, neighbours.split(","), listening.getsockname()[1])
        if name:
            made = witness.make(folder, name, watch)
            self.stdout.write(f"witness {name} {made.verifier.vkey}")
        found = witness.of_folder(folder)
        self.stdout.write(f"{len(found)} witnesses on {host}:{listening.getsockname()[1]}")
        waitress.serve(application(found), sockets=[listening], threads=4, ident="")

    def _prepare(self, folder: Path, provinces: list[str], port: int) -> None:
        key: Ed25519PrivateKey = signing.load_key(Path(settings.SIGNER_KEY_FILE))
        neighbours.prepare(folder, provinces, key, f"http://127.0.0.1:{port}")


def application(witnesses: dict[str, Witness]) -> Callable[[dict[str, Any], Start], Iterable[bytes]]:
    """`/add-checkpoint` and `/<hash>/checkpoint`, of several witnesses each below its folder's name."""

    def answer(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        told = _answered(witnesses, environ)
        headers = [("Content-Type", told.kind), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
        start(f"{told.status} {_STATUS[told.status]}", headers)
        return [told.text.encode()]

    return answer


def _answered(witnesses: dict[str, Witness], environ: dict[str, Any]) -> Answer:
    folder, _slash, place = environ["PATH_INFO"].strip("/").rpartition("/")
    if environ["REQUEST_METHOD"] == "POST" and place == "add-checkpoint" and folder in witnesses:
        raw = environ["wsgi.input"].read(MOST_BYTES + 1)
        return witnesses[folder].add_checkpoint(raw) if len(raw) <= MOST_BYTES else Answer(400, "too long\n")
    found = re.fullmatch("(?:(.*)/)?([0-9a-f]{64})", folder)
    if environ["REQUEST_METHOD"] == "GET" and place == "checkpoint" and found and (found[1] or "") in witnesses:
        return witnesses[found[1] or ""].checkpoint(found[2])
    return Answer(404, "nothing is here\n")
