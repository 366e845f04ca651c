"""`python -m tests.browser.moved MODULE …` runs a module under a clock that stands as far from now as `CLOCK_FILE` says, in seconds."""

from __future__ import annotations

import os
import runpy
import sys
from datetime import datetime, timedelta
from pathlib import Path

from jobs import clock

FILE, REAL = Path(os.environ["CLOCK_FILE"]), clock.now


def now() -> datetime:
    return REAL() + timedelta(seconds=float(FILE.read_text() or 0))


if __name__ == "__main__":
    # Before any model is imported: a default holds the clock that it found.
    clock.now = now
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
