"""What the process that opens a stranger's file may use."""

from __future__ import annotations

import resource

# A photo of 64 million pixels takes 200 MB, and half as much again while it is turned.
MEMORY_BYTES = 900_000_000
SECONDS = 15


def take() -> None:
    """From here on: no more memory or time than that, and no file of any length is written."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
