from __future__ import annotations

from grants import services
from jobs.registry import every
from jobs.running import RunningJob
from people.actors import Actor


@every("grants.lapse_overdue", hours=1)
def lapse_overdue(job: RunningJob) -> dict[str, int]:
    return {"lapsed": services.lapse_overdue(actor=Actor.system())}
