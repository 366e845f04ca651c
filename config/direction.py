"""No words on a page turn the line that they stand in.

A title with a sign such as U+202E reads backwards, and so does all that follows it: the sum beside it, the state, the
next name. Papers leave these signs out (`documents.printable`), and so does every page; the rows keep what was typed,
and so does the box that it is typed in, from which nothing gets out.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse

from config.middleware import Handler

PAGES = ("text/html", "application/atom+xml", "application/rss+xml")
# Embeddings, overrides and isolates, U+202A to U+202E and U+2066 to U+2069, in UTF-8.
_SIGN = rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
_ANY = re.compile(_SIGN)
_BOX, _TAG = rb"<textarea\b.*?</textarea>", rb"<[^>]*>"
_OUTSIDE = re.compile(rb"(" + _BOX + rb"|" + _TAG + rb")|" + _SIGN, re.DOTALL)


class StraightLines:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = not response.streaming and response.headers.get("Content-Type", "").startswith(PAGES)
        # Hardly any page has one: to look for them is all that it costs.
        if is_page and _ANY.search(response.content):
            response.content = _OUTSIDE.sub(_without_sign, response.content)
            if response.has_header("Content-Length"):
                response.headers["Content-Length"] = str(len(response.content))
        return response


def _without_sign(found: re.Match[bytes]) -> bytes:
    return found[1] or b""
