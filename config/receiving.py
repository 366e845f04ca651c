"""What the web server itself does with a request that no page will take: answers in our words, and keeps what it can show.

A body beyond the limit is not broken off: a browser that still sends would show its own error in place of our page, and what
was typed beside a file that is too large would be gone. Its beginning, as large as a form may be, goes to the page, which
answers 413 with the words (`config.front`); the rest is thrown away as it comes, into neither memory nor disk.

Whoever opens connections and asks nothing shuts nobody out: one too many, and the one is closed that has waited longest for
a whole request, of the address that has most of them (`make_room`).
"""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

MEGA = 1024 * 1024
KEPT = 2 * MEGA  # as `config.front.FORM`; the settings are not read yet here, and a test compares them
# A photo or a film from a telephone that somebody chose by mistake. What says that it is larger is refused unread.
HEARD_OUT = 64 * MEGA
# As nginx shows them (`nginx/pages`): whoever answers, the page is the same.
PAGES = Path(__file__).resolve().parent.parent / "nginx" / "pages"
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
    ("X-Content-Type-Options", "nosniff"),
]


class Beginning(FixedStreamReceiver):  # type: ignore[misc]  # waitress has no types
    """Takes a whole body and keeps its beginning."""

    def received(self, data: bytes) -> int:
        used: int = min(len(data), self.remain)
        if (room := KEPT - len(self.buf)) > 0:
            self.buf.append(data[: min(used, room)])
        self.remain -= used
        self.completed = self.remain == 0
        return used


class Parser(HTTPRequestParser):  # type: ignore[misc]  # as above
    body_rcv: Any  # None while the headers come

    def received(self, data: bytes) -> int:
        if isinstance(self.body_rcv, Beginning):
            begun = self.body_rcv.received(data)
            self.completed = self.body_rcv.completed
            return begun
        used = int(super().received(data))
        if self._is_heard_out():
            self.error, self.completed = None, False
            self.body_rcv = Beginning(self.content_length, self.body_rcv.buf)
        return used

    def _is_heard_out(self) -> bool:
        """Of a body in chunks nobody knows how long it goes on."""
        return isinstance(self.error, RequestEntityTooLarge) and not self.chunked and self.content_length <= HEARD_OUT


class OurErrors(ErrorTask):  # type: ignore[misc]  # as above
    """Before there is a request that the application could answer."""

    def execute(self) -> None:
        refused = self.request.error
        body = _page("too-large" if refused.code == RequestEntityTooLarge.code else "unreadable")
        self.status = f"{refused.code} {refused.reason}"
        self.response_headers.extend(HEADERS)
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]  # as above
    parser_class = Parser
    error_task_class = OurErrors
    most = 1000  # set once it is known how many files the process may open

    def __init__(self, *args: Any, **terms: Any) -> None:
        super().__init__(*args, **terms)
        self.whole_at = time.monotonic()  # when it last was met with nothing outstanding
        if len(self.server.active_channels) > self.most:
            make_room(self.server.active_channels.values())

    def received(self, data: bytes) -> bool:
        took = bool(super().received(data))
        if self.request is None:
            self.whole_at = time.monotonic()
        return took

    @property
    def waits(self) -> bool:
        """For the other side: nothing of it is being answered, nor still being sent."""
        return not (self.requests or self.total_outbufs_len or self.will_close or self.close_when_flushed)

    def refuse(self) -> None:
        """In words where a request had begun; browsers read 408 on an idle connection as closed, and ask again on another."""
        with suppress(OSError):
            self.socket.send(_busy() if self.request is not None else IDLE)
        self.will_close = True


IDLE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def make_room(channels: Collection[Channel]) -> None:
    """Close one: of the address that has most, the one that has waited longest for a whole request. A byte now and then helps nobody."""
    waiting = [one for one in channels if one.waits]
    if not waiting:
        return
    of_address = Counter(one.addr[0] for one in waiting)
    min(waiting, key=lambda one: (-of_address[one.addr[0]], one.whole_at)).refuse()


def connections(bodies: int = 2, spare: int = 128) -> int:
    """How many at once: each may hold a file beside itself, where a body waits, and the application needs some."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = 1000 * bodies + spare
    if soft < enough:
        soft = min(enough, hard) if hard != resource.RLIM_INFINITY else enough
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return min(1000, (soft - spare) // bodies)


def _busy() -> bytes:
    body = _page("too-many")
    lines = [b"HTTP/1.1 503 Service Unavailable", b"Connection: close", b"Retry-After: 30"]
    lines += [f"{name}: {value}".encode() for name, value in (*HEADERS, ("Content-Length", str(len(body))))]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


@cache
def _page(name: str) -> bytes:
    return (PAGES / f"{name}.html").read_bytes()
