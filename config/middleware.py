"""What wraps every request: the content policy, the language, and the answer to a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils import translation

from audit.errors import Conflict
from people.middleware import back_of
from publishing.sending import TooMany

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class ContentSecurityPolicy:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class CompressedPages(GZipMiddleware):
    """Words are sent compressed, with a length that tells nothing of what is in them; papers and pictures are small already."""

    TEXTS = ("text/", "application/json", "image/svg+xml")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = response.headers.get("Content-Type", "").startswith(self.TEXTS)
        return super().process_response(request, response) if is_text else response


class ThaiFirst:
    """Thai for everybody who has not chosen English; the browser's own language does not decide."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class Refusals:
    """A service that refuses becomes a page that says why: 403 for rights, 409 for a state that has moved on. An address
    that no row can have is not found."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "is_limited", False):
            # The library of sign-in shows its page again with 200; a program that guesses should read it too.
            response.status_code = 429
            response["Retry-After"] = "300"
        if response.status_code == 405 and not response.content:
            return _not_so(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Handler, args: Any, kwargs: dict[str, Any]) -> None:
        # The database takes no such text, and would be asked for it.
        if any("\0" in value for value in kwargs.values() if isinstance(value, str)):
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, PermissionDenied):
            return render(request, "403.html", {"reason": str(error)}, status=403)
        if isinstance(error, Conflict):
            return render(request, "409.html", {"reason": str(error), "back": back_of(request)}, status=409)
        if isinstance(error, TooMany):
            return _come_again(request)
        return None


def _come_again(request: HttpRequest) -> HttpResponse:
    response = render(request, "429_files.html", status=429)
    response.headers["Retry-After"] = "10"
    return response


def _not_so(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """Django answers with nothing at all."""
    response = render(request, "405.html", status=405)
    response.headers["Allow"] = refused.headers["Allow"]
    return response
