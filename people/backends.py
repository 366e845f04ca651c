"""Finds who is signed in."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from people import sign_in
from people.models import Person
from people.models.seats import seats_of_today


class WithSeats(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types for it
    """Reads a person together with today's seats, in one question: no page asks for one without the other."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        """As the library, but one name is one person's: it would try the address and then the user name of another."""
        person = sign_in.find(sign_in.name_in(credentials))
        return cast("Person | None", self._check_password(person, credentials.get("password") or ""))

    def get_user(self, user_id: Any) -> Person | None:
        seats = seats_of_today(int(user_id))
        if not seats:
            return cast("Person | None", super().get_user(user_id))
        person = cast("Person", seats[0].person)
        for seat in seats:
            seat.person = person
        person.seats_held = seats
        return person if self.user_can_authenticate(person) else None
