"""What the public pages keep up by themselves."""

from __future__ import annotations

from jobs.registry import every
from jobs.running import RunningJob
from portal.finding import catching_up


@every("portal.catch_up", minutes=1)
def catch_up(job: RunningJob) -> dict[str, int]:
    return {"provinces": catching_up.whole()}
