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
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
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
    with served(template, tmp_path) as address:
        yield address


@contextmanager
def served(template: str, folder: Path, **more: str) -> Iterator[str]:
    with _served(template, folder, ["-m"], ["manage.py"], **more) as address:
        yield address


@dataclass(frozen=True)
class Moved:
    """A site that stands at another hour: all its processes read it from one file."""

    address: str
    file: Path

    def stand(self, ahead: timedelta) -> None:
        """So far from now; never ahead of it, for the log takes nothing of time to come."""
        self.file.write_text(str(ahead.total_seconds()))


@pytest.fixture(scope="module")
def moved(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moved]:
    """As `site`, one for a whole file, whose clock a test moves."""
    folder, moving = tmp_path_factory.mktemp("moved"), ["-m", "tests.browser.moved"]
    (folder / "clock").write_text("0")
    with _served(template, folder, moving, [*moving, "manage"], CLOCK_FILE=str(folder / "clock")) as address:
        yield Moved(address, folder / "clock")


@contextmanager
def _served(template: str, folder: Path, module: list[str], manage: list[str], **more: str) -> Iterator[str]:
    with databases.clone(template) as name, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        env = {
            **os.environ,
            **databases.addresses(name),
            **more,
            "VAR_DIR": str(folder),
            "DEMO": "1",
            "DEBUG": "0",
            "SECRET_KEY": "browser" * 8,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SITE_URL": f"http://127.0.0.1:{port}",
        }
        opening = ["manage.py", "shell", "-v", "0", "-c", "from tests.world import open_call_today; open_call_today()"]
        subprocess.run([sys.executable, *opening], cwd=ROOT, env=env, check=True)
        commands = [([*module, "config.serve", "--bind", f"127.0.0.1:{port}"], "app"), ([*manage, "work"], "app")]
        commands.append(([*manage, "sign"], "signer"))
        started = [_start(command, {**env, "DB_ROLE": role}) for command, role in commands]
        _wait(port)
        yield f"http://127.0.0.1:{port}"
        for process in started:
            process.terminate()
        for process in started:
            process.wait(15)


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
