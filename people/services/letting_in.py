"""A person comes back in: the old password, its sessions and the second factor end, and what weighs stays shut."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from jobs import clock
from people.conditions import is_light
from people.models import Person, Seat
from people.services.rows import lock_person


def renew(person: Person, password: str) -> Person:
    """A new password, which ends every session that the old one opened; and no second factor until a new one is set up."""
    person = lock_person(person.pk)
    set_password(person, password)
    person.save(update_fields=["password"])
    Authenticator.objects.filter(user=person).delete()
    return person


def set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from None
    person.set_password(password)


def come_in_lightly(seat: Seat, person: Person, password: str) -> None:
    """By a slip: only the seats of the organisation that gave it stay open. Refused once the person's seats weigh."""
    is_light.require(seat)
    shut(person, ~Q(organisation=seat.organisation_id))
    renew(person, password)


def shut(person: Person, which: Q) -> list[Seat]:
    """Shut seats of a person until somebody of their organisations opens them again. Answers those shut now."""
    rows = Seat.objects.select_for_update(of=("self",)).filter(which, person=person, shut_at=None).order_by("pk")
    found = list(rows.lasting().select_related("organisation"))
    for seat in found:
        seat.shut_at, seat.shut_by = clock.now(), person
        seat.save(update_fields=["shut_at", "shut_by"])
    return found
