"""Clients that a browser is not: they send a byte now and then, too much, or never end. Real sockets, one thread for all."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from statistics import median

BODY = b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10000\r\n\r\n"
HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
Connect = Callable[[], socket.socket]


def plain(port: int) -> Connect:
    return lambda: socket.create_connection(("127.0.0.1", port), timeout=10)


def secure(port: int) -> Connect:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return lambda: context.wrap_socket(plain(port)(), server_hostname="localhost")


@contextmanager
def slow(connect: Connect, many: int, begin: bytes, drop: bytes = b"x") -> Iterator[None]:
    """`many` clients that have begun and send a byte each half a second, until the block is left."""
    clients, over = [connect() for _ in range(many)], threading.Event()
    for each in clients:
        each.sendall(begin)

    def drip() -> None:
        while not over.wait(0.5):
            for each in clients:
                with suppress(OSError):
                    each.sendall(drop)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    time.sleep(1.5)  # so that each has been met
    yield
    over.set()
    thread.join()
    for each in clients:
        each.close()


def ask(connect: Connect, request: bytes, wait: float = 10.0) -> bytes:
    """What is answered to these bytes, until the other side stops speaking for `wait` seconds or closes."""
    with closing(connect()) as client:
        client.settimeout(wait)
        with suppress(OSError):  # whoever refuses closes before everything is sent
            client.sendall(request)
        told = b""
        with suppress(OSError):
            while part := client.recv(65536):
                told += part
        return told


def get(connect: Connect, path: str = "/", **headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return ask(connect, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{lines}\r\n".encode())


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


def healthy(connect: Connect, times: int = 20) -> tuple[float, float]:
    """Median and longest of so many visits to the first page, in seconds; each must be answered."""
    took = []
    for _ in range(times):
        began = time.monotonic()
        assert status(get(connect)) == 200
        took.append(time.monotonic() - began)
    return median(took), max(took)
