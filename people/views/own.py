"""One's own: the seats to act in, a printed sheet of codes, and what was typed and could not be taken."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.verbs import Text, label_at
from people import held_forms, sheets, typed
from people.middleware import SESSION_KEY, seats_of
from people.models import HeldForm


@require_safe
@login_required
def seats(request: HttpRequest) -> HttpResponse:
    return render(request, "people/seats.html", {"seats": request.actor.by_person.seats_held})


@require_POST
@login_required
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Act in another of one's own seats."""
    seat = next((seat for seat in seats_of(request.actor.by_person) if seat.pk == pk), None)
    if seat is None:
        raise Http404
    request.session[SESSION_KEY] = seat.pk
    messages.success(request, _("You act as: %(seat)s") % {"seat": seat})
    following = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()})
    return redirect(following if safe else "desk:home")


@require_http_methods(["GET", "POST"])
@login_required
def held_form(request: HttpRequest) -> HttpResponse:
    """What was typed and could not be taken: to look over in its form, to send again, or to throw away."""
    if request.method == "POST":
        held_forms.take(request, request.POST.get("drop", ""))
    held = [_shown(one) for one in held_forms.held(request)]
    return render(request, "people/held.html", {"held": held}) if held else redirect("desk:home")


def _shown(form: HeldForm) -> dict[str, Any]:
    fields = held_forms.fields_of(form)
    words = typed.words_of(fields)
    return {
        "key": form.key,
        "at": form.created_at,
        "what": _what(form.path),
        "path": form.path,
        "fields": fields,
        "words": words,
    }


def _what(path: str) -> Text:
    """What the form does, where it is a verb's."""
    try:
        return label_at(resolve(path).view_name)
    except Resolver404:  # kept from a page that is there no more
        return ""


@require_http_methods(["GET", "POST"])
@login_required
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # allauth has no types
def codes(request: HttpRequest) -> HttpResponse:
    """A sheet of one-time codes to print; whoever asks for it types the password once more."""
    person = request.actor.by_person
    here = request.session.session_key or ""
    made = sheets.print_sheet(person, here=here) if request.method == "POST" else []
    response = render(request, "people/codes.html", {"codes": made, "left": sheets.codes_left(person)})
    response.headers["Cache-Control"] = "no-store"  # shown once
    return response
