"""What goes to the security log by itself: refusals of rights, and the pages that take data away or let somebody back in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from config.front import route_of
from config.middleware import Handler
from doors import network
from doors.security import Kind, note

# By page: what has happened when it answers without refusing. A test compares the names with the addresses that exist.
WATCHED = {
    "funds:export_books": Kind.EXPORT,
    "desk:ask_for_bundle": Kind.EXPORT,
    "documents:ask_for_zip": Kind.EXPORT,
    "documents:parcel_file": Kind.EXPORT,
    "requests:export": Kind.EXPORT,
    "people:let_back_in": Kind.RECOVERY,
    "people:ask_to_come_back": Kind.RECOVERY,
    "people:come_back_in": Kind.RECOVERY,
}
# What is taken by opening an address; everywhere else it is the form that was sent.
BY_GET = {"documents:parcel_file", "requests:export"}


class Watching:
    """Stands inside sign-in: it knows who acts, in which seat, and so in whose province it is told."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if kind := _happened(request, response):
            actor = request.actor
            note(
                kind,
                tree=actor.province_id or "system",
                person_id=actor.person_id,
                seat_id=actor.seat_id,
                route=route_of(request),
                network=network.of(request.META["REMOTE_ADDR"]),
            )
        return response


def _happened(request: HttpRequest, response: HttpResponse) -> Kind | None:
    if response.status_code == 403 and not getattr(request, "is_told", False):
        return Kind.REFUSED
    name = request.resolver_match.view_name if request.resolver_match else ""
    if response.status_code >= 400 or (name not in BY_GET and request.method != "POST"):
        return None
    return WATCHED.get(name)
