"""The security log of a province, for those who oversee it; the operator reads all of it with `manage.py security_log`."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.auditing import overseen
from doors import security
from people.models import Person

NEWEST = 200
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
            "detail": " · ".join(str(word) for word in (names.get(row.person_id or 0), row.route, row.network) if word),
        }
        for row in shown
    ]
    context = {"province": province, "timeline": timeline, "kinds": security.Kind.choices, "kind": kind, "nav": "audit"}
    return render(request, "desk/security.html", context)
