"""Taking, keeping and giving back a job row.

Every statement is one conditional UPDATE: of two workers that race for a row, the second changes nothing.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Now

from jobs import clock
from jobs.models import Job, JobQuerySet, State
from jobs.registry import Result

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=10)


class LeaseLost(Exception):
    """Another worker has the row now; what this one did since must be rolled back."""


def claim(job_id: int, *, lease: timedelta = LEASE) -> Job | None:
    """The row, now ours for `lease`; None when it is not due, not waiting, or somebody else was faster."""
    # Without the order in which rows are looked for: an UPDATE of one row has none.
    claimed = (
        Job.objects.due()
        .order_by()
        .filter(pk=job_id)
        .update(state=State.RUNNING, claimed_until=Now() + lease, attempts=F("attempts") + 1, progress_done=0)
    )
    return Job.objects.get(pk=job_id) if claimed else None


def keep(job: Job, *, lease: timedelta = LEASE, progress: dict[str, int | str] | None = None) -> bool:
    """Renew the lease, writing progress with it; False when the row is no longer ours."""
    return bool(_ours(job).update(claimed_until=Now() + lease, **(progress or {})))


def finish(job: Job, result: Result = None) -> None:
    """Raises LeaseLost when another worker took the row meanwhile."""
    if not _ours(job).update(
        state=State.DONE,
        claimed_until=None,
        finished_at=clock.now(),
        result=result,
        last_error="",
        progress_done=F("progress_total"),
    ):
        raise LeaseLost(job)


def fail(job: Job, error: BaseException) -> None:
    """Try again after 10 s, 20 s, 40 s …; the eighth failure is the last. Does nothing when the row is no longer ours."""
    text = f"{type(error).__name__}: {error}"[:2000]
    if job.attempts >= MAX_ATTEMPTS:
        _ours(job).update(state=State.FAILED, claimed_until=None, finished_at=clock.now(), last_error=text)
    else:
        _ours(job).update(
            state=State.WAITING,
            claimed_until=None,
            nudged_at=None,
            last_error=text,
            run_at=clock.now() + wait_after(job.attempts),
        )


def wait_after(attempts: int) -> timedelta:
    return FIRST_WAIT * (1 << (attempts - 1))


def release_abandoned() -> int:
    """Give the rows of dead workers back, or fail those that have killed eight. Returns how many."""
    worn_out = Job.objects.abandoned().filter(attempts__gte=MAX_ATTEMPTS)
    failed = worn_out.update(
        state=State.FAILED, claimed_until=None, finished_at=clock.now(), last_error="The worker died each time."
    )
    return failed + Job.objects.abandoned().update(state=State.WAITING, claimed_until=None, nudged_at=None)


def _ours(job: Job) -> JobQuerySet:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)
