"""A site, served as in production by its own web server, with a worker and a signer, and Debian's Chromium."""

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
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from jobs import clock
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


@pytest.fixture(scope="session")
def site(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site holding `tests.world`, with a call that is open today: one for all that leave each other alone."""
    with served(template, tmp_path_factory.mktemp("site"), SHOW_PARTS="1") as address:
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

    def now(self) -> datetime:
        """What its clock says."""
        return datetime.now(timezone.utc) + timedelta(seconds=float(self.file.read_text()))

    def stand_at(self, moment: datetime) -> None:
        self.stand(moment - datetime.now(timezone.utc))


@pytest.fixture(scope="module")
def moved(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moved]:
    """As `site`, one for a whole file, whose clock a test moves."""
    with _moved(template, tmp_path_factory.mktemp("moved")) as site:
        yield site


@pytest.fixture
def behind(template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Moved]:
    """One of the test's own, a quarter of an hour behind, so that no meeting has to be waited for; so is the test's clock."""
    with _moved(template, tmp_path) as site:
        site.stand(timedelta(minutes=-15))
        monkeypatch.setattr(clock, "now", site.now)
        yield site


@contextmanager
def _moved(template: str, folder: Path) -> Iterator[Moved]:
    file, moving = folder / "clock", ["-m", "tests.browser.moved"]
    file.write_text("0")
    with _served(template, folder, moving, [*moving, "manage"], CLOCK_FILE=str(file)) as address:
        yield Moved(address, file)


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
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "SITE_URL": f"http://127.0.0.1:{port}",
        }
        commands = [([*module, "config.serve", "--bind", f"127.0.0.1:{port}"], "app"), ([*manage, "work"], "app")]
        commands.append(([*manage, "sign"], "signer"))
        started = [_start(command, {**env, "DB_ROLE": role}) for command, role in commands]
        opening = ["manage.py", "shell", "-v", "0", "-c", "from tests.world import open_call_today; open_call_today()"]
        subprocess.run([sys.executable, *opening], cwd=ROOT, env=env, check=True)
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
