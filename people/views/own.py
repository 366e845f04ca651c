"""One's own: the seats to act in, a printed sheet of codes, and what was typed when a sign-in lapsed."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import held_forms, sheets
from people.middleware import SESSION_KEY, seats_of


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


@require_safe
@login_required
def held_form(request: HttpRequest) -> HttpResponse:
    """What was typed when the sign-in lapsed, to send again."""
    held = held_forms.held(request)
    if held is None:
        return redirect("desk:home")
    return render(
        request,
        "people/held.html",
        {"held": held, "fields": held_forms.fields_of(held), "typed": held_forms.words_of(held)},
    )


@require_http_methods(["GET", "POST"])
@login_required
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # allauth has no types
def codes(request: HttpRequest) -> HttpResponse:
    """A sheet of one-time codes to print; whoever asks for it types the password once more."""
    person = request.actor.by_person
    made = sheets.print_sheet(person) if request.method == "POST" else []
    response = render(request, "people/codes.html", {"codes": made, "left": sheets.codes_left(person)})
    response.headers["Cache-Control"] = "no-store"  # shown once
    return response
