from __future__ import annotations

from jobs.registry import every, handles
from jobs.running import RunningJob
from notices import digests, services


@handles("notices.send_mail")
def send_mail(job: RunningJob) -> None:
    services.send(job.args["mail"])


@every("notices.digest", days=1, atomic=True)
def digest(job: RunningJob) -> dict[str, int]:
    return {"letters": digests.of_yesterday()}
