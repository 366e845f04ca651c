"""A script on a page asks for the part that changes, not for a page: it says so, and gets that part alone."""

from __future__ import annotations

from django.http import HttpRequest

HEADER = "X-Part"
# The answer to such a question when the whole page is to be left: where to.
LEADS_TO = "X-Leads-To"


def asks_for_part(request: HttpRequest) -> bool:
    return request.headers.get(HEADER) == "true"
