from __future__ import annotations

from jobs import clock
from jobs.registry import every, handles
from jobs.running import RunningJob
from people import held_forms, services
from people.models import Session


@every("people.forget_held_forms", hours=1)
def forget_held_forms(job: RunningJob) -> None:
    held_forms.forget_old()


@handles("people.open_recovery", atomic=True)
def open_recovery(job: RunningJob) -> None:
    services.tell_that_it_is_open(job.args["recovery"])


@every("people.forget_sessions", hours=6)
def forget_sessions(job: RunningJob) -> None:
    """Those that open nothing any more: they name browsers and networks."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
