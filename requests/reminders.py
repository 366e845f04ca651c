"""Reminds whoever has a request of its day: three days before, on the day, and each week that it is overdue."""

from __future__ import annotations

from datetime import date, timedelta

from jobs import clock
from notices import services as notices
from people.models import Person, Seat
from requests.models import BudgetRequest
from requests.services.rows import ANSWERING_ROLES

DAYS_BEFORE, EVERY_DAYS_AFTER, LONGEST_DAYS = 3, 7, 365


def remind() -> int:
    """Tell the holders of every request whose day it is to be reminded; returns how many requests that were.

    Runs once a day, with its job row in one transaction, so that nobody is told twice.
    """
    rows = BudgetRequest.objects.filter(owner__isnull=False, due_on__in=_days()).order_by("pk")
    for row in rows:
        _tell(row)
    return len(rows)


def _days() -> list[date]:
    """The due dates that are reminded of today."""
    today = clock.today()
    overdue = range(EVERY_DAYS_AFTER, LONGEST_DAYS, EVERY_DAYS_AFTER)
    return [today + timedelta(DAYS_BEFORE), today, *(today - timedelta(days) for days in overdue)]


def _tell(row: BudgetRequest) -> None:
    seats = Seat.objects.current().filter(organisation=row.owner_id, role__in=ANSWERING_ROLES, person__isnull=False)
    facts = {"title": row.title, "number": row.receipt_number, "due_on": row.due_on and row.due_on.isoformat()}
    persons = Person.objects.filter(pk__in=seats.values("person"))
    notices.tell(persons, kind="request.due_soon", subject=row.subject, url=row.get_absolute_url(), facts=facts)
