"""Who is sent a long file now. To write one takes a thread and the processor for seconds, and longer where it is read slowly.

A process sends two at a time; whoever comes then waits a moment, and is told to come again if nobody has finished. So its
other threads go on answering pages, however many files strangers ask for at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import BoundedSemaphore

AT_ONCE = 2
PATIENCE_SECONDS = 3.0

_places = BoundedSemaphore(AT_ONCE)


class TooMany(Exception):
    """Too many files are being sent."""


class Sent:
    """The parts of a file, holding a place from its making until the last or until it is closed. Raises TooMany."""

    def __init__(self, parts: Callable[[], Iterator[bytes]]) -> None:
        self._is_held = _places.acquire(timeout=PATIENCE_SECONDS)
        if not self._is_held:
            raise TooMany
        try:
            self._parts = parts()
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._parts)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Also called by the server when whoever reads hangs up; twice is once."""
        if self._is_held:
            self._is_held = False
            _places.release()

    def __del__(self) -> None:
        # Nobody closes what an error on its way left behind.
        self.close()
