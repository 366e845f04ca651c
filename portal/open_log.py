"""The log in the open: what anybody's tools read of it (C2SP tlog-tiles), and the page that says how it stands."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit import publishing, standing, tiles
from audit.models import Note
from places.models import Province

TEXT = "text/plain; charset=utf-8"


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Per tree: how far it is signed, who has seen it, and what is wrong; for people."""
    names = {province.pk: str(province) for province in Province.objects.all()}
    rows = [(names.get(row.tree, ""), row) for row in standing.standings()]
    context = {"rows": rows, "alarms": standing.alarms(), "one_machine": standing.is_one_machine(), "nav": "public"}
    return render(request, "portal/log.html", context)


def _note(tree: str) -> Note:
    if note := tiles.newest_note(tree):
        return note
    raise Http404


@require_safe
def checkpoint(request: HttpRequest, tree: str) -> HttpResponse:
    """The signed note of a tree, with the lines of all witnesses."""
    return HttpResponse(publishing.checkpoint(_note(tree)), content_type=TEXT)


@require_safe
def key(request: HttpRequest, tree: str) -> HttpResponse:
    """The verifier key, to be compared with the one that stands elsewhere."""
    return HttpResponse(f"{publishing.vkey(_note(tree))}\n", content_type=TEXT)


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """Whose signatures suffice, as a file for verifiers (C2SP tlog-policy)."""
    return HttpResponse(
        publishing.policy([publishing.vkey(note) for note in publishing.newest_notes()]), content_type=TEXT
    )


@require_safe
def tile(request: HttpRequest, tree: str, place: str) -> HttpResponse:
    """A hash tile within what is signed. Bodies are not here: see `desk.auditing.entries`."""
    found = tiles.tile_at(place)
    if found is None or found.level == tiles.ENTRIES or not found.is_within(_note(tree).size):
        raise Http404
    return HttpResponse(tiles.content(tree, found), content_type="application/octet-stream")
