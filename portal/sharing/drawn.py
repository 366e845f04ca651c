"""Cards and posters, drawn once until something happens in their province. Drawing is dear, so each waits for its turn."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from audit.reports import heads_of
from jobs import clock
from portal import turns

MOST = 200  # of some forty kilobytes each

_kept: OrderedDict[tuple[str, ...], tuple[str, bytes]] = OrderedDict()
_lock = Lock()


def answer(
    request: HttpRequest, key: tuple[str, ...], tree: str, content_type: str, draw: Callable[[], bytes]
) -> HttpResponse:
    """What was drawn at this head of the tree, else drawn now; 429 while others are being drawn."""
    head = heads_of([tree])[tree]
    asked = (*key, str(get_language()), clock.today().isoformat())
    try:
        content = _found(asked, head) or _drawn(request, asked, head, draw)
    except turns.TooMuch:
        return turns.come_again(request)
    # Others show it: a card beside a link, wherever it is shown.
    return HttpResponse(content, content_type=content_type, headers={"Cross-Origin-Resource-Policy": "cross-origin"})


def _drawn(request: HttpRequest, asked: tuple[str, ...], head: str, draw: Callable[[], bytes]) -> bytes:
    with turns.turn(request):
        # Whoever waited finds what the one before drew.
        content = _found(asked, head)
        if content is None:
            content = draw()
            _keep(asked, head, content)
        return content


def _found(asked: tuple[str, ...], head: str) -> bytes | None:
    with _lock:
        kept = _kept.get(asked)
        if kept is None or kept[0] != head:
            return None
        _kept.move_to_end(asked)
        return kept[1]


def _keep(asked: tuple[str, ...], head: str, content: bytes) -> None:
    with _lock:
        _kept[asked] = head, content
        _kept.move_to_end(asked)
        if len(_kept) > MOST:
            _kept.popitem(last=False)


def forget() -> None:
    with _lock:
        _kept.clear()
