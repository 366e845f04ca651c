"""Who draws now: a picture, a card, a poster or a workbook. Drawing takes the processor for tenths of a second.

A process draws one at a time and lets one more wait; whoever comes then is told so at once. So two of its threads are
taken at the most, however many strangers ask, and the others go on answering pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doors import limits, network
from doors.limits import Key, Limit

# A province has about as many pictures as this; whoever shares them draws each once.
DRAWN = Limit("picture", 20, 60)
TAKEN = 2  # who draws, and who waits
PATIENCE_SECONDS = 3.0

_taken = BoundedSemaphore(TAKEN)
_drawing = Lock()


class TooMuch(Exception):
    """Too much is drawn, by this network or by all together."""


@contextmanager
def turn(request: HttpRequest) -> Iterator[None]:
    """One's turn to draw. Raises TooMuch."""
    asker = Key(DRAWN, network.of(request.META["REMOTE_ADDR"]))
    if limits.spent([asker]) or not _taken.acquire(blocking=False):
        raise TooMuch
    try:
        if not _drawing.acquire(timeout=PATIENCE_SECONDS):
            raise TooMuch
        try:
            limits.miss([asker])
            yield
        finally:
            _drawing.release()
    finally:
        _taken.release()


def come_again(request: HttpRequest) -> HttpResponse:
    answer = render(request, "portal/picture_wait.html", {"nav": "public"}, status=429)
    answer["Retry-After"] = "60"
    return answer
