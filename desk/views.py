"""The first page after sign-in, and the page of one request."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from desk import composite, waiting
from requests.models import BudgetRequest
from requests.reports import may_begin


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, and what I was told."""
    tasks = waiting.tasks(request.actor)
    notices = request.user.notices.all()[:10]
    context = {
        "tasks": tasks, "notices": notices, "nav": "desk", "waiting_count": len(tasks),
        "may_begin": may_begin(request.actor),
    }  # fmt: skip
    return render(request, "desk/home.html", context)


@require_safe
@login_required
def budget_request(request: HttpRequest, pk: int) -> HttpResponse:
    rows = BudgetRequest.objects.visible_to(request.actor)
    rows = rows.select_related("organisation", "owner", "stage", "call__route", "province", "dimension")
    row = get_object_or_404(rows, pk=pk)
    return render(request, "desk/budget_request.html", composite.context(row, request.actor))
