"""The pages of errors that no view answers: ours, in words, with what was typed on them, whatever else is away."""

from __future__ import annotations

import sys

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

# lock_timeout, statement_timeout, a deadlock, idle_in_transaction_session_timeout.
BUSY = frozenset({"55P03", "57014", "40P01", "25P03"})
RETRY_SECONDS = 5


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that is not there, or not open to the reader any more; the address is not repeated."""
    return render(request, "404.html", status=404)


def refused(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """An error of ours. Its page is made without what pages have around them, which asks the database: it may be away.

    When the database let go of a statement that waited or worked too long (the roles' own limits), it is the page that says to
    try again: nothing happened, and a moment later it will.
    """
    if _is_busy(sys.exc_info()[1]):
        return HttpResponse(_plain("503.html", request), status=503, headers={"Retry-After": str(RETRY_SECONDS)})
    return HttpResponse(_plain("500.html", request), status=500)


def _plain(name: str, request: HttpRequest) -> str:
    return str(loader.get_template(name).render({"request": request}))


def _is_busy(error: BaseException | None) -> bool:
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", "") in BUSY
