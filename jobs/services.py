"""Promising work and getting it done. `enqueue` writes in the caller's transaction; a lost nudge is made good by the sweep."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from kombu.exceptions import KombuError

from jobs import clock, registry, running
from jobs.claims import claim, fail, finish, release_abandoned
from jobs.models import OPEN, Job, State

__all__ = ["cancel", "claim", "due_ids", "enqueue", "enqueue_all", "fail", "finish", "run_due", "sweep"]

logger = logging.getLogger(__name__)
NUDGE_AGAIN = timedelta(seconds=60)
# The sweep has told again by then. After a night without workers the queue holds an hour's duplicates otherwise, and what is
# new waits behind them. Five times as long, because two hosts' clocks may differ.
FORGET_NUDGE_SECONDS = 5 * NUDGE_AGAIN.total_seconds()
KEEP_DONE = timedelta(days=90)
LEAVE_BROKER_SECONDS = 10.0
_broker_away_until = 0.0
_SWEEP_LOCK = 0x7475_6E6B


def enqueue(
    kind: str,
    *,
    subject: str = "",
    args: dict[str, Any] | None = None,
    dedupe_key: str | None = None,
    run_at: datetime | None = None,
) -> Job:
    """Promise work, together with the change that needs it: refused outside a transaction.

    While a job with the same `dedupe_key` waits or runs, that one is returned.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"{kind} must be enqueued in the transaction that needs it.")
    job = Job(
        kind=kind,
        subject=subject,
        args=args or {},
        dedupe_key=dedupe_key,
        run_at=run_at or clock.now(),
    )
    return _insert_once(job) if dedupe_key else _insert(job)


def enqueue_all(kind: str, each: Iterable[dict[str, Any]]) -> list[Job]:
    """As `enqueue`, for much work of one kind in one statement: `each` is its `args`, for what nobody else can have promised."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"{kind} must be enqueued in the transaction that needs it.")
    now = clock.now()
    made = Job.objects.bulk_create([Job(kind=kind, args=args, run_at=now) for args in each])
    for job in made:
        transaction.on_commit(partial(nudge, job.pk))
    return made


def cancel(job_id: int) -> bool:
    """Stop a job that has not finished; a running handler learns of it from `cancelled()` or its next progress."""
    return bool(
        Job.objects.filter(pk=job_id, state__in=OPEN).update(
            state=State.CANCELLED, claimed_until=None, finished_at=clock.now()
        )
    )


def due_ids(limit: int = 100) -> list[int]:
    return list(Job.objects.due().values_list("pk", flat=True)[:limit])


@transaction.atomic
def sweep() -> None:
    """Give back the work of dead workers, add this period's periodic rows, nudge what nobody took. One sweeper at a time."""
    with connection.cursor() as cursor:
        # Tried and not waited for: whoever holds it is doing this very work.
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SWEEP_LOCK])
        if not cursor.fetchone()[0]:
            return
    release_abandoned()
    _add_periodic()
    if settings.REDIS_URL:
        _nudge_forgotten()


def run_due(limit: int = 10_000) -> int:
    """Sweep, then run everything due by `jobs.clock`, here and now, also what that work promises. Returns how many ran."""
    sweep()
    ran = 0
    while ran < limit and (ids := due_ids()):
        ran += sum(running.run(job_id) for job_id in ids)
    return ran


def nudge(job_id: int) -> None:
    """Tell a Celery worker, if there are any. A broker that is away is no error, and is left alone for a while: the row waits."""
    global _broker_away_until
    if not settings.REDIS_URL or time.monotonic() < _broker_away_until:
        return
    try:
        current_app.send_task("jobs.tasks.run_job", args=[job_id], retry=False, expires=FORGET_NUDGE_SECONDS)
    except (OSError, KombuError):
        _broker_away_until = time.monotonic() + LEAVE_BROKER_SECONDS
        logger.warning("Jobs wait for the sweep: the broker is away.", exc_info=True)


def forget_old() -> int:
    """Delete rows that finished more than ninety days ago."""
    deleted, _ = Job.objects.filter(
        state__in=[State.DONE, State.CANCELLED], finished_at__lt=clock.now() - KEEP_DONE
    ).delete()
    return deleted


def _insert(job: Job) -> Job:
    job.save(force_insert=True)
    if job.run_at <= clock.now():
        # A worker that is told earlier finds no row.
        transaction.on_commit(lambda: nudge(job.pk))
    return job


def _insert_once(job: Job) -> Job:
    """The unique index decides; a rival that has finished in between leaves the key free, hence the second try."""
    open_jobs = Job.objects.filter(dedupe_key=job.dedupe_key, state__in=OPEN)
    if found := open_jobs.first():
        return found
    try:
        with transaction.atomic():
            return _insert(job)
    except IntegrityError:
        return open_jobs.first() or _insert(job)


def _add_periodic() -> None:
    wanted = registry.periodic_keys(clock.now())
    known = set(
        Job.objects.filter(kind__in=wanted, dedupe_key__in=wanted.values()).values_list("dedupe_key", flat=True)
    )
    for kind, key in wanted.items():
        if key not in known:
            enqueue(kind, dedupe_key=key)


def _nudge_forgotten() -> None:
    stale = Q(nudged_at=None) | Q(nudged_at__lt=Now() - NUDGE_AGAIN)
    ids = list(Job.objects.due().filter(stale).values_list("pk", flat=True)[:500])
    Job.objects.filter(pk__in=ids).update(nudged_at=Now())
    for job_id in ids:
        # Once they are marked, or the next sweep would nudge them again.
        transaction.on_commit(lambda job_id=job_id: nudge(job_id))  # type: ignore[misc]  # mypy: no type for its default
