"""Pages that anybody may read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from audit.bundle import checkpoint_line
from audit.reports import latest_checkpoint
from documents import reports as papers
from grants.reports import with_flow
from jobs import clock
from places.models import Province
from portal import following, news, reports
from portal.kept import kept
from portal.sharing import shown
from portal.showing import map_of
from requests import opened
from requests.models import BudgetRequest
from requests.public_edition import again, words
from requests.reports import way


@require_safe
@kept(reports.provinces)
def home(request: HttpRequest) -> HttpResponse:
    provinces = list(Province.objects.filter(is_active=True).order_by("order_key"))
    figures = reports.totals(provinces, clock.today())
    rows = [(one, figures[one.pk]) for one in provinces]
    totals = reports.together(figures.values())
    context = {
        "provinces": rows,
        "totals": totals,
        "compared": reports.per_tambon(figures, provinces) if len(provinces) > 1 else [],
        "map": map_of(None),
        "nav": "public",
    }
    return render(request, "portal/home.html", context)


@require_safe
@kept(lambda code: [code])
def province(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(Province, code=code, is_active=True)
    today = clock.today()
    sums = reports.totals([row], today)[row.pk]
    context = {
        "province": row,
        "share": shown.of_province(row, sums),
        "totals": sums,
        "late": news.late(row, today),
        "news": news.newest(row),
        "map": map_of(row),
        "funds": reports.funds_of(row),
        "page": reports.public_requests(row, request.GET),
        "nav": "public",
    }
    return render(request, "portal/province.html", context)


@require_safe
@kept(reports.tree_of)
def budget_request(request: HttpRequest, pk: int) -> HttpResponse:
    rows = BudgetRequest.objects.public().with_stages().select_related("organisation", "owner", "province")
    row = get_object_or_404(with_flow(rows), pk=pk)
    paper = papers.current(row.subject, "public_proposal")
    told = reports.told_of(row)
    context = {
        "budget_request": row,
        "share": shown.of_request(row),
        "way": [replace(step, name=words(str(step.name))) for step in way(row, told)],
        "who": words(str(row.owner)) if row.owner else "",
        "timeline": reports.story(told),
        "lines": reports.open_lines(row, paper),
        "offers": row.offers.select_related("funder"),
        "decisions": following.resolved_on(pk),
        "agreement": following.agreements().filter(budget_request=pk).first(),
        "told": again(paper.facts) if paper else None,
        "nav": "public",
        "paper": paper,
        **_files(row),
    }
    return render(request, "portal/request.html", context)


def _files(row: BudgetRequest) -> dict[str, Any]:
    """Photos apart from papers, and what was taken back."""
    found = list(opened.shown(row.pk))
    return {
        "files": found,
        "photos": [one for one in found if one.small],
        "papers": [one for one in found if not one.small],
        "gone": list(opened.taken_back(row).select_related("attachment")),
    }


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The latest signed heads of all trees, for whoever keeps them against the log."""
    latest = latest_checkpoint()
    return HttpResponse(checkpoint_line(latest) if latest else b"{}", content_type="application/json")
