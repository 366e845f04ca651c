"""Opens what strangers send, in a process of its own: a photo or a PDF comes back as it is kept, a workbook as its cells, or
why it cannot be.

A file of 10 MB may unfold to gigabytes, and the libraries that read pictures and PDFs are large and written in C: what
goes wrong in there, or takes too long, ends that process and no page. It has bounds of its own for memory, time and files
(`bounds.py`), knows no database and imports nothing of the house but this package.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SECONDS = 20
# Each may hold half a gigabyte: what more people send at one moment waits here, not in memory. It waits shortly: a handful of
# files that take their twenty seconds would else hold every thread of the site.
_AT_ONCE = threading.BoundedSemaphore(2)
PATIENCE_SECONDS = 5
_PROJECT = Path(__file__).resolve().parents[2]


class Refused(Exception):
    """Why a file is not kept: `encrypted`, `signed_and_active`, `active`, `too_many_pixels`, `damaged`, or `busy`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def opened(data: bytes, content_type: str) -> tuple[bytes, str, str, str]:
    """The bytes to keep, their type, and by what the file is known again in other bytes (`looks.Seen`). Raises Refused.

    A photo comes back upright, small and without what its camera wrote into it, HEIC as JPEG; a PDF as it is when nothing
    in it runs, fetches or hides, else without that.
    """
    if not _AT_ONCE.acquire(timeout=PATIENCE_SECONDS):
        raise Refused("busy")
    try:
        told = _read_apart(data, content_type)
    except subprocess.TimeoutExpired as slow:
        raise Refused("damaged") from slow
    finally:
        _AT_ONCE.release()
    head, _, kept = told.stdout.partition(b"\n")
    if told.returncode or not head:
        raise Refused("damaged")  # it ran into a bound, or a library crashed
    word, _, rest = head.decode("ascii").partition(" ")
    if word != "kept":
        raise Refused(rest)
    kept_type, drawn, look = rest.split(" ")
    return kept, kept_type, drawn, look


def _read_apart(data: bytes, content_type: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "documents.opening", content_type]
    return subprocess.run(command, input=data, capture_output=True, cwd=_PROJECT, timeout=SECONDS, check=False)
