"""Reminds whoever has a request of its day: three days before, on the day, and each week that it is overdue."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models

from jobs import clock
from jobs import services as jobs
from notices import services as notices
from notices.services import Told
from people.models import Person, Seat
from requests.facts import ReminderFacts
from requests.models import BudgetRequest
from requests.services.rows import ANSWERING_ROLES

DAYS_BEFORE, EVERY_DAYS_AFTER, LONGEST_DAYS = 3, 7, 365
AT_ONCE = 500


def promise() -> int:
    """Promise to remind of every request whose day it is, some hundred at a time; returns how many requests that are.

    Runs once a day, with its job row in one transaction, and so does each part, so that nobody is told twice.
    """
    today = clock.today()
    keys = list(_waiting(today).order_by("pk").values_list("pk", flat=True))
    parts = [keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE)]
    jobs.enqueue_all("requests.remind_some", [{"requests": part, "day": today.isoformat()} for part in parts])
    return len(keys)


def remind(keys: list[int], day: date) -> int:
    """Tell the holders of those of these requests that still wait as on `day`; returns how many that were.

    Five statements, however many there are.
    """
    rows = list(_waiting(day).filter(pk__in=keys).order_by("pk"))
    holders = _holders({row.owner_id for row in rows})
    notices.tell_all(_told(row, holders.get(row.owner_id, [])) for row in rows)
    return len(rows)


def _waiting(today: date) -> models.QuerySet[BudgetRequest]:
    """Requests whose due date is one that is reminded of on this day."""
    overdue = range(EVERY_DAYS_AFTER, LONGEST_DAYS, EVERY_DAYS_AFTER)
    days = [today + timedelta(DAYS_BEFORE), today, *(today - timedelta(days) for days in overdue)]
    return BudgetRequest.objects.filter(owner__isnull=False, due_on__in=days)


def _holders(owners: set[int | None]) -> dict[int | None, list[Person]]:
    """Who answers for each of these organisations, each person once."""
    seats = Seat.objects.current().filter(organisation__in=owners, role__in=ANSWERING_ROLES, person__isnull=False)
    found: dict[int | None, dict[int, Person]] = {}
    for seat in seats.select_related("person").order_by("pk"):
        if seat.person:
            found.setdefault(seat.organisation_id, {})[seat.person.pk] = seat.person
    return {owner: list(persons.values()) for owner, persons in found.items()}


def _told(row: BudgetRequest, persons: list[Person]) -> Told:
    facts = ReminderFacts(title=row.title, number=row.receipt_number, due_on=row.due_on)
    return Told(persons, "request.due_soon", row.subject, row.get_absolute_url(), facts)
