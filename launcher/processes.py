"""Other processes, found by what the kernel says about them; a pid file could lie."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def everybody() -> list[int]:
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def standing_in(folder: Path) -> list[int]:
    """PostgreSQL's processes stand in their data folder, which may be `folder` or in it."""
    return [pid for pid in everybody() if _stands_in(pid, folder.resolve())]


def end(pids: list[int], first: signal.Signals = signal.SIGINT, grace: float = 10.0) -> None:
    """Ask, wait, insist."""
    for number, seconds in ((first, grace), (signal.SIGKILL, 5.0)):
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        _wait_for_end(pids, seconds)


def _wait_for_end(pids: Iterable[int], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(_lives(pid) for pid in pids):
        time.sleep(0.1)


def _lives(pid: int) -> bool:
    """A zombie is over; whoever started it may never ask, as in containers."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def _stands_in(pid: int, folder: Path) -> bool:
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd")).is_relative_to(folder)
    except OSError:
        return False
