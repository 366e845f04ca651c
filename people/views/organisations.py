"""An organisation's seats, and what is done to them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import passwords, reports, services
from people.forms import HandOverForm, InviteForm, NumberForm, OpenSeatForm, StandInForm
from people.models import Invitation, Organisation, OrganisationKind, Recovery, Seat, Unseating
from people.pages import attempt, in_another_seat, show
from people.verb_pages import Pages, require_to_show
from people.verbs import ORGANISATION, RECOVERY, SEAT, UNSEATING


def find_organisation(request: HttpRequest, pk: int | None) -> Organisation:
    """One that the reader sees, or 404; without a key their own."""
    seen = reports.organisations_seen_by(request.actor).select_related("province")
    return get_object_or_404(seen, pk=pk or request.actor.organisation_id or 0)


def find_seat(request: HttpRequest, pk: int) -> Seat:
    """A seat of such an organisation, or one's own."""
    rows = Seat.objects.select_related("organisation", "person", "followed_by", "follows")
    seat = get_object_or_404(rows, pk=pk)
    if seat.person_id is None or seat.person_id != request.actor.person_id:
        find_organisation(request, seat.organisation_id)
    return seat


def find_unseating(request: HttpRequest, pk: int) -> Unseating:
    row = get_object_or_404(Unseating.objects.select_related("seat__organisation", "seat__person"), pk=pk)
    row.seat = find_seat(request, row.seat_id)
    return row


@require_safe
@login_required
def organisation(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The seats of an organisation and who holds them; who sees it in another of their seats is led there."""
    try:
        row = find_organisation(request, pk)
    except Http404:
        # What is done from a seat beside the present one, such as handing it over, leads back here.
        return in_another_seat(request, lambda actor: reports.organisations_seen_by(actor).filter(pk=pk or 0).exists())
    oversees = request.actor.kind == OrganisationKind.SECRETARIAT
    kind = request.GET.get("kind", "")
    kind = kind if kind in OrganisationKind.values else row.kind
    others = Organisation.objects.filter(province=row.province_id, kind=kind).order_by("name_th")
    context = {
        "organisation": row,
        "seats": reports.seats_of(row),
        "others": others if oversees else [],
        "kinds": OrganisationKind.choices if oversees else [],
        "kind": kind,
        "speaks": reports.is_asked_for_words(request.actor),
    }
    return render(request, "people/organisation.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def open_seat(request: HttpRequest, pk: int) -> HttpResponse:
    row = find_organisation(request, pk)
    require_to_show(ORGANISATION, "open_seat", request, row)
    form = OpenSeatForm(request.POST or None, kind=row.kind)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.open_seat(row.pk, **form.cleaned_data, actor=request.actor))
        if made:
            return redirect("people:organisation_of", row.pk)
    return show(
        request, "people/form.html", {"form": form, "title": _("Open a seat"), "organisation": row, "row": row}, form
    )


@require_http_methods(["GET", "POST"])
@login_required
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """An e-mail, or a slip to print."""
    seat = find_seat(request, pk)
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
        "row": seat,
    }
    return show(request, "people/form.html", context, form)


@require_POST
@login_required
def let_back_in(request: HttpRequest, pk: int) -> HttpResponse:
    """A slip for somebody who lost their phone or forgot their password."""
    seat = find_seat(request, pk)
    return _slip(request, *services.let_back_in(seat.pk, actor=request.actor))


@require_http_methods(["GET", "POST"])
@login_required
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    seat = find_seat(request, pk)
    require_to_show(SEAT, "hand_over", request, seat)
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.hand_over(seat.pk, **form.cleaned_data, actor=request.actor))
        if made:
            return _slip(request, *made)
    title = _("Hand over: %(seat)s") % {"seat": seat}
    context = {"form": form, "title": title, "organisation": seat.organisation, "row": seat}
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
def words(request: HttpRequest) -> HttpResponse:
    """For offices and boards of a province: who waits for somebody's word. Everybody else finds no such page."""
    actor = request.actor
    if actor.why_inert or not reports.is_asked_for_words(actor):
        raise Http404
    form = NumberForm(request.GET)
    number = form.cleaned_data["number"] if form.is_valid() else ""
    context = {"seats": reports.waiting_for(actor), "recoveries": reports.recoveries_for(actor, number), "form": form}
    return render(request, "people/words.html", context)


def find_recovery(request: HttpRequest, pk: int) -> Recovery:
    """For the person, everybody who was told, and whoever may speak for them."""
    row = get_object_or_404(Recovery.objects.select_related("person"), pk=pk)
    if not reports.sees_recovery(request.actor, row):
        raise Http404
    return row


@require_safe
@login_required
def recovery(request: HttpRequest, pk: int) -> HttpResponse:
    row = find_recovery(request, pk)
    said = row.words.select_related("said_by", "organisation", "seat").order_by("pk")
    # Whoever was told that these are shut opens them again from here.
    shut = reports.shut_of(row.person) if row.used_at else []
    return render(request, "people/recovery.html", {"recovery": row, "said": said, "shut": shut})


def stand_in_form(request: HttpRequest, row: Organisation, data: QueryDict | None) -> StandInForm:
    return StandInForm(data, persons=reports.could_stand_in(row))


def of_whom(row: Seat | Recovery | Unseating) -> dict[str, Any]:
    """What is said of somebody names them on its page."""
    person = row.seat.person if isinstance(row, Unseating) else row.person
    return {"about": f"{person.formal_name} · {row}" if person and isinstance(row, Seat) else person or ""}


OF_ORGANISATIONS = Pages(
    ORGANISATION, services, find_organisation, made={"name_stand_in": stand_in_form}, own={"open_seat": open_seat}
)
OF_SEATS = Pages(
    SEAT, services, find_seat, base=of_whom, own={"invite": invite, "hand_over": hand_over, "let_back_in": let_back_in}
)
OF_UNSEATINGS = Pages(UNSEATING, services, find_unseating, base=of_whom)
OF_RECOVERIES = Pages(RECOVERY, services, find_recovery, base=of_whom)
