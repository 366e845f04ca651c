"""Getting in: by a code, and back in for who lost what they signed in with."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doors import limits, network
from doors.limits import Key, Limit
from doors.security import Kind, note
from people import services, sign_in
from people.forms import AskRecoveryForm, CodeForm, ComeBackForm, form_for
from people.middleware import SESSION_KEY
from people.models import Invitation
from people.pages import attempt, show

WRONG_CODES = Limit("join", 20, 3600)
# A hall full of people may ask, nobody may fill the tables. Never counted by whom it is for: a stranger would shut
# somebody's way back in by asking in their name.
ASKED = Limit("ask_recovery", 60, 3600)
# From a network that is being used so, each browser that somebody has signed in with still asks for that person.
ASKED_FROM_HOME = Limit("ask_recovery.browser", 10, 24 * 3600)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """A code opens a seat: first the code, then who it is. Never from an address, which stays in a browser for the next one."""
    code = request.POST.get("code", "")
    invitation = services.find_invitation(code) if code else None
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


def _ask_for_code(request: HttpRequest, code: str) -> HttpResponse:
    form = CodeForm({"code": code} if code else None)
    if not code:
        return show(request, "people/code.html", {"form": form}, form)
    if _is_wrong_too_often(request):
        form.add_error("code", _("Too many wrong codes came from your network. A genuine code is still taken."))
        return render(request, "people/code.html", {"form": form}, status=429)
    form.add_error("code", _("This code has been used, has expired or was never given out."))
    return show(request, "people/code.html", {"form": form}, form)


def _is_wrong_too_often(request: HttpRequest) -> bool:
    """Counts one more wrong code of this network: a genuine one is taken whoever guesses from the same office (68 bits, design §10)."""
    where = network.of(request.META["REMOTE_ADDR"])
    key = Key(WRONG_CODES, where)
    if limits.spent([key]):
        note(Kind.CODE_LIMITED, route=request.path, network=where)
        return True
    limits.miss([key])
    return False


def _enter(request: HttpRequest, invitation: Invitation, person: Any) -> HttpResponse:
    request.session[SESSION_KEY] = invitation.seat_id
    messages.success(request, _("Welcome. You act as: %(seat)s") % {"seat": invitation.seat})
    if invitation.email and not person.email:
        told = _("Your letter went to %(address)s. If that address is yours, prove it under “My account”.")
        messages.info(request, told % {"address": invitation.email})
    return redirect("desk:home") if request.user.is_authenticated else perform_login(request, person)


@require_http_methods(["GET", "POST"])
def ask_recovery(request: HttpRequest) -> HttpResponse:
    """Everybody is answered alike, known or not; who asks too often is told so."""
    form = AskRecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _asks_too_often(request, form.cleaned_data["login"]):
            form.add_error(
                None, _("Too many ask from this network. Ask from another one, such as a telephone's, or in an hour.")
            )
        else:
            number, code = services.ask_recovery(form.cleaned_data["login"])
            return _once(render(request, "people/asked.html", {"number": number, "code": code}))
    return show(request, "people/ask_recovery.html", {"form": form}, form)


def _asks_too_often(request: HttpRequest, login: str) -> bool:
    where = network.of(request.META["REMOTE_ADDR"])
    home = sign_in.known_browser(request, login)
    keys = [Key(ASKED_FROM_HOME, home) if home else Key(ASKED, where)]
    if limits.spent(keys):
        note(Kind.CODE_LIMITED, route=request.path, network=where)
        return True
    limits.miss(keys)
    return False


@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """After the day's wait: the code and a new password."""
    form = ComeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if person := attempt(form, lambda: services.come_back(**form.cleaned_data)):
            messages.success(request, _("Welcome back. Seats of money and oversight stay shut until they are opened."))
            entered: HttpResponse = perform_login(request, person)
            return entered
        if _is_wrong_too_often(request):
            form.add_error(None, _("Too many tries from here. Come back in an hour."))
    return show(request, "people/come_back.html", {"form": form}, form)


def _once(response: HttpResponse) -> HttpResponse:
    """Shown once; the code is kept nowhere."""
    response.headers["Cache-Control"] = "no-store"
    return response
