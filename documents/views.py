"""Pages of papers: the PDF, and how far its making is."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents import downloads, subjects
from documents.models import Document


def _find(request: HttpRequest, pk: int) -> Document:
    """A paper is for those who may see what it is about; everybody else gets 404."""
    found = get_object_or_404(Document.objects.select_related("replaced_by"), pk=pk)
    if not subjects.may_read(request.actor, found):
        raise Http404
    return found


@require_safe
@login_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF; while it is being made, a page that says so."""
    found = _find(request, pk)
    if not found.is_ready:
        return render(request, "documents/pages/wait.html", {"document": found}, status=202)
    return downloads.document(found)


@require_safe
@login_required
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """One line of the list of papers, asked for again until the PDF is there."""
    return render(request, "documents/pages/line.html", {"document": _find(request, pk)})
