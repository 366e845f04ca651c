"""Help for everybody: guides by role, the field's words, what this is, and who can use it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import reports
from portal.help import glossary, offices
from portal.help.guides import GUIDES, pictures
from portal.kept import kept


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help/home.html", {"guides": GUIDES.values()})


@require_safe
def guide(request: HttpRequest, key: str) -> HttpResponse:
    if key not in GUIDES:
        raise Http404
    context = {"guide": GUIDES[key], "guides": GUIDES.values(), "steps": pictures.steps(GUIDES[key])}
    return render(request, "portal/help/guide.html", context)


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help/words.html", {"words": glossary.in_order()})


@require_safe
@kept(reports.provinces)
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help/about.html", {"offices": offices.of(reports.provinces())})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help/accessibility.html")
