"""The security log of a province, for those who oversee it; the operator reads all of it with `manage.py security_log`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLResolver, get_resolver
from django.views.decorators.http import require_safe

from audit.verbs import Text, label_at
from desk.auditing import overseen
from doors import security
from people.models import Person

NEWEST = 200
PLACE = re.compile("<[^>]*>")
WORDS = dict(security.Kind.choices)


@require_safe
@login_required
def log(request: HttpRequest) -> HttpResponse:
    """The newest of one's own province; `?kind=` picks one kind."""
    province = overseen(request.actor)
    kind = request.GET.get("kind", "")
    rows = security.events(province.pk)
    rows = rows.filter(kind=kind) if kind in security.Kind.values else rows
    shown = list(rows[:NEWEST])
    # Names are read from where they can be erased; the log itself has numbers.
    names = Person.objects.in_bulk([row.person_id for row in shown if row.person_id])
    timeline = [
        {
            "text": WORDS.get(row.kind, row.kind),
            "when": row.occurred_at,
            "detail": " · ".join(
                str(word) for word in (names.get(row.person_id or 0), _page(row.route), row.network) if word
            ),
        }
        for row in shown
    ]
    context = {"province": province, "timeline": timeline, "kinds": security.Kind.choices, "kind": kind, "nav": "audit"}
    return render(request, "desk/security.html", context)


def _page(route: str) -> Text:
    """The verb of a page, as its button says it; of another its address, without what stood for a number."""
    return label_at(_names().get(route, "")) or PLACE.sub("…", route)


@cache
def _names() -> dict[str, str]:
    """Each pattern of an address, as the log keeps it, with the name of what is there."""
    return dict(_named(get_resolver().url_patterns))


def _named(patterns: list[Any], before: str = "/", room: str = "") -> Iterator[tuple[str, str]]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _named(one.url_patterns, route, f"{one.namespace}:" if one.namespace else room)
        elif one.name:
            yield route, room + one.name
