"""A site of its own, served as in production by its own web server, with a worker and a signer, and Debian's Chromium."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import databases

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def site(template: str, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh site holding `tests.world`, with a call that is open today."""
    with databases.clone(template) as name, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        env = {
            **os.environ,
            **databases.addresses(name),
            "VAR_DIR": str(tmp_path),
            "DEMO": "1",
            "DEBUG": "0",
            "SECRET_KEY": "browser" * 8,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SITE_URL": f"http://127.0.0.1:{port}",
        }
        opening = ["manage.py", "shell", "-v", "0", "-c", "from tests.world import open_call_today; open_call_today()"]
        subprocess.run([sys.executable, *opening], cwd=ROOT, env=env, check=True)
        started = [_start(command, {**env, "DB_ROLE": role}) for command, role in _commands(port)]
        _wait(port)
        yield f"http://127.0.0.1:{port}"
        for process in started:
            process.terminate()
        for process in started:
            process.wait(15)


def _commands(port: int) -> list[tuple[list[str], str]]:
    web = ["-m", "config.serve", "--bind", f"127.0.0.1:{port}"]
    return [(web, "app"), (["manage.py", "work"], "app"), (["manage.py", "sign"], "signer")]


def _start(command: list[str], env: dict[str, str]) -> subprocess.Popen[Any]:
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, env=env, stdin=subprocess.DEVNULL)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/accounts/login/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise AssertionError("The site did not start.")
