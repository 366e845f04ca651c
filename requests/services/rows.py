"""What every verb on a request does first and last: lock, and write state, owner, clock and event together."""

from __future__ import annotations

from datetime import date
from typing import Any

from audit.log import record
from audit.machine import finish, lock
from jobs import clock
from notices import services as notices
from people.actors import Actor
from people.models import Organisation, Person, Role, Seat
from places.calendar import due
from requests.models import BudgetRequest

# What hands a request on has said so to whom it concerns.
UNTOLD = ("request.handed_on",)
ANSWERING_ROLES = (Role.SECRETARY, Role.CHAIR, Role.OFFICER, Role.SECRETARIAT)


def locked(pk: int, *, version: int | None = None) -> BudgetRequest:
    return lock(BudgetRequest, pk, version=version)


def hand_to(row: BudgetRequest, owner: Organisation | None, days: int) -> None:
    """Make `owner` the one who acts next, within `days` counted as the law counts."""
    row.owner = owner
    row.due_on = due(clock.today(), days) if owner else None


def done(
    row: BudgetRequest,
    event: str,
    actor: Actor,
    *,
    fields: tuple[str, ...] = (),
    personal: dict[str, str] | None = None,
    **facts: Any,
) -> BudgetRequest:
    """Save what changed, write the event, and tell whoever has to act next."""
    finish(row, fields=("owner", "due_on", *fields))
    facts = {"state": row.state, "owner": row.owner_id, "due_on": _iso(row.due_on), **facts}
    record(event, tree=row.province_id, subject=row.subject, actor=actor, facts=facts, personal=personal)
    if event not in UNTOLD:
        _tell(row, event, actor, facts)
    return row


def _tell(row: BudgetRequest, event: str, actor: Actor, told: dict[str, Any]) -> None:
    audience = {row.organisation_id, row.owner_id} - {None}
    seats = Seat.objects.current().filter(organisation__in=audience, role__in=ANSWERING_ROLES, person__isnull=False)
    persons = Person.objects.filter(pk__in=seats.values("person")).exclude(pk=actor.person_id or 0)
    facts = {**told, "title": row.title, "number": row.receipt_number, "due_on": _iso(row.due_on)}
    notices.tell(persons, kind=event, subject=row.subject, url=row.get_absolute_url(), facts=facts)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
