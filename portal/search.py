"""The page on which anybody looks for anything public."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from approvals.models.decisions import Outcome
from approvals.workflow import MeetingState
from grants.workflow import AgreementState
from portal.finding import asking, catching_up, searching, texts
from portal.finding.kinds import Kind
from portal.models import Findable
from requests.models.budget_request import TAGS
from requests.workflow import State

_LAST = 80  # where the last page of results begins


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = asking.read(request.GET.get("q", ""))
    kind = request.GET.get("kind", "")
    found = searching.Found()
    if not asked.is_empty:
        catching_up.a_little()
        found = searching.search(asked, kind=kind, start=_start(request.GET.get("from", "")))
    around = texts.around(found.rows, asked.typed) if asked.words else {}
    context = {
        "asked": asked,
        "found": found,
        "results": [{**_shown(row), "around": around.get(row.pk, "")} for row in found.rows],
        "kinds": Kind.choices,
        "kind": kind if kind in Kind.values else "",
        "nav": "search",
    }
    return render(request, "portal/search.html", context)


def _start(text: str) -> int:
    return min(int(text) // searching.SIZE * searching.SIZE, _LAST) if text.isdecimal() and len(text) < 4 else 0


def _shown(row: Findable) -> dict[str, Any]:
    word, look = _state(row)
    return {"line": row, "sort": Kind(row.kind).label, "url": _url(row), "state": word, "look": look}


def _url(row: Findable) -> str:
    word, _colon, key = row.subject.partition(":")
    if word != Kind.PLACE:
        return reverse(f"portal:{word}", args=[key])
    place = {4: f"?amphoe={key}", 6: f"?tambon={key}"}.get(len(key), "")
    return reverse("portal:requests_of", args=[key[:2]]) + place if place else reverse("portal:province", args=[key])


def _state(row: Findable) -> tuple[str, str]:
    """The state in a word, and the shape of its tag."""
    if row.kind == Kind.REQUEST:
        return str(State(row.state).label), TAGS.get(State(row.state), "moving")
    if row.kind == Kind.AGREEMENT:
        return str(AgreementState(row.state).label), "done"
    if row.kind == Kind.RESOLUTION:
        return str(Outcome(row.state).label), _OUTCOMES.get(Outcome(row.state), "done")
    return (str(MeetingState(row.state).label), "done") if row.kind == Kind.MEETING else ("", "")


_OUTCOMES = {
    Outcome.RETURN: "waits",
    Outcome.DEFER: "stopped",
    Outcome.NOT_ENDORSE: "stopped",
    Outcome.DECLINE: "stopped",
}
