"""A database that came from an older release, used: every desk opens, and somebody writes."""

from __future__ import annotations

import sys

from django.conf import settings
from django.test import Client

from people.actors import Actor
from people.models import Person, Seat
from requests import services
from requests.models import BudgetRequest


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    people = Person.objects.filter(seats__isnull=False, is_active=True).distinct()
    answers = {person.username: _desk(person) for person in people}
    sys.stdout.write(f"{len(answers)} desks; amiss: {[who for who, status in answers.items() if status != 200]}" + "\n")
    sys.stdout.write(f"withdrawn: {_withdrawn()}" + "\n")


def _desk(person: Person) -> int:
    browser = Client()
    browser.force_login(person)
    return browser.get("/desk/", follow=True).status_code


def _withdrawn() -> str:
    """What a verb writes: a row, its event, its digest."""
    row = BudgetRequest.objects.filter(state="in_review").order_by("pk")[0]
    seat = Seat.objects.filter(organisation=row.organisation, role="secretary", person__isnull=False)[0]
    done = services.withdraw(row.pk, version=row.version, reason="ถอนหลังยกรุ่น", actor=Actor.in_seat(seat))
    return done.state
