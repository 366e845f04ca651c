"""Getting in: by a code, and back in for who lost what they signed in with."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people import services
from people.forms import AskRecoveryForm, CodeForm, ComeBackForm, form_for
from people.middleware import SESSION_KEY
from people.models import Invitation
from people.pages import attempt, show

TRIES, PER_SECONDS = 20, 3600


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """A code opens a seat: first the code, then who it is. Guessing is slowed down by address."""
    code = request.POST.get("code", request.GET.get("code", ""))
    invitation = services.find_invitation(code) if code and not _guesses_too_much(request) else None
    if invitation is None:
        return _ask_for_code(request, code)
    person = request.user if request.user.is_authenticated else None
    entering = "password" in request.POST or ("take" in request.POST and person)
    form = form_for(invitation, person)(request.POST if entering else None, initial={"code": code})
    if entering and form.is_valid():
        details = {name: value for name, value in form.cleaned_data.items() if name != "code"}
        entered = attempt(form, lambda: services.accept_invitation(code, person=person, **details))
        if entered:
            return _enter(request, invitation, entered)
    return show(request, "people/join.html", {"form": form, "invitation": invitation}, form)


def _guesses_too_much(request: HttpRequest) -> bool:
    key = f"join:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, PER_SECONDS)
    return cache.incr(key) > TRIES


def _ask_for_code(request: HttpRequest, code: str) -> HttpResponse:
    form = CodeForm({"code": code} if code else None)
    if code:
        form.add_error("code", _("This code has been used, has expired or was never given out."))
    return show(request, "people/code.html", {"form": form}, form)


def _enter(request: HttpRequest, invitation: Invitation, person: Any) -> HttpResponse:
    request.session[SESSION_KEY] = invitation.seat_id
    messages.success(request, _("Welcome. You act as: %(seat)s") % {"seat": invitation.seat})
    return redirect("desk:home") if request.user.is_authenticated else perform_login(request, person)


@require_http_methods(["GET", "POST"])
def ask_recovery(request: HttpRequest) -> HttpResponse:
    """Everybody is answered alike, known or not; guessing is slowed down by address."""
    form = AskRecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _guesses_too_much(request):
            form.add_error(None, _("Too many tries from here. Come back in an hour."))
        else:
            number, code = services.ask_recovery(form.cleaned_data["login"])
            return _once(render(request, "people/asked.html", {"number": number, "code": code}))
    return show(request, "people/ask_recovery.html", {"form": form}, form)


@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """After the day's wait: the code and a new password."""
    form = ComeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _guesses_too_much(request):
            form.add_error(None, _("Too many tries from here. Come back in an hour."))
        elif person := attempt(form, lambda: services.come_back(**form.cleaned_data)):
            messages.success(request, _("Welcome back. Seats of money and oversight stay shut until they are opened."))
            entered: HttpResponse = perform_login(request, person)
            return entered
    return show(request, "people/come_back.html", {"form": form}, form)


def _once(response: HttpResponse) -> HttpResponse:
    """Shown once; the code is kept nowhere."""
    response.headers["Cache-Control"] = "no-store"
    return response
