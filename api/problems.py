"""Refusals as programs read them (RFC 9457): a code that never changes, and a sentence for whoever looks."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from publishing import answers

View = Callable[..., HttpResponseBase]
METHODS = "GET, HEAD, OPTIONS"


class Problem(Exception):
    """What a view raises to refuse; `field` is the parameter that is wrong."""

    def __init__(self, status: int, code: str, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.status, self.code, self.sentence, self.field = status, code, sentence, field


def answer(problem: Problem) -> HttpResponse:
    told = {"type": "about:blank", "status": problem.status, "code": problem.code, "title": problem.sentence}
    if problem.field:
        told["parameter"] = problem.field
    response = HttpResponse(json.dumps(told), status=problem.status, content_type="application/problem+json")
    response.headers["Content-Language"] = "en"
    answers.opened(response)
    return response


def for_programs(view: View) -> View:
    """Only reads; answers what asks whether it may (CORS); tells refusals as JSON."""

    @wraps(view)
    def around(request: HttpRequest, **place: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _allowed()
        if request.method not in ("GET", "HEAD"):
            refused = answer(Problem(405, "method_not_allowed", f"This only reads: {METHODS}."))
            refused.headers["Allow"] = METHODS
            return refused
        try:
            return view(request, **place)
        except Problem as problem:
            return answer(problem)

    # Nothing is changed here, so there is nothing to forge: a POST is told that, not asked for a token.
    around.csrf_exempt = True  # type: ignore[attr-defined]
    return around


def _allowed() -> HttpResponseBase:
    response = HttpResponse(status=204)
    response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = METHODS
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response.headers["Access-Control-Max-Age"] = "86400"
    return answers.opened(response)
