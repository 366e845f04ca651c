"""What happened, for whoever wants to be told: Atom (RFC 4287) of decisions, payments and results, of a province or of all."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from approvals.models.meetings import ItemKind
from audit.reports import Told, newest_of
from jobs import clock
from places.models import Province
from portal import following, reports
from portal.kept import kept
from publishing.datasets import Text
from publishing.gate import outward, words
from requests.models import BudgetRequest
from requests.workflow import State
from thai.cells import writable
from wiring.refs import Ref

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml; charset=utf-8"
SHOWN = 30
# How far back is looked: a province's last weeks. Of the whole country less of each, and once a minute.
LOOKED, LOOKED_OF_ALL = 3000, 300
A_MINUTE = 60
LANGUAGES = ("th", "en")


@dataclass(frozen=True, slots=True)
class Kind:
    """One feed: the events that it tells."""

    title: Text
    events: tuple[str, ...]


KINDS = {
    "decisions": Kind(gettext_lazy("Newest decisions"), ("resolution.made",)),
    "payments": Kind(gettext_lazy("Newest payments"), ("instalment.paid", "instalment.unpaid", "refund.received")),
    "results": Kind(gettext_lazy("Newest results"), ("report.accepted", "request.closed")),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as everybody reads it, and the page that shows what it is about."""

    told: Told
    title: str
    url: str


@require_safe
@kept(lambda code, name: [code])
def of_province(request: HttpRequest, code: str, name: str) -> HttpResponse:
    province = get_object_or_404(Province, code=code, is_active=True)
    kind, language = _named(name)
    with translation.override(language):
        found = entries([code], kind, LOOKED)
        return _answer(request, f"{kind.title} – {province}", language, found)


@require_safe
def of_all(request: HttpRequest, name: str) -> HttpResponse:
    """Made once a minute, whoever asks."""
    kind, language = _named(name)
    body: bytes | None = cache.get(key := f"feed:{name}")
    if body is None:
        with translation.override(language):
            found = entries(reports.provinces(), kind, LOOKED_OF_ALL)[:SHOWN]
            body = _answer(request, str(kind.title), language, found).content
        cache.set(key, body, A_MINUTE)
    return HttpResponse(body, content_type=TYPE)


def _named(name: str) -> tuple[Kind, str]:
    """`decisions.th`, in the language that it names: a reader of news keeps no cookie."""
    word, _dot, language = name.partition(".")
    kind = KINDS.get(word)
    if kind is None or language not in LANGUAGES:
        raise Http404
    return kind, language


def entries(trees: list[str], kind: Kind, looked: int) -> list[Entry]:
    """Only of what has a page for everybody: of a request that was withdrawn nothing is told any more."""
    found = newest_of(trees, kind.events, looked=looked, limit=SHOWN)
    titles = _titles(found)
    resolved = [pk for told in found if isinstance(pk := told.facts.get("resolution"), int)]
    open_ones = set(following.resolutions().filter(pk__in=resolved).values_list("pk", flat=True))
    return [entry for told in found if (entry := _entry(told, titles, open_ones))]


def _titles(found: Iterable[Told]) -> dict[str, str]:
    keys = [ref.pk for told in found if (ref := Ref.of(told.subject)) and ref.word == "request"]
    rows = BudgetRequest.objects.public().filter(pk__in=keys).exclude(state=State.WITHDRAWN)
    return {f"request:{pk}": title for pk, title in rows.values_list("pk", "open_title")}


def _entry(told: Told, titles: dict[str, str], open_ones: set[int]) -> Entry | None:
    ref, resolution = Ref.of(told.subject), told.facts.get("resolution")
    if resolution in open_ones:
        url = reverse("portal:resolution", args=[resolution])
    elif told.subject in titles and ref:
        url = reverse("portal:request", args=[ref.pk])
    else:
        return None
    if ref and ref.word == "request" and told.subject not in titles:
        return None
    return Entry(told, outward(titles.get(told.subject) or str(ItemKind.PAYMENT.label)), f"{settings.SITE_URL}{url}")


def _answer(request: HttpRequest, title: str, language: str, found: list[Entry]) -> HttpResponse:
    here = f"{settings.SITE_URL}{request.path}"
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _add(feed, "id", here)
    _add(feed, "title", f"{_('Thunklang')}: {title}")
    _add(feed, "updated", _moment(found[0].told.recorded_at if found else clock.now()))
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": here})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{settings.SITE_URL}/"})
    _add(ET.SubElement(feed, "author"), "name", _("Thunklang"))
    for entry in found:
        _write(ET.SubElement(feed, "entry"), entry)
    body = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type=TYPE)


def _write(element: ET.Element, entry: Entry) -> None:
    told = entry.told
    _add(element, "id", f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{told.tree}/{told.seq}")
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(told.recorded_at))
    _add(element, "published", _moment(told.occurred_at))
    ET.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": entry.url})
    _add(element, "summary", words(told.sentence))


def _add(element: ET.Element, name: str, text: str) -> None:
    ET.SubElement(element, name).text = writable(text)


def _moment(value: datetime) -> str:
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
