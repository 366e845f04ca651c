"""Finds who is signed in."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend

from people.models import Person, Seat


class WithSeats(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types for it
    """Reads a person together with today's seats, in one question: no page asks for one without the other."""

    def get_user(self, user_id: Any) -> Person | None:
        seats = list(Seat.objects.of_today(user_id))
        if not seats:
            return cast("Person | None", super().get_user(user_id))
        person = cast("Person", seats[0].person)
        for seat in seats:
            seat.person = person
        person.seats_held = seats
        return person if self.user_can_authenticate(person) else None
