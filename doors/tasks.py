from __future__ import annotations

from doors import limits
from jobs.registry import every
from jobs.running import RunningJob


@every("doors.forget_misses", hours=1)
def forget_misses(job: RunningJob) -> None:
    limits.forget()
