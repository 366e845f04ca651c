"""Each address of the interface. No answer reads more than a page of rows, or some hundred events."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from api import asking, openapi
from api.problems import Problem, for_programs
from audit.reports import first_since, latest_in, latest_of_trees, size_of
from places.models import Province
from publishing import answers, checkpoints, rows
from publishing.datasets import DATASETS, Dataset, all_of
from publishing.files import catalogue, licence, objects
from publishing.files.dictionary import said

JSON = "application/json"


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """For people: how to ask."""
    return render(request, "api/documentation.html", {"sets": all_of(), "most": asking.MOST, "nav": "public"})


@for_programs
def nothing(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    raise Problem(404, "not_found", "There is nothing at this address; /api/v1/openapi.json lists what there is.")


@for_programs
def index(request: HttpRequest) -> HttpResponseBase:
    """Provinces and data sets."""
    _require_nothing_asked(request.GET)
    found = _provinces()
    changed = latest_of_trees([one.pk for one in found])
    told = {
        "version": openapi.VERSION,
        "license": licence.ADDRESS,
        "openapi": licence.address(reverse("api:openapi")),
        "provinces": [
            {
                "code": one.pk,
                "name_th": one.name_th,
                "name_en": one.name_en,
                "modified_at": changed[one.pk].isoformat() if one.pk in changed else None,
                "datasets": {each.key: licence.address(_list_url(one.pk, each)) for each in all_of()},
            }
            for one in found
        ],
        "datasets": [
            {"key": one.key, "title_th": said(one.title, "th"), "title_en": said(one.title, "en")} for one in all_of()
        ],
    }
    return answers.opened(_json(told))


@for_programs
def description(request: HttpRequest) -> HttpResponseBase:
    """OpenAPI 3.1."""
    return answers.opened(_json(openapi.document()))


@for_programs
def rows_of(request: HttpRequest, code: str, key: str) -> HttpResponseBase:
    """A page of a data set; or what has changed in it."""
    dataset = _dataset(code, key)
    asked = asking.read(request.GET.dict(), dataset)
    made = checkpoints.now(code)
    etag = answers.etag_of(request, made)
    if same := answers.unchanged(request, etag):
        return same
    links, found, gone = _changes(dataset, code, asked) if asked.is_about_changes else _page(dataset, code, asked)
    told = {"dataset": key, "province": code, "checkpoint": made.told, "links": links, **gone}
    columns = rows.columns(dataset)
    parts = objects.with_list(told, "rows", (objects.spelled(columns, row) for row in found))
    response = HttpResponse(b"".join(parts), content_type=JSON)
    if links["next"]:
        response.headers["Link"] = f'<{links["next"]}>; rel="next"'
    return answers.opened(response, etag, latest_in(code))


@for_programs
def row_of(request: HttpRequest, code: str, key: str, number: str) -> HttpResponseBase:
    """One row."""
    dataset = _dataset(code, key)
    _require_nothing_asked(request.GET)
    etag = answers.etag_of(request, checkpoints.now(code))
    if same := answers.unchanged(request, etag):
        return same
    place = asking.key(number, dataset)
    found = rows.read(dataset, code, [place]) if place is not None else []
    if not found:
        raise Problem(404, "not_found", "There is no such row, or not everybody may read it.")
    return answers.opened(
        HttpResponse(objects.spelled(rows.columns(dataset), found[0]), content_type=JSON), etag, latest_in(code)
    )


@for_programs
def package_list(request: HttpRequest) -> HttpResponseBase:
    """As CKAN answers it, for whoever harvests."""
    return answers.opened(_json(_ckan(request, catalogue.names(_provinces()))))


@for_programs
def package_show(request: HttpRequest) -> HttpResponseBase:
    found = catalogue.by_name(request.GET.get("id", "")[:80])
    province = Province.objects.filter(pk=found[0], is_active=True).first() if found else None
    if found is None or province is None:
        raise Problem(404, "not_found", "No record has this name; package_list lists them.", "id")
    return answers.opened(_json(_ckan(request, catalogue.shown(found[1], province))))


def _ckan(request: HttpRequest, result: Any) -> dict[str, Any]:
    return {"help": licence.address(request.path), "success": True, "result": result}


Answered = tuple[dict[str, str | None], list[Any], dict[str, Any]]


def _page(dataset: Dataset, code: str, asked: asking.Asked) -> Answered:
    """One row more than asked for says whether there is a next page."""
    size = size_of(code)  # before the first row is read: what happens meanwhile comes again among the changes
    places = rows.walk(dataset, code, asked.after, asked.limit + 1)
    shown = places[: asked.limit]
    found = rows.read(dataset, code, [place[-1] for place in shown])
    more = {"after": asking.spelled(shown[-1]), "limit": asked.limit} if len(places) > asked.limit else None
    changes = {"since_event": size} if dataset.word else None
    return {"next": _way(dataset, code, more), "changes": _way(dataset, code, changes)}, found, {}


def _changes(dataset: Dataset, code: str, asked: asking.Asked) -> Answered:
    since = asked.event if asked.since is None else first_since(code, asked.since)
    found = rows.changes(dataset, code, since or 0)
    onward = _way(dataset, code, {"since_event": found.upto})
    return {"next": None if found.is_all else onward, "changes": onward}, found.rows, {"gone": found.gone}


def _way(dataset: Dataset, code: str, given: Mapping[str, Any] | None) -> str | None:
    return licence.address(f"{_list_url(code, dataset)}?{urlencode(given)}") if given else None


def _list_url(code: str, dataset: Dataset) -> str:
    return reverse("api:rows", args=[code, dataset.key])


def _dataset(code: str, key: str) -> Dataset:
    dataset = DATASETS.get(key)
    if dataset is None or not Province.objects.filter(pk=code, is_active=True).exists():
        raise Problem(404, "not_found", "There is no such data set, or the province has not begun.")
    return dataset


def _provinces() -> list[Province]:
    return list(Province.objects.filter(is_active=True).order_by("pk"))


def _require_nothing_asked(given: Mapping[str, str]) -> None:
    for name in given:
        raise Problem(422, "unknown_parameter", "Nothing can be asked for here.", name[:80])


def _json(told: Any) -> HttpResponse:
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type=JSON)
