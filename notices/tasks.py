from __future__ import annotations

from jobs.registry import handles
from jobs.running import RunningJob
from notices import services


@handles("notices.send_mail")
def send_mail(job: RunningJob) -> None:
    services.send(job.args["mail"])
