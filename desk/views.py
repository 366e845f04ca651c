"""The first page after sign-in, and the page of one request."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from desk import composite, waiting
from documents import downloads
from documents.models import Document
from people.actors import Actor
from requests.models import BudgetRequest
from requests.reports import may_begin


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, and what I was told."""
    tasks = waiting.tasks(request.actor)
    notices = request.actor.by_person.notices.all()[:10]
    context = {
        "tasks": tasks, "notices": notices, "nav": "desk", "waiting_count": len(tasks),
        "may_begin": may_begin(request.actor),
    }  # fmt: skip
    return render(request, "desk/home.html", context)


@require_safe
@login_required
def budget_request(request: HttpRequest, pk: int) -> HttpResponse:
    rows = BudgetRequest.objects.visible_to(request.actor)
    rows = rows.select_related("organisation", "owner", "stage", "call__route", "province", "dimension", "agreement")
    row = rows.filter(pk=pk).first()
    if row is None:
        return _in_another_seat(request, pk)
    return render(request, "desk/budget_request.html", composite.context(row, request.actor))


def _in_another_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer those of the reader's own seats that may see the request; 404 when none may."""
    seats = [
        seat
        for seat in request.actor.by_person.seats_today
        if BudgetRequest.objects.visible_to(Actor.in_seat(seat)).filter(pk=pk).exists()
    ]
    if not seats:
        raise Http404
    return render(request, "desk/another_seat.html", {"seats": seats, "next": request.path}, status=403)


def _find(request: HttpRequest, pk: int) -> Document:
    """A paper about a request is for those who may see the request."""
    paper = get_object_or_404(Document.objects.select_related("replaced_by"), pk=pk)
    word, _colon, number = paper.subject.partition(":")
    seen = word == "request" and BudgetRequest.objects.visible_to(request.actor).filter(pk=int(number)).exists()
    if not seen:
        raise Http404
    return paper


@require_safe
@login_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF; while it is being made, a page that says so."""
    paper = _find(request, pk)
    if not paper.is_ready:
        return render(request, "desk/document_wait.html", {"document": paper}, status=202)
    return downloads.document(paper)


@require_safe
@login_required
def document_state(request: HttpRequest, pk: int) -> HttpResponse:
    """One line of the list of papers, asked for again until the PDF is there."""
    return render(request, "desk/_document.html", {"document": _find(request, pk)})
