"""What every verb on a request does first and last: lock, and write state, owner, clock and event together."""

from __future__ import annotations

from collections.abc import Mapping

from audit.log import record
from audit.machine import finish, lock
from jobs import clock
from notices import services as notices
from people.actors import Actor
from people.models import Organisation, Person, Role, Seat
from places.calendar import due
from requests.facts import MovedFacts
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


def moved(row: BudgetRequest) -> MovedFacts:
    """Where the request stands now: what every event that `done` writes begins with."""
    return {"state": row.state, "owner": row.owner_id, "due_on": row.due_on}


def done(
    row: BudgetRequest,
    event: str,
    actor: Actor,
    facts: MovedFacts | None = None,
    *,
    fields: tuple[str, ...] = (),
    personal: dict[str, str] | None = None,
    reason: str = "",
) -> BudgetRequest:
    """Save what changed, write the event, and tell the council and whoever has to act next.

    `facts` are `moved(row)` and what is beside it; `reason` is told to people, the log knows it by its basis;
    what is `personal` of the event is told to them too.
    """
    finish(row, fields=("owner", "due_on", *fields))
    told = facts or moved(row)
    record(event, tree=row.province_id, subject=row.subject, actor=actor, facts=told, personal=personal)
    if event not in UNTOLD:
        _tell(row, event, actor, {**told, "reason": reason, **(personal or {})})
    return row


def _tell(row: BudgetRequest, event: str, actor: Actor, told: Mapping[str, object]) -> None:
    audience = {row.organisation_id, row.owner_id} - {None}
    seats = Seat.objects.current().filter(organisation__in=audience, role__in=ANSWERING_ROLES, person__isnull=False)
    persons = Person.objects.filter(pk__in=seats.values("person")).exclude(pk=actor.person_id or 0)
    facts = {**told, "title": row.title, "number": row.receipt_number}
    notices.tell(persons, kind=event, subject=row.subject, url=row.get_absolute_url(), facts=facts)
