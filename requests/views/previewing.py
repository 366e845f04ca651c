"""The proposal before it is sent: as a page that reads like the paper, and as the paper itself; both editions."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents import downloads, paper, screen
from documents.models import Document
from requests import papers
from requests.models import BudgetRequest


def find(request: HttpRequest, pk: int) -> BudgetRequest:
    rows = BudgetRequest.objects.visible_to(request.actor)
    related = ("organisation__province", "organisation__district", "organisation__subdistrict", "call", "province")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _draft(request: HttpRequest, pk: int) -> Document:
    return papers.draft(find(request, pk), is_public=request.GET.get("edition") == "public")


@require_safe
@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What will be frozen when the request is sent, and what of it everybody will see."""
    row = find(request, pk)
    context = {
        "budget_request": row,
        "edition": "public" if request.GET.get("edition") == "public" else "full",
        "crumbs": [(row.title or row.subject, row.get_absolute_url())],
    }
    return render(request, "requests/preview.html", context)


@require_safe
@login_required
def preview_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The framed part of the preview."""
    return screen.page(_draft(request, pk))


@require_safe
@login_required
def preview_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as PDF, made now and not kept; every page says that it is a draft."""
    return downloads.draft(paper.pdf_of(_draft(request, pk)), filename=f"draft-{pk}.pdf")
