"""Getting in, choosing the seat to act in, and looking after an organisation's seats."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doors import limits, network
from doors.limits import Key, Limit
from doors.security import Kind, note
from people import held_forms, passwords, services
from people.forms import CodeForm, HandOverForm, InviteForm, OpenSeatForm, form_for
from people.middleware import SESSION_KEY, seats_of
from people.models import Invitation, Organisation, OrganisationKind, Seat
from people.pages import attempt, show
from people.verb_pages import require_to_show
from people.verbs import ORGANISATION, SEAT

WRONG_CODES = Limit("join", 20, 3600)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """A code opens a seat: first the code, then who it is."""
    code = request.POST.get("code", request.GET.get("code", ""))
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
    """Only wrong codes count: a genuine one opens its seat whoever guesses from the same office (68 bits, design §10)."""
    form = CodeForm({"code": code} if code else None)
    if not code:
        return show(request, "people/code.html", {"form": form}, form)
    where = network.of(request.META["REMOTE_ADDR"])
    key = Key(WRONG_CODES, where)
    if limits.spent([key]):
        note(Kind.CODE_LIMITED, route="/join/", network=where)
        form.add_error("code", _("Too many wrong codes came from your network. A genuine code is still taken."))
        return render(request, "people/code.html", {"form": form}, status=429)
    limits.miss([key])
    form.add_error("code", _("This code has been used, has expired or was never given out."))
    return show(request, "people/code.html", {"form": form}, form)


def _enter(request: HttpRequest, invitation: Invitation, person: Any) -> HttpResponse:
    request.session[SESSION_KEY] = invitation.seat_id
    messages.success(request, _("Welcome. You act as: %(seat)s") % {"seat": invitation.seat})
    return redirect("desk:home") if request.user.is_authenticated else perform_login(request, person)


@require_safe
@login_required
def seats(request: HttpRequest) -> HttpResponse:
    return render(request, "people/seats.html", {"seats": seats_of(request.actor.by_person)})


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


def _organisation(request: HttpRequest, pk: int | None) -> Organisation:
    """One's own, or any of the province for its secretariat."""
    own = Organisation.objects.filter(pk=request.actor.organisation_id or 0)
    if request.actor.kind == OrganisationKind.SECRETARIAT:
        own = Organisation.objects.filter(province=request.actor.province_id)
    return get_object_or_404(own.select_related("province"), pk=pk or request.actor.organisation_id or 0)


def _seat(request: HttpRequest, pk: int) -> Seat:
    seat = get_object_or_404(Seat.objects.select_related("organisation", "person"), pk=pk)
    _organisation(request, seat.organisation_id)
    return seat


@require_safe
@login_required
def organisation(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The seats of an organisation and who holds them."""
    row = _organisation(request, pk)
    rows = row.seats.current().select_related("person", "followed_by").order_by("pk")
    oversees = request.actor.kind == OrganisationKind.SECRETARIAT
    kind = request.GET.get("kind", "")
    kind = kind if kind in OrganisationKind.values else row.kind
    others = Organisation.objects.filter(province=row.province_id, kind=kind).order_by("name_th")
    context = {
        "organisation": row,
        "seats": rows,
        "may": ORGANISATION.may("open_seat", request.actor, row),
        "others": others if oversees else [],
        "kinds": OrganisationKind.choices if oversees else [],
        "kind": kind,
    }
    return render(request, "people/organisation.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def open_seat(request: HttpRequest, pk: int) -> HttpResponse:
    row = _organisation(request, pk)
    require_to_show(ORGANISATION, "open_seat", request, row)
    form = OpenSeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.open_seat(row.pk, **form.cleaned_data, actor=request.actor))
        if made:
            return redirect("people:organisation_of", row.pk)
    return show(request, "people/form.html", {"form": form, "title": _("Open a seat"), "organisation": row}, form)


@require_http_methods(["GET", "POST"])
@login_required
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """An e-mail, or a slip to print."""
    seat = _seat(request, pk)
    require_to_show(SEAT, "invite", request, seat)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.invite(seat.pk, email=form.cleaned_data["email"], actor=request.actor))
        if made:
            return _slip(request, *made)
    context = {
        "form": form,
        "title": _("Invite somebody to: %(seat)s") % {"seat": seat},
        "organisation": seat.organisation,
    }
    return show(request, "people/form.html", context, form)


@require_POST
@login_required
def let_back_in(request: HttpRequest, pk: int) -> HttpResponse:
    """A slip for somebody who lost their phone or forgot their password."""
    seat = _seat(request, pk)
    return _slip(request, *services.let_back_in(seat.pk, actor=request.actor))


@require_http_methods(["GET", "POST"])
@login_required
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    require_to_show(SEAT, "hand_over", request, seat)
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.hand_over(seat.pk, **form.cleaned_data, actor=request.actor))
        if made:
            return _slip(request, *made)
    context = {"form": form, "title": _("Hand over: %(seat)s") % {"seat": seat}, "organisation": seat.organisation}
    return show(request, "people/form.html", context, form)


def _slip(request: HttpRequest, invitation: Invitation, code: str) -> HttpResponse:
    """Shown once; the code is kept nowhere."""
    response = render(
        request, "people/slip.html", {"invitation": invitation, "code": code, "proposed": passwords.propose()}
    )
    response.headers["Cache-Control"] = "no-store"
    return response


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
