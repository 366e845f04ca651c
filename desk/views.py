"""The first page after sign-in, and the page of one request."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from desk import composite
from desk.cutting import cut
from grants.reports import with_flow
from people import waits
from people.pages import in_another_seat
from requests.models import BudgetRequest
from requests.reports import may_begin, sees
from wiring.written import Written


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me in any of my seats, the latest first, and what I was told."""
    person = request.actor.by_person
    page = cut(waits.question_of(person), request.GET.get("page", ""))
    context = {
        "page": page,
        "tasks": waits.tasks(page.rows, person),
        "notices": person.notices.all()[:10],
        "nav": "desk",
        "waiting_count": page.of,
        "may_begin": may_begin(request.actor),
    }
    return render(request, "desk/home.html", context)


_WHOLE = Written(
    lambda pk: with_flow(
        BudgetRequest.objects.with_stages().select_related("organisation", "owner", "agreement").filter(pk=pk)
    ),
    pk=int,
)


@require_safe
@login_required
def budget_request(request: HttpRequest, pk: int) -> HttpResponse:
    row = next(iter(_WHOLE(pk=pk)), None)
    if row is None or not sees(request.actor, row):
        return _in_another_seat(request, pk)
    return render(request, "desk/budget_request.html", composite.context(request, row))


def _in_another_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer those of the reader's own seats that may see the request; when none may, its open edition, else 404."""
    try:
        return in_another_seat(request, lambda actor: BudgetRequest.objects.visible_to(actor).filter(pk=pk).exists())
    except Http404:
        if BudgetRequest.objects.public().filter(pk=pk).exists():
            return redirect(f"/public/requests/{pk}/")
        raise
