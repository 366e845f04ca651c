"""Signs the heads of all trees: a checkpoint that an auditor can hold against the log later.

The key is made on first use and never leaves its file; the process that signs has its own database role.
"""

from __future__ import annotations

import os
from datetime import UTC
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import connection

from audit import canonical
from audit.models import SignedHead
from audit.reports import latest_checkpoint, roots
from jobs import clock


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
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw())


def sign_heads(key: Ed25519PrivateKey) -> int | None:
    """Add a checkpoint of the heads that have moved since they were last signed; None when none has.

    The first of each hour names every tree: so what is kept grows with what happens, and not with the number of trees.
    """
    heads = [{"tree": tree, "size": size, "root": root} for tree, (size, root) in roots().items()]
    signed = _signed_sizes()
    moved = [head for head in heads if signed.get(str(head["tree"])) != head["size"]]
    if not moved:
        return None
    heads = heads if _is_first_of_its_hour() else moved
    body = canonical.encode({"at": clock.now(), "heads": heads, "v": 1})
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    with connection.cursor() as cursor:
        cursor.execute("SELECT log.add_checkpoint(%s, %s, %s)", [body, key.sign(body), public])
        number: int = cursor.fetchone()[0]
    return number


def _signed_sizes() -> dict[str, int]:
    """How far each tree is signed."""
    newest = SignedHead.objects.order_by("tree", "-size").distinct("tree")
    return dict(newest.values_list("tree", "size"))


def _is_first_of_its_hour() -> bool:
    """By what checkpoints say of themselves, which is by the one clock."""
    whole = latest_checkpoint()
    said = canonical.decode(bytes(whole.body))["at"] if whole else ""
    return not str(said).startswith(clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:"))
