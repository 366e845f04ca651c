"""How open data is answered: the same for everybody, from any site, unchanged for as long as nothing happens.

The head of a province's tree says whether an answer still stands: to ask it costs one question, whatever the answer would.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from audit.reports import heads_of
from publishing.checkpoints import Made
from publishing.sending import Sent

# Raised when the same rows are written otherwise.
EDITION = "1"


def etag_of(request: HttpRequest, made: Made) -> str:
    """Another one for each address, with each event of the province and with each checkpoint."""
    head = heads_of([made.tree])[made.tree]
    told = f"{EDITION} {head} {made.size} {request.get_full_path()}"
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """304 for who has it already."""
    found = get_conditional_response(request, etag=etag)
    return opened(found, etag) if found else None


def opened(response: HttpResponseBase, etag: str = "", changed: datetime | None = None) -> HttpResponseBase:
    """Any page of any site may read it: there is nothing in it that is not everybody's."""
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    headers["X-Content-Type-Options"] = "nosniff"
    if etag:
        headers["ETag"] = etag
    if changed:
        headers["Last-Modified"] = http_date(changed.timestamp())
    return response


def file(
    request: HttpRequest, parts: Callable[[], Iterator[bytes]], *, name: str, content_type: str
) -> HttpResponseBase:
    """A file to be saved, sent as it is read. Asked for its head alone, it is not read at all. Raises TooMany."""
    is_head = request.method == "HEAD"
    response = HttpResponse() if is_head else StreamingHttpResponse(Sent(parts))
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
