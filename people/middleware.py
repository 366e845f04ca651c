"""Gives every request its actor, and asks for a second factor where the seat needs one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from people import held_forms, idling
from people.actors import Actor
from people.giving_back import refuse
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
        # Before anything is done: what such a session sends is kept as if its sign-in had lapsed.
        idling.end_if_idle(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            held_forms.know(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Who handles money or oversees acts only with a second factor: without one, the page that sets it up.

        What is open before that is told by the name of the page that the address led to, never by how it is spelled.
        """
        match = request.resolver_match
        if request.method == "POST" and match is not None and (changed := _changed_seat(request, match.view_name)):
            return changed
        if not settings.REQUIRE_MFA or match is None or match.view_name in OPEN or not request.user.is_authenticated:
            return None
        seat = request.actor.seat
        if seat is None or not seat.needs_mfa or is_mfa_enabled(request.user):
            return None
        messages.warning(request, _("Your seat needs a second factor. Set it up once with your telephone."))
        refuse(request)
        return redirect("mfa_activate_totp")


def _changed_seat(request: HttpRequest, page: str) -> HttpResponse | None:
    """A form that was opened in one seat and sent in another, which a second tab chose meanwhile: it would call
    together other people, or bind another party. Nothing is done; the words are there, and the way back to that seat.
    """
    if page in OWN or page.startswith(("account_", "mfa_")) or not request.user.is_authenticated:
        return None
    shown_in, seats = held_forms.seat_of(request), seats_of(request.user)
    if shown_in is None:
        return None
    then = next((seat for seat in seats if seat.pk == shown_in), seats[0] if seats and not shown_in else None)
    # Whoever holds no seat any more is told so, and not that there is no such page.
    is_over = bool(shown_in) and then is None
    if then == request.actor.seat and not is_over:
        return None
    return render(request, "people/seat_changed.html", {"then": then, "next": back_of(request)}, status=409)


def back_of(request: HttpRequest) -> str:
    """The page that the reader came from, when it is one of ours and the browser says so."""
    before = request.headers.get("Referer", "")
    return before if url_has_allowed_host_and_scheme(before, {request.get_host()}) else settings.LOGIN_REDIRECT_URL


# What stays open until the second factor is there: setting it up, which asks for the password again, leaving, choosing
# another of one's seats, another language. A test walks over every page and finds these alone.
OPEN = frozenset(
    {
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
        "people:seats",
        "people:act",
        "people:codes",
        "set_language",
    }
)
# What a person does as themselves, in whichever seat.
OWN = OPEN | {
    "people:held",
    "people:address",
    "people:prove_address",
    "people:end_session",
    "people:join",
    "people:letters",
}
