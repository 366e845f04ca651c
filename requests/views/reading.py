"""Lists of requests and their attachments."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents import downloads
from people.models import OrganisationKind
from requests import choices, panels, reports, sheet
from requests.models import BudgetRequest
from requests.workflow import State

MOST = 10_000  # lines of a file


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Every request that the actor may see."""
    wanted = reports.wanted_of(request.actor, request.GET)
    boxes = choices.boxes(request.actor.province_id or "", wanted, states=State.choices)
    context = {
        "page": reports.listing(request.actor, request.GET),
        "nav": "requests",
        "wanted": wanted,
        "boxes": [box for box in boxes if box.choices or box.chosen],
        "chips": choices.chips(wanted, boxes),
        "may_begin": reports.may_begin(request.actor),
        "brings_many": request.actor.kind == OrganisationKind.SECRETARIAT,
    }
    return render(request, "requests/list.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list as its filters cut it, in the words of those who see it."""
    return sheet.answer(request, reports.listed_keys(request.actor, request.GET, MOST), form, is_open=False)


@require_safe
@login_required
def attachment(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    row = get_object_or_404(BudgetRequest.objects.visible_to(request.actor), pk=pk)
    found = next((one for one in panels.attached(row, request.actor) if one.pk == attachment), None)
    if found is None:
        raise Http404
    return downloads.blob(found.sha256, filename=found.title)
