"""One lock file for an installation. Byte 0 is shared by whoever uses the database, byte 1 held by the one launcher that
serves, byte 2 by whoever makes the first tables.

Locks of the kernel, so that a killed process leaves none behind.
"""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USERS, SERVING, MAKING_TABLES = 0, 1, 2


class Lock:
    """Open it once a process: closing any descriptor of the file drops every lock the process has on it."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def try_alone(self, byte: int = USERS) -> bool:
        """Take it exclusively, or upgrade a shared hold; False when others hold it."""
        return self._take(fcntl.LOCK_EX | fcntl.LOCK_NB, byte)

    def share(self, byte: int = USERS) -> None:
        """Take it shared, or downgrade; waits while somebody holds it alone."""
        self._take(fcntl.LOCK_SH, byte)

    def release(self, byte: int = USERS) -> None:
        self._take(fcntl.LOCK_UN, byte)

    @contextmanager
    def making_tables(self) -> Iterator[None]:
        """One at a time; the others wait."""
        self._take(fcntl.LOCK_EX, MAKING_TABLES)
        try:
            yield
        finally:
            self.release(MAKING_TABLES)

    def holder(self, byte: int) -> int | None:
        """The process, other than this one, that holds it; the kernel's word."""
        layout = "hhqqi4x"  # struct flock: type, whence, start, length, pid
        asked = struct.pack(layout, fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0)
        kind, _, _, _, pid = struct.unpack(layout, fcntl.fcntl(self._file, fcntl.F_GETLK, asked))
        return None if kind == fcntl.F_UNLCK else pid

    def _take(self, how: int, byte: int) -> bool:
        try:
            fcntl.lockf(self._file, how, 1, byte)
        except (BlockingIOError, PermissionError):
            return False
        return True
