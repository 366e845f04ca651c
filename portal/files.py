"""Files of a request that everybody may see: as they were cleaned when they came, and as small pictures of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from documents import downloads
from requests import opened
from requests.models import BudgetRequest, OpenFile
from requests.public_edition import words


@require_safe
def file(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """The bytes; 404 for what is not open, no longer open, or another request's."""
    one = _found(pk, attachment)
    return downloads.blob(one.attachment.sha256, filename=words(one.attachment.title))


@require_safe
def small(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """A photo at the size at which pages show it."""
    one = _found(pk, attachment, small__gt="")
    return downloads.blob(one.small, filename=words(one.attachment.title))


def _found(pk: int, attachment: int, **more: str) -> OpenFile:
    row = get_object_or_404(BudgetRequest.objects.public().only("pk"), pk=pk)
    return get_object_or_404(opened.shown(row.pk).filter(**more), attachment=attachment)
