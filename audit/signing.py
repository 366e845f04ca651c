"""Signs the heads of all trees: what an auditor, and anybody's tools, can hold against the log later.

The key is made on first use and never leaves its file; the process that signs has its own database role, and its own
memory of what it signed (`audit.memory`). It signs what has grown out of that and nothing else.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connection, transaction

from audit import canonical, comparing, notes
from audit.comparing import Fault
from audit.memory import Memory, Remembered
from audit.models import SignedHead
from audit.reports import latest_checkpoint
from jobs import clock

logger = logging.getLogger(__name__)
Trees = Mapping[str, Remembered]


def load_key(path: Path) -> Ed25519PrivateKey:
    """The signing key at `path`, made with mode 0600 when it is not there.

    Refuses a key that others can read.
    """
    if not path.exists():
        _make_key(path)
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path} can be read by others; its mode must be 0600.")
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def _make_key(path: Path) -> None:
    """Never seen half-written; of two that make it at once the first wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw())
    with suppress(FileExistsError):
        os.link(part, path)
    part.unlink()


def origin_of(tree: str, generation: int = 1) -> str:
    """The name under which a tree is published, for ever. A log that was begun again is another one, and has another name."""
    name = f"{settings.LOG_ORIGIN}/{tree}"
    return name if generation == 1 else f"{name}/{generation}"


def sign_heads(key: Ed25519PrivateKey, memory: Memory) -> int | None:
    """Add a checkpoint, and a note each, of the heads that have moved since they were last signed; None when none has.

    The first of each hour names every tree: so what is kept grows with what happens, and not with the number of trees.
    A tree that is not what was signed of it is left out, and said so: see `audit.comparing`.
    """
    sound = _sound(memory)
    signed = _signed_sizes()
    moved = {tree: head for tree, head in sound.items() if signed.get(tree) != head.size}
    if not moved:
        return None
    # First what is never forgotten, then what others may see: whoever is cut off between the two forks nothing.
    memory.keep(sound)
    with transaction.atomic():
        number = _add_checkpoint(key, sound if _is_first_of_its_hour() else moved)
        for tree, head in moved.items():
            _add_note(key, tree, head)
    return number


def _sound(memory: Memory) -> dict[str, Remembered]:
    """The heads that have grown out of what was signed before; the others are told."""
    here, sound = comparing.heads(), {}
    for tree in sorted({*here, *memory.trees}):
        seen = memory.trees.get(tree)
        fault = comparing.fault_of(tree, here.get(tree), seen) or (None if seen else _without_memory(tree, here[tree]))
        if fault:
            sound_alarm(fault)
        elif head := here.get(tree):
            sound[tree] = Remembered(head.size, head.frontier, seen.generation if seen else 1)
    return sound


def _without_memory(tree: str, here: Remembered) -> Fault | None:
    """The first start takes what stands and agrees with what the database has signed; of such a tree it says so."""
    last = SignedHead.objects.filter(tree=tree).select_related("checkpoint").order_by("-size").first()
    if last is None:
        return None
    claims = canonical.decode(bytes(last.checkpoint.body))["heads"]
    root = next(bytes.fromhex(head["root"]) for head in claims if head["tree"] == tree)
    fault = comparing.fault_against(tree, here, last.size, root, source="database")
    if not fault:
        sound_alarm(Fault(tree, "forgotten", here.size, last.size, root, 0, "signer"), stops=False)
    return fault


def sound_alarm(fault: Fault, *, stops: bool = True) -> None:
    """Say it once where everybody looks, and stop all writing when it `stops`."""
    logger.log(logging.ERROR if stops else logging.WARNING, "%s", fault)
    values: list[Any] = [
        fault.tree,
        fault.kind,
        fault.source,
        fault.size,
        fault.seen_size,
        fault.seen_root,
        fault.first_bad,
        stops,
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT log.raise_alarm(%s, %s, %s, %s, %s, %s, %s, %s)", values)


def _add_checkpoint(key: Ed25519PrivateKey, trees: Trees) -> int:
    heads = [{"tree": tree, "size": head.size, "root": head.root.hex()} for tree, head in trees.items()]
    body = canonical.encode({"at": clock.now(), "heads": heads, "v": 1})
    with connection.cursor() as cursor:
        cursor.execute("SELECT log.add_checkpoint(%s, %s, %s)", [body, key.sign(body), _public(key)])
        number: int = cursor.fetchone()[0]
    return number


def _add_note(key: Ed25519PrivateKey, tree: str, head: Remembered) -> None:
    told = notes.Head(origin_of(tree, head.generation), head.size, head.root)
    note = str(notes.sign(told, key)).encode()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT log.add_note(%s, %s, %s, %s, %s, %s)",
            [tree, head.size, head.root, told.origin, note, _public(key)],
        )


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _signed_sizes() -> dict[str, int]:
    """How far each tree is signed."""
    newest = SignedHead.objects.order_by("tree", "-size").distinct("tree")
    return dict(newest.values_list("tree", "size"))


def _is_first_of_its_hour() -> bool:
    """By what checkpoints say of themselves, which is by the one clock."""
    whole = latest_checkpoint()
    said = canonical.decode(bytes(whole.body))["at"] if whole else ""
    return not str(said).startswith(clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:"))
