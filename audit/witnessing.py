"""Asks witnesses for their signatures under our checkpoints, and what they have seen of our log (C2SP tlog-witness).

A witness that is away or refuses holds nobody up: the checkpoint stands without it, and the page says so. What counts
against us is our own signature alone: a witness that shows one over a later or another head proves that this log is an
old or another one, and stops it. Its word without such a signature is a warning.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from hashlib import sha256
from typing import Any

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from audit import comparing, nodes, notes, policies, proofs
from audit.comparing import Fault
from audit.memory import Memory
from audit.models import Cosignature, Note
from audit.notes import BadNote, Line
from audit.policies import Witness
from audit.signing import origin_of, sound_alarm
from audit.witness import SIZE, Asked

logger = logging.getLogger(__name__)
SECONDS = 5.0
MOST_BYTES = 65_536


class Away(Exception):
    """A witness that did not answer as the specification says; asked again at the next checkpoint."""


@dataclass
class Asking:
    """The signer's side. It keeps, for as long as it runs, the nodes of its trees and up to where each witness has seen them."""

    key: Ed25519PrivateKey
    client: httpx2.Client = field(default_factory=lambda: httpx2.Client(timeout=SECONDS, follow_redirects=False))
    kept: nodes.Kept = field(default_factory=nodes.own)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def compare(self, memory: Memory) -> None:
        """What witnesses show of our own logs, against what stands here: before the first signature after a start."""
        here = comparing.heads()
        for witness in _asked():
            for tree in sorted({*here, *memory.trees}):
                known = memory.trees.get(tree)
                origin = origin_of(tree, known.generation if known else 1)
                try:
                    self._compare(witness, tree, origin, here.get(tree))
                except (Away, httpx2.HTTPError, BadNote) as error:
                    logger.info("Witness %s of %s: %s", witness.name, origin, error)

    def _compare(self, witness: Witness, tree: str, origin: str, here: Any) -> None:
        number = sha256(origin.encode()).hexdigest()
        answer = self.client.get(f"{witness.url}{number}/checkpoint")
        if answer.status_code != 200:
            return
        note = notes.read(_bounded(answer))
        head = notes.head_of(note)
        if head.origin != origin:
            raise Away("it shows another log")
        if fault := comparing.fault_against(tree, here, head.size, head.root, source=witness.name):
            self._tell(fault, is_ours=notes.is_signed(note, notes.verifier_for(origin, self.key)))
        self.seen[origin, witness.name] = head.size

    def _tell(self, fault: Fault, *, is_ours: bool) -> None:
        """Only what we signed ourselves stops us: nobody else can shut a province's log."""
        kind = fault.kind if is_ours else "warned"
        told = Fault(fault.tree, kind, fault.size, fault.seen_size, fault.seen_root, fault.first_bad, fault.source)
        sound_alarm(told, stops=is_ours)

    def ask(self) -> None:
        """Every witness about the newest note of every tree that it has not signed."""
        for note in Note.objects.order_by("tree", "-size").distinct("tree"):
            signed = set(Cosignature.objects.filter(tree=note.tree, size=note.size).values_list("witness", flat=True))
            for witness in _asked():
                if witness.name not in signed:
                    self._ask_safely(witness, note)

    def _ask_safely(self, witness: Witness, note: Note) -> None:
        try:
            if line := self._signature(witness, note):
                _keep(note, witness, line)
        except (Away, httpx2.HTTPError, BadNote) as error:
            logger.info("Witness %s of %s: %s", witness.name, note.origin, error)

    def _signature(self, witness: Witness, note: Note) -> Line | None:
        """The witness's line; None from one that does not watch this log. Asked twice at most: a 409 tells where to begin."""
        old = self.seen.get((note.origin, witness.name), 0)
        for _time in range(2):
            answer = self.client.post(f"{witness.url}add-checkpoint", content=self._request(note, old))
            told = _bounded(answer)
            if answer.status_code == 200:
                self.seen[note.origin, witness.name] = note.size
                return _line_of(told, note, witness)
            if answer.status_code == 404:
                return None
            if answer.status_code != 409 or not answer.headers.get("Content-Type", "").startswith(SIZE):
                break
            old = _size(told)
            if old > note.size:
                break
        raise self._refused(witness, note, answer.status_code)

    def _request(self, note: Note, old: int) -> bytes:
        proof = proofs.consistency_of(nodes.Nodes(note.tree, self.kept), old, note.size)
        return bytes(Asked(old, proof, notes.read(bytes(note.body))))

    def _refused(self, witness: Witness, note: Note, status: int) -> Away:
        """It saw more than we have, or something else: what it shows tells whether that was ours."""
        self._compare(witness, note.tree, note.origin, comparing.heads().get(note.tree))
        return Away(f"refused with {status}")


def _asked() -> Iterator[Witness]:
    return (witness for witness in policies.current().witnesses.values() if witness.url)


def _bounded(answer: httpx2.Response) -> bytes:
    if len(answer.content) > MOST_BYTES:
        raise Away("an answer beyond measure")
    return answer.content


def _size(told: bytes) -> int:
    text = told.decode("ascii", "replace").strip()
    if not text.isdecimal() or len(text) > 18:
        raise Away("a size that is none")
    return int(text)


def _line_of(told: bytes, note: Note, witness: Witness) -> Line:
    """The line that is really this witness's over this note."""
    text = notes.read(bytes(note.body)).text
    for line in notes.lines_of(told):
        if notes.seen_at(notes.Note(text, (line,)), witness.verifier) is not None:
            return line
    raise Away("its signature does not hold")


def _keep(note: Note, witness: Witness, line: Line) -> None:
    seconds = int.from_bytes(line.signature[:8], "big")
    moment = datetime.fromtimestamp(min(seconds, 1 << 34), timezone.utc)
    values: list[Any] = [note.tree, note.size, witness.name, str(line).rstrip("\n"), moment]
    with connection.cursor() as cursor:
        cursor.execute("SELECT log.add_cosignature(%s, %s, %s, %s, %s)", values)
