"""Public pages that are drawn once, until something happens in a tree of theirs or the day ends.

Everything that such a page shows has come by an event, so the heads of its trees say whether it still stands: an answer
costs one question instead of ten and a template. The heads are read before the rows: what happens in between makes the
next visitor draw the page anew. Each process keeps its own; nobody who is signed in is answered from there.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from audit.reports import heads_of
from jobs import clock

Page = Callable[..., HttpResponse]
# Of some thirty kilobytes each; whoever asks for every page there is pushes out the oldest, and fills no memory.
MOST = 300
LONGEST = 200  # letters of an address that is worth keeping
SYSTEM = "system"

_pages: OrderedDict[tuple[str, ...], tuple[dict[str, str], bytes, str]] = OrderedDict()
_lock = Lock()


def kept(trees: Callable[..., Sequence[str]]) -> Callable[[Page], Page]:
    """Keep what a view answers to who is not signed in; `trees`, called with what is in the address, names all that it shows."""

    def around(page: Page) -> Page:
        @wraps(page)
        def answer(request: HttpRequest, **place: Any) -> HttpResponse:
            address = request.get_full_path()
            if settings.SESSION_COOKIE_NAME in request.COOKIES or len(address) > LONGEST:
                return page(request, **place)
            heads = heads_of([SYSTEM, *trees(**place)])
            key = (address, str(get_language()), request.COOKIES.get("text", "")[:9], clock.today().isoformat())
            return _found(key, heads) or _drawn(key, heads, page(request, **place))

        return answer

    return around


def forget() -> None:
    with _lock:
        _pages.clear()


def _found(key: tuple[str, ...], heads: dict[str, str]) -> HttpResponse | None:
    with _lock:
        drawn = _pages.get(key)
        if drawn is None or drawn[0] != heads:
            return None
        _pages.move_to_end(key)
    return HttpResponse(drawn[1], content_type=drawn[2])


def _drawn(key: tuple[str, ...], heads: dict[str, str], response: HttpResponse) -> HttpResponse:
    if response.status_code == 200 and not response.cookies:
        with _lock:
            _pages[key] = heads, response.content, response.headers["Content-Type"]
            _pages.move_to_end(key)
            if len(_pages) > MOST:
                _pages.popitem(last=False)
    return response
