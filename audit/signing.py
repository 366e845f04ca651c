"""Signs the heads of all trees: a checkpoint that an auditor can hold against the log later.

The key is made on first use and never leaves its file; the process that signs has its own database role.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import connection

from audit import canonical
from audit.models import Checkpoint
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
    """Add a checkpoint of all heads; None when none has moved since the last one."""
    heads = [{"tree": tree, "size": size, "root": root} for tree, (size, root) in roots().items()]
    if not heads or heads == _claimed(latest_checkpoint()):
        return None
    body = canonical.encode({"at": clock.now(), "heads": heads, "v": 1})
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    with connection.cursor() as cursor:
        cursor.execute("SELECT log.add_checkpoint(%s, %s, %s)", [body, key.sign(body), public])
        number: int = cursor.fetchone()[0]
    return number


def _claimed(checkpoint: Checkpoint | None) -> list[dict[str, Any]]:
    return canonical.decode(bytes(checkpoint.body))["heads"] if checkpoint else []
