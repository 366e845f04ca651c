"""What search engines may find: an index, a map of each province's rows, each address with the day on which it last changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from audit.reports import latest_of, latest_of_trees
from funds.models import Fund
from jobs import clock
from places.models import Province
from portal import reports
from portal.help.guides import GUIDES
from publishing import rows
from publishing.datasets import PAGES, Dataset, all_of
from wiring.refs import Ref

TYPE = "application/xml; charset=utf-8"
# The protocol allows 50,000 addresses a file; fewer are read sooner.
MOST = 10_000
Addresses = list[tuple[str, datetime | None]]
A_DAY = 24 * 3600
_PART = re.compile("[1-9][0-9]{0,3}")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
# Everything else wants somebody signed in, or is made for one person.
_SHUT = (
    "/accounts/",
    "/desk/",
    "/people/",
    "/funds/",
    "/requests/",
    "/meetings/",
    "/offers/",
    "/grants/",
    "/documents/",
)
_PAGES = (
    "portal:home",
    "portal:data",
    "portal:check",
    "portal:log",
    "portal:help",
    "portal:words",
    "portal:about",
    "portal:accessibility",
    "api:documentation",
    "privacy:notice",
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {place}" for place in _SHUT), "", f"Sitemap: {_here('portal:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """How many files a province has goes by counts that are a day old at the most."""
    codes = reports.provinces()
    changed, counted = latest_of_trees(codes), _counts(codes)
    parts: Addresses = [(_here("portal:sitemap_pages"), None)]
    for code in codes:
        for dataset in _mapped():
            files = max(1, -(-counted[code][dataset.key] // MOST))
            names = (f"{dataset.key}-{number}" for number in range(1, files + 1))
            parts += [(_here("portal:sitemap_rows", code, name), changed.get(code)) for name in names]
    body = "".join(_written("sitemapindex", "sitemap", parts))
    return HttpResponse(body, content_type=TYPE)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The pages of the service, of provinces and of funds."""
    codes = reports.provinces()
    changed = latest_of_trees(codes)
    found: Addresses = [(_here(name), None) for name in _PAGES]
    found += [(_here("portal:guide", key), None) for key in GUIDES]
    found += [
        (_here(name, code), changed.get(code)) for code in codes for name in ("portal:province", "portal:data_province")
    ]
    funds = Fund.objects.filter(province__in=codes).order_by("pk").values_list("code", "province")
    found += [(_here("portal:fund", fund), changed.get(code)) for fund, code in funds]
    return HttpResponse("".join(_written("urlset", "url", found)), content_type=TYPE)


@require_safe
def of_rows(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    get_object_or_404(Province, code=code, is_active=True)
    key, _dash, number = name.rpartition("-")
    dataset = next((one for one in _mapped() if one.key == key), None)
    if dataset is None or not _PART.fullmatch(number):
        raise Http404
    body = _written("urlset", "url", _addresses(dataset, code, int(number)))
    return StreamingHttpResponse((line.encode() for line in body), content_type=TYPE)


def _mapped() -> list[Dataset]:
    """Whose rows have a page of their own."""
    return [one for one in all_of() if PAGES.get(one.word)]


def _addresses(dataset: Dataset, code: str, number: int) -> Iterator[tuple[str, datetime | None]]:
    """Of part `number`: the keys before it are walked over."""
    page = PAGES.get(dataset.word)
    keys = (place[-1] for each in rows.pages(dataset, code) for place in each)
    mine = islice(keys, (number - 1) * MOST, number * MOST)
    while page and (some := list(islice(mine, rows.PAGE))):
        latest = latest_of(code, [str(Ref(dataset.word, key)) for key in some])
        for key in some:
            told = latest.get(str(Ref(dataset.word, key)))
            yield f"{settings.SITE_URL}{page(key)}", told.recorded_at if told else None


def _written(outer: str, inner: str, places: Iterable[tuple[str, datetime | None]]) -> Iterator[str]:
    yield _HEAD.format(outer)
    for place, changed in places:
        day = f"<lastmod>{clock.day_of(changed).isoformat()}</lastmod>" if changed else ""
        yield f"<{inner}><loc>{escape(place)}</loc>{day}</{inner}>\n"
    yield f"</{outer}>\n"


def _counts(codes: list[str]) -> dict[str, dict[str, int]]:
    keys = {f"sitemap:{clock.today()}:{code}": code for code in codes}
    found: dict[str, dict[str, int]] = {keys[key]: value for key, value in cache.get_many(keys).items()}
    for key, code in keys.items():
        if code not in found:
            found[code] = rows.counts(code)
            cache.set(key, found[code], A_DAY)
    return found


def _here(name: str, *args: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=args)}"
