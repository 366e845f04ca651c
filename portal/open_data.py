"""The pages of open data: what there is, how fresh, and the files of a province."""

from __future__ import annotations

from functools import partial

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from audit.reports import heads_of, latest_in, latest_of_trees
from places.models import Province
from portal import reports
from portal.kept import kept
from publishing import answers, checkpoints, rows, shelf
from publishing.datasets import Column, all_of
from publishing.files import dictionary, spelling

A_WEEK = 7 * 24 * 3600


@require_safe
@kept(reports.provinces)
def country(request: HttpRequest) -> HttpResponse:
    provinces = list(Province.objects.filter(is_active=True).order_by("order_key"))
    changed = latest_of_trees([one.pk for one in provinces])
    context = {"provinces": [(one, changed.get(one.pk)) for one in provinces], "sets": all_of(), "nav": "public"}
    return render(request, "portal/data.html", context)


@require_safe
@kept(lambda code: [code])
def province(request: HttpRequest, code: str) -> HttpResponse:
    row = _active(code)
    counted = _counts(code)
    sets = [(one, counted[one.key], [_column(column) for column in rows.columns(one)]) for one in all_of()]
    context = {
        "province": row,
        "sets": sets,
        "more": [(name, file) for name, file in shelf.FILES.items() if file.is_there(row)],
        "made": checkpoints.now(code),
        "changed": latest_in(code),
        "nav": "public",
    }
    return render(request, "portal/data_province.html", context)


def _column(column: Column) -> tuple[Column, str, dict[str, str]]:
    """With its type, and the words that may stand in it."""
    return column, spelling.TYPES[column.kind], dictionary.choices(column, "")


@require_safe
def file(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """One file of a province, read while it is sent."""
    row = _active(code)
    found = shelf.find(name, row)
    if found is None:
        raise Http404
    made = checkpoints.now(code)
    etag = answers.etag_of(request, made)
    if same := answers.unchanged(request, etag):
        return same
    parts = partial(found.write, row, made)
    response = answers.file(request, parts, name=f"{code}-{name}", content_type=found.content_type)
    response.headers["Link"] = f'</data/{code}/datapackage.json>; rel="describedby"'
    response.headers["Checkpoint"] = f"{made.tree} {made.size} {made.root}"
    return answers.opened(response, etag, latest_in(code))


def _active(code: str) -> Province:
    return get_object_or_404(Province, code=code, is_active=True)


def _counts(code: str) -> dict[str, int]:
    """Kept until something happens in the province."""
    key = f"rows:{answers.EDITION}:{code}:{heads_of([code])[code]}"
    found: dict[str, int] | None = cache.get(key)
    if found is None:
        found = rows.counts(code)
        cache.set(key, found, A_WEEK)
    return found
