"""Random passwords and keys, each in a file of its own that only we can read."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path


def keep(folder: Path, name: str, *, size_bytes: int = 32) -> str:
    """The secret called `name`, made on first use, four signs for three bytes. The file is never seen half-written or open to others."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        part = folder / f".{name}.{os.getpid()}"
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(size_bytes))
        with suppress(FileExistsError):  # the first of two starters wins
            os.link(part, path)
        part.unlink()
    return path.read_text()
