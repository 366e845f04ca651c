"""Gives every request its actor, and keeps what was typed when a sign-in has lapsed."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from people import held_forms
from people.actors import Actor
from people.models import Person, Seat

SESSION_KEY = "seat"


def seats_of(person: Person) -> list[Seat]:
    """The seats a person may act in today, oldest first."""
    return person.seats_today


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
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[assignment]  # an Actor to whoever asks
        response = self._second_factor(request) or self.get_response(request)
        if request.user.is_authenticated:
            held_forms.know(request, response)
        elif request.method == "POST" and _sent_to_sign_in(response):
            held_forms.hold(request, response)
        return response

    def _second_factor(self, request: HttpRequest) -> HttpResponse | None:
        """Who handles money or oversees acts only with a second factor: without one, the page that sets it up."""
        if not settings.REQUIRE_MFA or not request.user.is_authenticated or request.path.startswith(_OPEN):
            return None
        seat = request.actor.seat
        if seat is None or not seat.needs_mfa or is_mfa_enabled(request.user):
            return None
        messages.warning(request, _("Your seat needs a second factor. Set it up once with your telephone."))
        return redirect("mfa_activate_totp")


# What stays open until the second factor is there: setting it up, leaving, choosing another seat, another language.
_OPEN = ("/accounts/", "/people/seats/", "/people/codes/", "/i18n/", "/static/", "/join/")


def _sent_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(resolve_url("account_login"))
