"""The web server: `python -m config.serve [--bind 127.0.0.1:8000] [--workers 2] [--threads 4]`.

Waitress reads a request whole, in one loop over all connections, before a thread is taken: whoever sends a byte now and
then holds a connection and nothing else. One loop a process, some processes on one socket; a dead one is replaced.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import time
from types import FrameType

import waitress

from config import production
from config.receiving import Channel, connections

KILO, MEGA = 1024, 1024 * 1024
LIMITS = {
    "channel_timeout": 60,  # no connection longer than this without a byte; how many at once: `config.receiving`
    # With select, a process that has more than 1,024 files open ends on the next one, and loses what it was answering.
    "asyncore_use_poll": True,
    "cleanup_interval": 15,
    "max_request_header_size": 32 * KILO,
    # A little above what any page takes: those answer 413 themselves, in words (`config.front.BodyLimits`), and of what is
    # larger still they get the beginning (`config.receiving`).
    "max_request_body_size": 13 * MEGA,
    "inbuf_overflow": 256 * KILO,  # beyond this a body waits on disk
    "clear_untrusted_proxy_headers": False,  # `config.front.Visitor` knows whom to believe
    "ident": "",
}

_TOLD = {signal.SIGTERM, signal.SIGINT}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m config.serve", description=__doc__)
    parser.add_argument("--bind", default="127.0.0.1:8000")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    given = parser.parse_args()
    production.require()
    listening = _listen(given.bind)
    children: set[int] = set()
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    try:
        while True:
            while len(children) < given.workers:
                children.add(_start(listening, given.threads))
            children.discard(os.wait()[0])
            time.sleep(0.5)  # what dies at once is not started a thousand times
    finally:
        _stop(children)


def _listen(bind: str) -> socket.socket:
    host, _, port = bind.rpartition(":")
    listening = socket.create_server((host, int(port)), backlog=512)
    listening.setblocking(False)
    return listening


def _start(listening: socket.socket, threads: int) -> int:
    """A process of its own; the application is loaded there, so that no connection is shared."""
    # A child told to leave before it knows that it is one would end as its parent does, and stop the others.
    signal.pthread_sigmask(signal.SIG_BLOCK, _TOLD)
    if child := os.fork():
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _TOLD)
        return child
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent asks the children to stop
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _TOLD)
        from config.wsgi import application  # noqa: PLC0415  # loaded in the child only

        Channel.most = connections()
        # Beyond ours, which makes room: the server's own limit takes nobody any more, however long the others wait.
        limit = Channel.most + 50
        server = waitress.create_server(
            application, sockets=[listening], threads=threads, connection_limit=limit, **LIMITS
        )
        server.channel_class = Channel
        server.run()
    finally:
        os._exit(0)


def _stop(children: set[int]) -> None:
    for child in children:
        os.kill(child, signal.SIGTERM)
    deadline = time.monotonic() + 8
    while children and time.monotonic() < deadline:
        ended, _ = os.waitpid(-1, os.WNOHANG)  # 0: none has ended yet
        children.discard(ended)
        time.sleep(0.05)
    for child in children:
        os.kill(child, signal.SIGKILL)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main()
