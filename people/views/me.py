"""One's own page, which nobody else sees: seats, ways of signing in, sessions, what was done in one's name."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.reports import deeds_of
from doors import limits, network
from doors.limits import Key, Limit
from doors.security import Kind, note
from people import reports, services
from people.forms import AddressCodeForm, AddressForm, LettersForm
from people.pages import attempt, show

LETTERS = Limit("address_letter", 3, 3600)
WRONG_CODES = Limit("address_code", 10, 3600)


@require_safe
@login_required
def me(request: HttpRequest) -> HttpResponse:
    person = request.actor.by_person
    context = {
        "person": person,
        "seats": person.seats_held,
        "asked_address": reports.asked_address(person),
        "letters_form": LettersForm(initial={"letters": person.letters}) if person.email else None,
        "sessions": reports.sessions_of(person),
        "this_session": request.session.session_key,
        "sign_ins": reports.sign_ins_of(person),
        "providers": reports.providers_for(person),
        "deeds": deeds_of(person.pk),
        **reports.factors_of(person),
    }
    return render(request, "people/me.html", context)


@require_POST
@login_required
def end_session(request: HttpRequest, mark: str) -> HttpResponse:
    """One of one's own; that of somebody else is not there."""
    if not services.end_session(mark, actor=request.actor):
        raise Http404
    messages.success(request, _("That session is ended: whoever used it signs in again."))
    return redirect("people:me")


@require_POST
@login_required
def letters(request: HttpRequest) -> HttpResponse:
    form = LettersForm(request.POST)
    if form.is_valid():
        services.choose_letters(form.cleaned_data["letters"], actor=request.actor)
        messages.success(
            request,
            _("Kept. Letters that a rule asks for, and those about your account, come all the same."),
        )
    return redirect("people:me")


@require_http_methods(["GET", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def address(request: HttpRequest) -> HttpResponse:
    """First the address, then the code that came there. The password is asked once more before."""
    person = request.actor.by_person
    form = AddressForm(request.POST or None, initial={"email": reports.asked_address(person)})
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if _is_spent(request, [Key(LETTERS, f"person:{person.pk}"), Key(LETTERS, email.lower())]):
            form.add_error("email", _("Three letters went out within this hour. Look into your mail, or wait an hour."))
        else:
            services.ask_address(email, actor=request.actor)
            return redirect("people:prove_address")
    return show(request, "people/address.html", {"form": form, "person": person}, form)


@require_http_methods(["GET", "POST"])
@login_required
def prove_address(request: HttpRequest) -> HttpResponse:
    person = request.actor.by_person
    form = AddressCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _is_spent(request, [Key(WRONG_CODES, f"person:{person.pk}")]):
            form.add_error("code", _("Too many tries. Come back in an hour."))
        elif attempt(form, lambda: services.confirm_address(form.cleaned_data["code"], actor=request.actor)):
            messages.success(request, _("The address is yours: letters go there from now on."))
            return redirect("people:me")
    context = {"form": form, "asked_address": reports.asked_address(person)}
    return show(request, "people/prove_address.html", context, form)


def _is_spent(request: HttpRequest, keys: list[Key]) -> bool:
    """Counts one more; a letter is a try as well."""
    if limits.spent(keys):
        note(Kind.CODE_LIMITED, route=request.path, network=network.of(request.META["REMOTE_ADDR"]))
        return True
    limits.miss(keys)
    return False
