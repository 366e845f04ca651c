"""Whatever refuses a program before or behind its view answers it as the view would: no HTML under the interface's address."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from api.problems import Problem, answer

ROOT = "/api/"
_SAID = {
    400: ("bad_request", "This is no request that can be read."),
    404: ("not_found", "There is nothing at this address; /api/v1/openapi.json lists what there is."),
    500: ("failed", "An error of ours; it is on record."),
    503: ("busy", "Too much at once: ask again in some seconds."),
}
_OTHERWISE = ("refused", "This was refused.")


class TellsPrograms:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.status_code < 400 or not is_page or not request.path_info.startswith(ROOT):
            return response
        told = answer(Problem(response.status_code, *_SAID.get(response.status_code, _OTHERWISE)))
        for name in ("Retry-After", "Allow"):
            if name in response.headers:
                told.headers[name] = response.headers[name]
        return told
