from __future__ import annotations

from jobs.registry import every
from jobs.running import RunningJob
from people import held_forms


@every("people.forget_held_forms", hours=1)
def forget_held_forms(job: RunningJob) -> None:
    held_forms.forget_old()
