"""The web server of `make run`, met by clients that no browser is."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.front import sites
from tests.front.sockets import BODY, HEAD, ask, get, healthy, plain, slow, status


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def port(template: str, state: Path) -> Iterator[int]:
    with sites.served(template, state, ACCESS_LOG="1", PYTHONUNBUFFERED="1") as found:
        healthy(plain(found), 4)
        yield found


@pytest.mark.parametrize(
    ("begin", "drop"), [(BODY, b"x"), (HEAD, b"X-A: b\r\n"), (HEAD, b"x")], ids=["bodies", "heads", "bytes"]
)
def test_slow_ones_starve_nobody(port, begin, drop):
    """Three times as many as there are threads, each with a byte each half a second: a healthy client waits for none."""
    with slow(plain(port), 24, begin, drop):
        typical, longest = healthy(plain(port))
    assert typical < 0.5 and longest < 1.0


def test_whoever_says_that_much_comes_is_refused_before_it_does(port, state):
    before = _written()
    head = BODY.replace(b"10000", str(400 * 1024 * 1024).encode())
    answer = ask(plain(port), head + b"x" * 100_000, wait=3)
    assert status(answer) == 413
    assert _written() - before < 1_000_000


def test_what_says_no_length_ends_at_the_same_size(port):
    head = BODY.replace(b"Content-Length: 10000", b"Transfer-Encoding: chunked")
    part = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    assert status(ask(plain(port), head + part * 20, wait=3)) == 413


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"\x00\x00\x00\r\n\r\n",
        b"GET /check/\xff\xfe/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    ],
)
def test_what_no_browser_sends_is_refused_and_harms_nothing(port, request_line):
    answer = ask(plain(port), request_line, wait=2)
    assert status(answer) != 500 and status(answer) < 500
    assert healthy(plain(port), 2)[1] < 1.0


def test_a_dead_worker_is_replaced(port):
    _replace()
    assert len(_workers()) == 2 and healthy(plain(port), 4)[1] < 5.0


def test_a_worker_that_is_told_to_leave_takes_no_other_with_it(port):
    """It was begun last, knows of the others, and is still loading."""
    others = _workers()
    _replace()
    youngest = next(worker for worker in _workers() if worker not in others)
    os.kill(youngest.pid, signal.SIGTERM)
    time.sleep(1)
    assert any(worker in others for worker in _workers())


def test_the_access_log_has_a_line_without_what_opens_anything(port, state):
    get(plain(port), "/check/7KQ2MX9D4TB3NHW/?code=SECRET1", X_Forwarded_For="198.51.100.7")
    get(plain(port), "/accounts/password/reset/key/1-token/")
    lines = (state / "out").read_text().splitlines()
    assert re.search(r"GET /check/<str:code>/ 404 \d+ms 127\.0\.0\.0/24", "\n".join(lines))
    assert not re.search(r"7KQ2M|SECRET1|1-token|198\.51|127\.0\.0\.1", "\n".join(lines))


def _replace() -> None:
    victim = _workers()[0]
    os.kill(victim.pid, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        living = _workers()
        if len(living) == 2 and victim not in living:
            break
        time.sleep(0.02)


def _workers() -> list[psutil.Process]:
    server = next(each for each in psutil.Process().children() if "config.serve" in " ".join(each.cmdline()))
    return list(server.children())


def _written() -> int:
    """Bytes in files of the folder where bodies wait."""
    return sum(int(each.io_counters().write_bytes) for each in _workers())
