from __future__ import annotations

from jobs.registry import every, handles
from jobs.running import RunningJob
from people import held_forms, services


@every("people.forget_held_forms", hours=1)
def forget_held_forms(job: RunningJob) -> None:
    held_forms.forget_old()


@handles("people.open_recovery", atomic=True)
def open_recovery(job: RunningJob) -> None:
    services.tell_that_it_is_open(job.args["recovery"])
