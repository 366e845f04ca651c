"""Each errand leaves a trace: a row that nobody runs. Two traces of one errand are a doubled effect."""

from __future__ import annotations

import time
from datetime import timedelta

from jobs import clock
from jobs.models import Job
from jobs.registry import handles
from jobs.running import RunningJob
from tests.processes.errands import TRACE


@handles("tests.errand", atomic=True)
def errand(job: RunningJob) -> None:
    Job.objects.create(kind=TRACE, subject=job.subject, run_at=clock.now() + timedelta(days=999))
    time.sleep(job.args.get("seconds", 0))


@handles("tests.slow")
def slow(job: RunningJob) -> dict[str, str]:
    for step in range(1, 101):
        job.progress(step, 100, f"step {step}")
        time.sleep(0.02)
    return {"url": "/desk/"}
