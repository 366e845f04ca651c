"""The privacy notice and the record of processing, for anybody; one's own data, and what one asks about it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from doors.models import SecurityEvent
from doors.security import Kind as Security
from people.models import OrganisationKind, Seat
from people.pages import attempt, show
from people.verb_pages import Pages
from privacy import notices, processing, services
from privacy.forms import AnswerForm, AskForm
from privacy.models import DataRequest, Kind
from privacy.verbs import DATA_REQUEST

SIGN_INS = 20


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    return _notice(request, notices.current())


@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """An earlier one, for whoever wants to know what held then."""
    found = next((one for one in notices.EDITIONS if one.number == number), None)
    if found is None:
        raise Http404
    return _notice(request, found)


def _notice(request: HttpRequest, found: notices.Edition) -> HttpResponse:
    context = {"edition": found, "parts": found.parts(get_language() or "th"), "editions": notices.EDITIONS}
    return render(request, "privacy/notice.html", {**context, "current": notices.current()})


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/record.html", {"activities": processing.ACTIVITIES})


@require_http_methods(["GET", "POST"])
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What is kept about the reader, what they asked, and a form to ask. Nobody else sees it."""
    person = request.actor.by_person
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = attempt(form, lambda: services.ask(**form.cleaned_data, actor=request.actor))
        if made:
            messages.success(request, _("The secretariat has it and answers within thirty days."))
            return redirect(made)
    signed_in = SecurityEvent.objects.filter(
        person_id=person.pk, kind=Security.SIGNED_IN, tree=request.actor.province_id
    )
    context = {
        "form": form,
        "person": person,
        "seats": Seat.objects.filter(person=person).select_related("organisation").order_by("pk"),
        "signed_in": signed_in.order_by("-occurred_at", "-id")[:SIGN_INS],
        "asked": person.data_requests.order_by("-asked_at"),
    }
    return show(request, "privacy/mine.html", context, form)


def _find(request: HttpRequest, pk: int) -> DataRequest:
    """Who asked, and the secretariat of the province; to others it is not there."""
    actor = request.actor
    seen = Q(asked_by=actor.person_id)
    if actor.kind == OrganisationKind.SECRETARIAT:
        seen |= Q(province=actor.province_id)
    return get_object_or_404(DataRequest.objects.select_related("asked_by").filter(seen), pk=pk)


@require_safe
@login_required
def data_request(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "privacy/request.html", {"row": _find(request, pk)})


def _answer_form(_request: HttpRequest, row: DataRequest, data: QueryDict | None) -> AnswerForm:
    return AnswerForm(data, erases=row.kind == Kind.ERASURE, initial={"version": row.version})


PAGES = Pages(DATA_REQUEST, services, find=_find, made={"answer": _answer_form})
