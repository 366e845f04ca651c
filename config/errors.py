"""The pages of errors that no view answers: ours, in words, with what was typed on them, whatever else is away."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that is not there, or not open to the reader any more; the address is not repeated."""
    return render(request, "404.html", status=404)


def refused(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """An error of ours. Its page is made without what pages have around them, which asks the database: it may be away."""
    return HttpResponse(loader.get_template("500.html").render({"request": request}), status=500)
