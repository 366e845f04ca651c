"""A served site: the web server of `make run`, as its own process, on a database of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import databases
from tests.databases import ROOT
from tests.front.sockets import get, plain, status


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(template: str, state: Path, **settings: str) -> Iterator[int]:
    """The port it listens on."""
    with databases.clone(template) as name:
        port = free_port()
        (state / "static").mkdir(exist_ok=True)  # WhiteNoise warns where nothing was collected
        env = {
            **os.environ,
            **databases.addresses(name),
            "VAR_DIR": str(state),
            "DEMO": "1",
            "SECRET_KEY": "served" * 10,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SITE_URL": f"http://127.0.0.1:{port}",
            "DB_ROLE": "app",
            **settings,
        }
        command = [sys.executable, "-m", "config.serve", "--bind", f"127.0.0.1:{port}"]
        with (state / "out").open("w") as said:
            process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=said)
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(15)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if status(get(plain(port), "/accounts/login/")) in (200, 301):  # 301: it asks for HTTPS
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("The site did not start.")
