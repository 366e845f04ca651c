"""Each errand leaves a trace: a row that nobody runs. Two traces of one errand are a doubled effect."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import timedelta
from typing import BinaryIO

from documents.models import Parcel
from documents.parcels import KINDS, Kind, Reach
from documents.pdf import Step
from jobs import clock
from jobs.models import Job
from jobs.registry import handles
from jobs.running import RunningJob
from tests.processes.errands import TRACE
from wiring.ports import Provided


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


def _dawdling(kind: Kind) -> Kind:
    """The same, with a pause when all is written and nothing is kept yet: time enough to be killed in."""

    def write(parcel: Parcel, file: BinaryIO, step: Step) -> Reach:
        step(1, 2)
        reach = kind.write(parcel, file, lambda done, total: None)
        time.sleep(30)
        return reach

    return replace(kind, write=write)


if os.environ.get("SLOW_PARCELS"):
    for name, kind in list(KINDS.items()):
        KINDS._provided[name] = Provided(_dawdling(kind), by=__name__)
