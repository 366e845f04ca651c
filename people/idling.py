"""Ends the session of a seat of money or oversight that nobody has used for a while, by the injectable clock; and every
session twelve hours after it was signed in, however busy it is: each save of a session would else begin them anew.

A page that asks by itself whether something is ready is no sign of a person; pressing, opening and saving are.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils.translation import gettext as _

from doors import network
from doors.security import SYSTEM, Kind, note
from jobs import clock
from people.models import Person, Seat
from people.parts import asks_for_part
from people.sessions import BEGAN

SEEN = "seen"
EVERY_SECONDS = 60  # the session is written once a minute, not with each page


def end_if_idle(request: HttpRequest) -> None:
    """Sign out whose session is too old, or who was away too long in such a seat; otherwise remember that they are here."""
    if not request.user.is_authenticated:
        return
    if _is_too_old(request):
        told = _("You were signed out because you signed in more than twelve hours ago. What you sent is kept for you.")
        _end(request, request.user, told)
        return
    if not _needs_watching(request.user):
        return
    now, seen = int(clock.now().timestamp()), request.session.get(SEEN)
    if seen is not None and now - seen > settings.IDLE_MINUTES * 60:
        told = _("You were signed out because nothing was done for %(n)s minutes. What you sent is kept for you.")
        _end(request, request.user, told % {"n": settings.IDLE_MINUTES})
    elif not _asks_by_itself(request) and (seen is None or now - seen >= EVERY_SECONDS):
        request.session[SEEN] = now


def _is_too_old(request: HttpRequest) -> bool:
    if not (began := request.session.get(BEGAN)):
        return False
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return clock.now() - datetime.fromisoformat(began["at"]) > age


def _needs_watching(person: Person) -> bool:
    """In any of their seats: one press leads from one to the other."""
    return any(seat.needs_mfa for seat in person.seats_today)


def _end(request: HttpRequest, person: Person, told: str) -> None:
    seat = next((seat for seat in person.seats_today if seat.needs_mfa), None)
    note(
        Kind.IDLE_END,
        tree=_tree(seat or next(iter(person.seats_today), None)),
        person_id=person.pk,
        seat_id=seat.pk if seat else None,
        network=network.of(request.META["REMOTE_ADDR"]),
    )
    logout(request)
    messages.info(request, told)


def _tree(seat: Seat | None) -> str:
    return seat.organisation.province_id if seat else SYSTEM


def _asks_by_itself(request: HttpRequest) -> bool:
    return request.method == "GET" and asks_for_part(request)
