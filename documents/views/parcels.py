"""Pages of files that are made in the background: for who asked, as long as they may still have what is in it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents import downloads, services
from documents.models import Parcel
from documents.parcels import kind_of
from documents.verbs import PARCEL
from people.pages import show
from people.parts import asks_for_part
from people.verb_pages import Pages


def find(request: HttpRequest, pk: int) -> Parcel:
    """Who did not ask for it gets 404, and so does who asked when it is no longer kept; who may no longer have it, 403."""
    mine = Parcel.objects.filter(asked_by=request.user.pk).kept().select_related("job")
    found = get_object_or_404(mine, pk=pk)
    if reason := kind_of(found).reason_against(request.actor, found):
        raise PermissionDenied(reason)
    return found


@require_safe
@never_cache
@login_required
def parcel(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, and the file once it is made; the part that changes alone when the page asks for it again."""
    found = find(request, pk)
    kind = kind_of(found)
    fragment = asks_for_part(request)
    template = "documents/pages/_parcel.html" if fragment else "documents/pages/parcel.html"
    return show(request, template, {"parcel": found, "kind": kind, **_told(found)})


def _told(found: Parcel) -> dict[str, Any]:
    kind = kind_of(found)
    url = kind.url(found)
    told = kind.told(found) if found.is_made else ""
    context = {"title": kind.title(found), "url": url, "filename": kind.filename(found), "told": told}
    return {**context, **kind.context(found), "crumbs": [(_("Where it is asked for"), url)]}


@require_safe
@login_required
def parcel_file(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    found = find(request, pk)
    if not found.is_made:
        raise Http404
    return downloads.parcel(found, filename=kind_of(found).filename(found))


PAGES = Pages(PARCEL, services, find=find)
