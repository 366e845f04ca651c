"""Asking for files that hold many papers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from documents import services, subjects


@require_POST
@login_required
def ask_for_zip(request: HttpRequest, about: str) -> HttpResponse:
    """Who may not read the papers does not learn that they are there."""
    if not subjects.may_read_some(request.actor, about):
        raise Http404
    return redirect(services.ask_for_zip(about, actor=request.actor))
