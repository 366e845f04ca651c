"""Opens a tree again that was stopped: two persons, and an event that names what is given up."""

from __future__ import annotations

from django.db import connection

from audit import standing
from audit.facts import ReopenedFacts, StoppedFacts
from audit.log import Author, record, recorded
from audit.models import Alarm, Stop
from wiring.refs import Ref


def facts_of(alarm: Alarm) -> StoppedFacts:
    """`last` is the last event that somebody has seen; where another log stands here now, it may reach further."""
    last = max(alarm.seen_size, alarm.first_bad + 1) - 1
    return StoppedFacts(alarm=alarm.pk, kind=alarm.kind, tree=alarm.tree, first=alarm.first_bad, last=last)


def is_open(alarm: Alarm) -> bool:
    return Stop.objects.filter(pk=alarm.pk).exists()


@recorded
def agree(alarm: Alarm, *, actor: Author) -> bool:
    """Say that the tree may be opened again; answers whether it is, by the second person who says so.

    The first word stands in a list that nobody can change: there is no log to write it to.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT log.reopen(%s, %s, %s)", [alarm.pk, actor.person_id, actor.seat_id])
        is_opened: bool = cursor.fetchone()[0]
    if is_opened:
        root = bytes(alarm.seen_root).hex()
        given_up = ReopenedFacts(
            **facts_of(alarm), seen_size=alarm.seen_size, seen_root=root, persons=standing.agreed(alarm)
        )
        record("log.reopened", tree=alarm.tree, subject=Ref("alarm", alarm.pk), actor=actor, facts=given_up)
    return is_opened
