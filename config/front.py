"""What every request meets first: who asks (behind our own proxies), how much they may send, and one line about it."""

from __future__ import annotations

import logging
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from config.middleware import Handler
from doors import network
from doors.security import Kind, note

logger = logging.getLogger("access")

KILO = 1024
SMALL = 64 * KILO  # signing in, codes: no form there is larger
FORM = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
UPLOAD = settings.ATTACHMENT_MAX_BYTES + FORM
# Pages that take a file; a test compares them with the forms that have one.
UPLOADS = {
    "requests:attach",
    "requests:fill",
    "requests:bring_many",
    "programmes:import_norms",
    "documents:attach_scan",
    "documents:set_letterhead",
    "funds:pay",
    "funds:record_receipt",
    "grants:pay_direct",
    "grants:receive_refund",
}


class Visitor:
    """Puts the visitor's own address where all that follows looks for it, and HTTPS as our proxy saw it.

    Only a proxy of TRUSTED_PROXIES is believed; from anybody else both headers are what a stranger wrote.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta, trusted = request.META, settings.TRUSTED_PROXIES
        direct = network.parse(meta.get("REMOTE_ADDR") or "")
        is_ours = direct is not None and network.is_trusted(direct, trusted)
        if is_ours and hasattr(request, "environ"):
            is_https = meta.get("HTTP_X_FORWARDED_PROTO", "").strip().lower() == "https"
            request.environ["wsgi.url_scheme"] = "https" if is_https else "http"
        meta["REMOTE_ADDR"] = str(network.client(meta, trusted))
        return self.get_response(request)


class AccessLog:
    """One line a request on standard output: the page's pattern, never its address, which may hold a code or a name."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        if logger.handlers:
            logger.info(
                "%s %s %s %.0fms %s",
                _word(request.method),
                route_of(request),
                response.status_code,
                1000 * (time.perf_counter() - began),
                network.of(request.META["REMOTE_ADDR"]),
            )
        return response


class BodyLimits:
    """Answers before the body is parsed: 413 to what is larger than the page takes, 411 to what says no length."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            return _refused(request, 411)
        size = _length(request)
        if size <= SMALL:
            return self.get_response(request)
        return self.get_response(request) if size <= most_of(request.path_info) else _refused(request, 413)


def most_of(path: str) -> int:
    """How many bytes the page at this address takes."""
    try:
        found = resolve(path)
    except Resolver404:
        return SMALL
    if found.route.startswith(("accounts/", "join/", "i18n/")):
        return SMALL
    return UPLOAD if found.view_name in UPLOADS else FORM


def route_of(request: HttpRequest) -> str:
    """The pattern that the address fitted; what fits none may be anything, and is not repeated."""
    match = request.resolver_match
    return f"/{match.route}" if match else "-"


def cross_site(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: sent from elsewhere, or from a page that was opened before signing in again."""
    request.is_told = True  # type: ignore[attr-defined]  # a refusal of another kind than `config.watching` tells
    note(Kind.CROSS_SITE, route=route_of(request), network=network.of(request.META["REMOTE_ADDR"]))
    return render(request, "403_csrf.html", status=403)


def _length(request: HttpRequest) -> int:
    """What is no number is too much: no server of ours lets it through."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else UPLOAD + 1


def _refused(request: HttpRequest, status: int) -> HttpResponse:
    """In words, with those of the form's own that stand in the part of it that any page might have."""
    note(Kind.TOO_LARGE, network=network.of(request.META["REMOTE_ADDR"]))
    if status == 413 and request.method == "POST" and most_of(request.path_info) > SMALL:
        # As much as a form may hold, into memory alone, and no further: what is beyond waits nowhere.
        request.typed_begun = request.read(FORM)  # type: ignore[attr-defined]  # for `people.typed` alone
    return render(request, "413.html", status=status)


def _word(method: str | None) -> str:
    return method if method in ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE") else "OTHER"
