"""What the calendar sets going: reminders of what is due soon or overdue."""

from __future__ import annotations

from jobs.registry import every
from jobs.running import RunningJob
from requests import reminders


@every("requests.remind", days=1, atomic=True)
def remind(job: RunningJob) -> dict[str, int]:
    return {"reminded": reminders.remind()}
