"""The pages of pictures, and each picture as a file of its own: SVG, and PNG for sharing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jobs import clock
from places.calendar import fiscal_year
from places.models import District, Province
from portal import picture_files, reports, showing, turns
from portal.kept import kept
from publishing.pictures import PICTURES, Picture, Scope
from requests.models import BudgetRequest

YEARS_SHOWN = 10


@require_safe
@kept(lambda code: [code])
def pictures(request: HttpRequest, code: str) -> HttpResponse:
    province = get_object_or_404(Province, code=code, is_active=True)
    scope = Scope(province, _year(request.GET.get("year", "")))
    context = {
        "province": province,
        "pictures": showing.all_of(scope),
        "unreached": showing.unreached(province),
        "year": scope.year,
        "years": _years(province),
    }
    return _page(request, context)


@require_safe
@kept(reports.provinces)
def country_pictures(request: HttpRequest) -> HttpResponse:
    return _page(request, {"pictures": showing.all_of(Scope(None, _year("")))})


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "portal/pictures.html", {**context, "nav": "public"})


@require_safe
@kept(lambda code, name: [code])
def svg(request: HttpRequest, code: str, name: str) -> HttpResponse:
    return _svg(*_named(code, name))


@require_safe
@kept(lambda name: reports.provinces())
def country_svg(request: HttpRequest, name: str) -> HttpResponse:
    return _svg(*_named("", name))


@require_safe
def png(request: HttpRequest, code: str, name: str) -> HttpResponse:
    return _png(request, *_named(code, name))


@require_safe
def country_png(request: HttpRequest, name: str) -> HttpResponse:
    return _png(request, *_named("", name))


def _svg(picture: Picture[Any], scope: Scope) -> HttpResponse:
    return _as_svg(picture_files.of(picture, scope))


def _png(request: HttpRequest, picture: Picture[Any], scope: Scope) -> HttpResponse:
    """Drawing takes a tenth of a second: one at a time, few a minute for one network, and kept until something happens."""
    return _as_png(picture_files.of(picture, scope), request)


@require_safe
@kept(lambda code: [code[:2]])
def amphoe_svg(request: HttpRequest, code: str) -> HttpResponse:
    """The map of an amphoe's tambons."""
    return _as_svg(picture_files.of_amphoe(_amphoe(code)))


@require_safe
def amphoe_png(request: HttpRequest, code: str) -> HttpResponse:
    return _as_png(picture_files.of_amphoe(_amphoe(code)), request)


def _amphoe(code: str) -> District:
    return get_object_or_404(District, code=code, province__is_active=True)


def _as_svg(seen: picture_files.Seen) -> HttpResponse:
    return HttpResponse(picture_files.svg(seen), content_type="image/svg+xml")


def _as_png(seen: picture_files.Seen, request: HttpRequest) -> HttpResponse:
    try:
        return HttpResponse(picture_files.png(seen, request), content_type="image/png")
    except turns.TooMuch:
        return turns.come_again(request)


def _named(code: str, name: str) -> tuple[Picture[Any], Scope]:
    """ "flow-2569" is a picture of a year, "reach" one that is of no year; anything else is not there."""
    key, _dash, year = name.partition("-")
    picture = PICTURES.get(key)
    province = get_object_or_404(Province, code=code, is_active=True) if code else None
    if picture is None or (picture.is_of_year != bool(year)) or not (province or picture.is_of_country):
        raise Http404
    return picture, Scope(province, _year(year))


def _year(asked: str) -> int:
    """The fiscal year that is asked for, of those that there may be figures of; this one where none is."""
    now = fiscal_year(clock.today())
    if not asked:
        return now
    if not (len(asked) == 4 and asked.isascii() and asked.isdecimal() and now - YEARS_SHOWN < int(asked) <= now + 1):
        raise Http404
    return int(asked)


def _years(province: Province) -> list[int]:
    """From the year of the first request on, the newest first."""
    now = fiscal_year(clock.today())
    rows = BudgetRequest.objects.public().filter(province=province, received_on__isnull=False)
    first = rows.order_by("received_on").values_list("received_on", flat=True).first()
    begun = max(fiscal_year(first), now - YEARS_SHOWN + 1) if first else now
    return list(range(now, begun - 1, -1))
