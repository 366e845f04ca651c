"""Tells the overseers when a log was stopped: the signer, who finds it, writes nothing but alarms."""

from __future__ import annotations

from django.db.models import Q

from audit.log import SYSTEM
from audit.models import Alarm
from audit.stopping import facts_of
from jobs.registry import every
from jobs.running import RunningJob
from notices import services as notices
from notices.models import Notice
from people.kinds import OVERSIGHT_ROLES
from people.models import Person, Seat
from wiring.refs import Ref


@every("desk.tell_alarms", minutes=1, atomic=True)
def tell_alarms(job: RunningJob) -> dict[str, int]:
    """Each alarm that stops a tree once, to everybody who oversees it; nothing of this stands in the log."""
    told = [alarm for alarm in Alarm.objects.filter(stops=True).order_by("-id")[:50] if _tell(alarm)]
    return {"told": len(told)}


def _tell(alarm: Alarm) -> bool:
    subject = Ref("alarm", alarm.pk)
    if Notice.objects.filter(kind="log.stopped", subject=subject).exists():
        return False
    seats = Seat.objects.current().filter(Q(role__in=OVERSIGHT_ROLES), person__isnull=False)
    if alarm.tree != SYSTEM:
        seats = seats.filter(organisation__province=alarm.tree)
    persons = Person.objects.filter(pk__in=seats.values("person"))
    notices.tell(persons, kind="log.stopped", subject=subject, url="/audit/", facts=facts_of(alarm))
    return True
