"""Running one job row: claim, handler, finish or fail. Both modes, Celery and `manage.py work`, come through `run`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Event, Thread
from typing import Any

from django.db import connection, transaction

from jobs import claims, registry
from jobs.models import Job, State
from jobs.patience import patient

logger = logging.getLogger(__name__)


class JobCancelled(Exception):
    """Raised by a handler that saw `cancelled()` and stopped."""


class RunningJob:
    """What a handler is given. It runs in autocommit, opens the transactions it needs, and may be run again."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.id: int = job.pk
        self.args: dict[str, Any] = job.args
        self.subject = job.subject
        self.attempt = job.attempts

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Show how far the work is, and keep the lease. Visible at once when called outside a transaction."""
        written: dict[str, int | str] = {"progress_done": min(done, total), "progress_total": total}
        written["progress_text"] = text[:200]
        if not claims.keep(self._job, progress=written):
            raise claims.LeaseLost(self._job)

    def step(self, done: int, total: int) -> None:
        """As `progress`, for work that calls back between its stages: JobCancelled when somebody has stopped it."""
        if self.cancelled():
            raise JobCancelled
        self.progress(done, total)

    def cancelled(self) -> bool:
        return Job.objects.filter(pk=self.id, state=State.CANCELLED).exists()


def run(job_id: int) -> bool:
    """Do the work if it can be claimed; a failure is kept on the row, never raised. True when it was claimed."""
    job = claims.claim(job_id)
    if job is None:
        return False
    try:
        with _lease_kept(job), _apart():
            _handle(job)
    except Exception as error:
        logger.exception("%s failed, attempt %s", job, job.attempts)
        claims.fail(job, error)
    return True


def _handle(job: Job) -> None:
    handler = registry.handler(job.kind)
    try:
        with patient(), transaction.atomic() if handler.atomic else nullcontext():
            claims.finish(job, handler.run(RunningJob(job)))
    except claims.LeaseLost:
        logger.warning("%s was cancelled, or taken over by another worker", job)
    except JobCancelled:
        logger.info("%s stopped: it was cancelled", job)


def _apart() -> AbstractContextManager[Any]:
    """Inside somebody's transaction (tests, the demo) a savepoint, so that a failed handler leaves it usable."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


@contextmanager
def _lease_kept(job: Job) -> Iterator[None]:
    """Renew the lease every third of it, from a thread, for work that does not report progress."""
    over = Event()
    beat = Thread(target=_renew, args=(job, over), daemon=True, name=f"lease of {job}")
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join()


def _renew(job: Job, over: Event) -> None:
    try:
        while not over.wait(claims.LEASE.total_seconds() / 3):
            claims.keep(job)
    finally:
        connection.close()
