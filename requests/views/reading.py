"""Lists of requests and their attachments."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents import downloads
from requests import reports
from requests.models import Attachment, BudgetRequest
from requests.workflow import State


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Every request that the actor may see."""
    context = {
        "page": reports.listing(request.actor, request.GET),
        "nav": "requests",
        "states": State.choices,
        "chosen": request.GET.get("state", ""),
        "words": request.GET.get("q", ""),
        "may_begin": reports.may_begin(request.actor),
    }
    return render(request, "requests/list.html", context)


@require_safe
@login_required
def attachment(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    row = get_object_or_404(BudgetRequest.objects.visible_to(request.actor), pk=pk)
    found = get_object_or_404(Attachment, pk=attachment, budget_request=row, removed_at=None)
    return downloads.blob(found.sha256, filename=found.title)
