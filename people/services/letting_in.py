"""A person comes back in: the old password, its sessions and the second factor end, and what weighs stays shut."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from jobs import clock
from people.conditions import is_light
from people.models import Invitation, Person, Seat


def renew(person: Person, password: str) -> Person:
    """A new password, which ends every session that the old one opened; and no second factor until a new one is set up.

    The caller holds the person's row.
    """
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


def come_in_lightly(slip: Invitation, person: Person, password: str) -> None:
    """By a slip: only the seats of the organisation that gave it stay open. Refused once the person's seats weigh.

    The caller holds the person with all their seats, so that none is taken up between the question and the shutting. Other
    slips in their name are over: of two used at once the second finds itself revoked.
    """
    slip.seat.person = person
    is_light.require(slip.seat)
    shut(person, ~Q(organisation=slip.seat.organisation_id))
    renew(person, password)
    others = Invitation.objects.filter(person=person, used_at=None, revoked_at=None).exclude(pk=slip.pk)
    others.update(revoked_at=clock.now(), revoked_by=person)


def shut(person: Person, which: Q) -> list[Seat]:
    """Shut seats of a person until somebody of their organisations opens them again. Answers those shut now.

    The caller holds them all (`rows.lock_whole`).
    """
    rows = Seat.objects.lasting().filter(which, person=person, shut_at=None).order_by("pk")
    found = list(rows.select_related("organisation"))
    for seat in found:
        seat.shut_at, seat.shut_by = clock.now(), person
        seat.save(update_fields=["shut_at", "shut_by"])
    return found
