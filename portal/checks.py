"""The page on which anybody checks a paper. Whoever only tries out codes learns nothing: all misses look alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from documents import downloads
from documents.models import Document
from portal import checking, throttle

Page = Callable[..., HttpResponse]


def _quiet(page: Page) -> Page:
    """Not for search engines, and no address with a code in it goes to another site; thirty misses a minute are enough."""

    @require_safe
    @wraps(page)
    def answer(request: HttpRequest, **place: Any) -> HttpResponse:
        response = page(request, **place)
        if response.status_code == 404 and throttle.is_too_much(request):
            response = render(request, "portal/check_wait.html", {"nav": "check"}, status=429)
            response["Retry-After"] = "60"
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Without any referrer browsers send the forms of the page (language, sign out) with the origin "null": refused.
        response["Referrer-Policy"] = "same-origin"
        return response

    return answer


@_quiet
def check(request: HttpRequest) -> HttpResponse:
    """Type the code that is printed on a paper, or give the SHA-256 of the file."""
    code, sha256 = request.GET.get("code", "").strip(), request.GET.get("sha256", "").strip()
    if not code and not sha256:
        return render(request, "portal/check.html", {"nav": "check"})
    found = checking.find(code) if code else checking.find_by_hash(sha256)
    return redirect("portal:check_code", found.code) if found else _unknown(request, code, sha256)


def _unknown(request: HttpRequest, code: str, sha256: str = "") -> HttpResponse:
    context = {"is_unknown": True, "code": code[:100], "sha256": sha256[:100], "nav": "check"}
    return render(request, "portal/check.html", context, status=404)


def _of_code(page: Callable[[HttpRequest, Document], HttpResponse | None]) -> Page:
    """A page of a paper that is found by its code; the same 404 for every other."""

    @_quiet
    @wraps(page)
    def answer(request: HttpRequest, code: str) -> HttpResponse:
        found = checking.find(code)
        return (found and page(request, found)) or _unknown(request, code)

    return answer


@_of_code
def check_code(request: HttpRequest, found: Document) -> HttpResponse:
    """Whether a paper is genuine, current or replaced; a wrong code says only that it is unknown."""
    return render(
        request, "portal/check_paper.html", {"checked": checking.of(found), "document": found, "nav": "check"}
    )


@_of_code
def proof(request: HttpRequest, found: Document) -> HttpResponse | None:
    """The inclusion proof of a paper; `?checkpoint=` asks for it against a later one. None while none covers it."""
    wanted = request.GET.get("checkpoint", "")
    told = checking.proof(found, int(wanted) if wanted.isdecimal() and len(wanted) < 18 else None)
    return JsonResponse(told, json_dumps_params={"indent": 1}) if told else None


@_of_code
def tlog_proof(request: HttpRequest, found: Document) -> HttpResponse | None:
    """The same in one text that anybody's tools read (C2SP tlog-proof). None while no note covers the paper."""
    told = checking.tlog_proof(found)
    return HttpResponse(told, content_type="text/plain; charset=utf-8") if told else None


@_of_code
def paper(request: HttpRequest, found: Document) -> HttpResponse | None:
    """The file itself, of those kinds that are open to anybody."""
    return downloads.document(found) if checking.is_open(found) else None
