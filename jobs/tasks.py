"""The only Celery tasks there are. They take an id; the row says the rest."""

from __future__ import annotations

from celery import shared_task

from jobs import registry, running, services
from jobs.registry import Result
from jobs.running import RunningJob


@shared_task(ignore_result=True)
def run_job(job_id: int) -> None:
    running.run(job_id)


@shared_task(ignore_result=True, expires=10)
def sweep() -> None:
    services.sweep()


@registry.every("jobs.forget_old", days=1)
def forget_old(job: RunningJob) -> Result:
    return {"deleted": services.forget_old()}
