"""What the calendar sets going: reminders of what is due soon or overdue."""

from __future__ import annotations

from datetime import date

from jobs.registry import every, handles
from jobs.running import RunningJob
from requests import reminders
from requests.services.batches import read_batch


@every("requests.remind", days=1, atomic=True)
def remind(job: RunningJob) -> dict[str, int]:
    return {"to_remind": reminders.promise()}


@handles("requests.remind_some", atomic=True)
def remind_some(job: RunningJob) -> dict[str, int]:
    return {"reminded": reminders.remind(job.args["requests"], date.fromisoformat(job.args["day"]))}


@handles("requests.read_batch")
def read_many(job: RunningJob) -> dict[str, int]:
    """Its progress is read in the first half, begun in the second."""
    batch = read_batch(int(job.args["batch"]), step=job.step)
    return {"requests": batch.total, "faults": len(batch.faults)}
