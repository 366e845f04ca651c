"""Cards and posters, drawn once until something happens in their province. Drawing is dear, so few are drawn at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from django.http import HttpResponse
from django.utils.translation import get_language

from audit.reports import heads_of
from jobs import clock

MOST = 200  # of some forty kilobytes each
AT_A_TIME = 2
PATIENCE_SECONDS = 3

_kept: OrderedDict[tuple[str, ...], tuple[str, bytes]] = OrderedDict()
_lock = Lock()
_places = BoundedSemaphore(AT_A_TIME)


def answer(key: tuple[str, ...], tree: str, content_type: str, draw: Callable[[], bytes]) -> HttpResponse:
    """What was drawn at this head of the tree, else drawn now; 503 while others are being drawn."""
    head = heads_of([tree])[tree]
    asked = (*key, str(get_language()), clock.today().isoformat())
    content = _found(asked, head)
    if content is None:
        with _place() as is_free:
            if not is_free:
                return HttpResponse(status=503, headers={"Retry-After": "5"})
            content = draw()
            _keep(asked, head, content)
    # Others show it: a card beside a link, wherever it is shown.
    return HttpResponse(content, content_type=content_type, headers={"Cross-Origin-Resource-Policy": "cross-origin"})


@contextmanager
def _place() -> Iterator[bool]:
    is_free = _places.acquire(timeout=PATIENCE_SECONDS)
    try:
        yield is_free
    finally:
        if is_free:
            _places.release()


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
