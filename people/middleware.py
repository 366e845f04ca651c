"""Gives every request its actor, and keeps what was typed when a sign-in has lapsed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject

from people import held_forms
from people.actors import Actor
from people.models import Person, Seat

SESSION_KEY = "seat"


def seats_of(person: Person) -> list[Seat]:
    """The seats a person may act in today, oldest first."""
    current = Seat.objects.current().filter(person=person, organisation__is_active=True)
    return list(current.select_related("organisation__province", "person").order_by("pk"))


def actor_of(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return Actor()
    seats = seats_of(request.user)
    chosen = request.session.get(SESSION_KEY)
    seat = next((seat for seat in seats if seat.pk == chosen), seats[0] if seats else None)
    return Actor(person=request.user, seat=seat)


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[assignment]
        response = self.get_response(request)
        if request.user.is_authenticated:
            held_forms.know(request, response)
        elif request.method == "POST" and _sent_to_sign_in(response):
            held_forms.hold(request, response)
        return response


def _sent_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(resolve_url("account_login"))
