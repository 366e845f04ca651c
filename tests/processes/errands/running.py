"""Starting and killing workers, and looking at what they left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.db.models.functions import Now

from jobs import services
from jobs.models import OPEN, Job
from tests.processes.errands import TRACE

ROOT = Path(__file__).resolve().parents[3]
WORK = [sys.executable, "manage.py", "work"]
CELERY = [sys.executable, "-m", "celery", "-q", "-A", "config", "worker", "-l", "ERROR", "-c", "2", "--without-mingle"]


@contextmanager
def worker(command: list[str] = WORK, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker on this test's database; whatever is left of it at the end is killed, children included."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={
            **os.environ,
            **env,
            "DJANGO_SETTINGS_MODULE": "tests.processes.errands.settings",
            "LOG_LEVEL": "CRITICAL",
        },
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def promise(count: int, *, seconds: float = 0, start: int = 0) -> None:
    with transaction.atomic():
        for number in range(start, start + count):
            services.enqueue("tests.errand", subject=f"errand:{number}", args={"seconds": seconds})


def traces() -> Counter[str]:
    return Counter(Job.objects.filter(kind=TRACE).values_list("subject", flat=True))


def open_errands() -> int:
    return Job.objects.filter(kind="tests.errand", state__in=OPEN).count()


def let_leases_run_out() -> None:
    """What a minute would do."""
    Job.objects.filter(claimed_until__isnull=False).update(claimed_until=Now() - timedelta(seconds=1))


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
