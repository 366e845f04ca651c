"""No form that was sent is lost: whatever stands against it, its words are on the answer, or kept and given back.

One mechanism for every cause. An error page shows them by `{% typed %}` (`config.templatetags.typed`), with the database
away too; a form that is shown again has them itself; and what the answer does not show, or would lose with the next
press, is kept by `people.held_forms`. A form that is given back acts once, however often it is sent.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode

from people import held_forms, typed
from people.parts import asks_for_part

logger = logging.getLogger(__name__)


class GivingBack:
    """Stands outside sign-in's own middleware: it sees the answers of all that may refuse a form before its page does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST":
            return response
        try:
            return _answered(request, response)
        except (DatabaseError, InterfaceError):  # the page shows the words; they cannot be kept beside it
            logger.exception("What was typed could not be kept.")
            return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """A form that is given back is used up before it acts: the second press finds nothing, and acts not at all."""
        if request.method != "POST":
            return None
        match = request.resolver_match
        if match is not None and match.view_name == "account_logout" and request.user.is_authenticated:
            held_forms.forget(request, int(request.user.pk))
        key = request.POST.get(typed.HELD, "")
        if not key or typed.ONLY_SHOW in request.POST or not request.user.is_authenticated:
            return None
        return None if held_forms.take(request, key) else render(request, "people/sent_already.html", status=409)


def refuse(request: HttpRequest) -> None:
    """Say that an answer which is no error and leads on, such as a redirect, did not do what was asked."""
    request.is_refused = True  # type: ignore[attr-defined]  # for `GivingBack` alone


def _answered(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    is_led_to_sign_in = _leads_to_sign_in(response)
    is_refused = response.status_code >= 400 or is_led_to_sign_in or hasattr(request, "is_refused")
    if not is_refused:
        if held_forms.BROWSER in request.COOKIES and request.user.is_authenticated:
            held_forms.forget_done(request)
        return response
    words = typed.words_of(typed.fields_of(request))
    if not words or _is_from_elsewhere(request):
        return response
    stays = not hasattr(request, "is_given_back") and typed.shows(response, words)
    is_held = not stays and held_forms.hold(request, response)
    if asks_for_part(request) and not stays:
        return _said_in_place(request, response, is_held=is_held)
    return _led(request, response, is_held=is_held) if is_led_to_sign_in else response


def _led(request: HttpRequest, response: HttpResponse, *, is_held: bool) -> HttpResponse:
    """Through signing in to what is kept; where it could not be kept, the words stand on a page of their own."""
    if is_held:
        response.headers["Location"] = _sign_in()
        return response
    if typed.is_entering(request.path):
        return response
    return render(request, "people/signed_out.html", status=403)


def _said_in_place(request: HttpRequest, response: HttpResponse, *, is_held: bool) -> HttpResponse:
    """A page that saves by itself stays as it is, with all that stands in its boxes; one line says what to do."""
    context = {"is_held": is_held, "is_signed_out": _leads_to_sign_in(response), "sign_in": _sign_in()}
    said = render(request, "people/not_saved.html", context, status=max(response.status_code, 403))
    said.cookies.update(response.cookies)
    return said


def _sign_in() -> str:
    back = urlencode({"next": resolve_url("people:held")})
    return f"{resolve_url(settings.LOGIN_URL)}?{back}"


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Another site's words are nobody's here: browsers say where a form came from."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "")
    own = f"{request.scheme}://{request.get_host()}"
    return site not in ("same-origin", "none") or origin not in ("", own)
