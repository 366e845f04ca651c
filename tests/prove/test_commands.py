"""A checkout that nobody else may enter, with an empty environment: every command that is shown is run as it is written."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from launcher import processes
from tests import shown

NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis")


class Checkout:
    def __init__(self, folder: Path) -> None:
        self.homes, self.path = folder / "homes", folder / "closed" / "thunklang"
        shutil.copytree(shown.ROOT, self.path, ignore=NOT_COPIED)
        self.path.parent.chmod(0o700)
        (self.path / ".venv").symlink_to(shown.ROOT / ".venv")
        self.env = {"PATH": os.environ["PATH"], "HOME": str(folder), "DATABASE_HOMES": str(self.homes)}

    def start(self, command: str, **env: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c", command],
            cwd=self.path,
            env=self.env | env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, command: str) -> str:
        with self.start(command) as running:
            said, _ = running.communicate(timeout=900)
        assert running.returncode == 0, said
        return said

    def left_running(self) -> list[int]:
        return [pid for folder in (self.path, self.homes) if folder.exists() for pid in processes.standing_in(folder)]


@pytest.fixture(scope="module")
def checkout() -> Iterator[Checkout]:
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    made = Checkout(folder)
    made.run("make demo")
    yield made
    made.run(".venv/bin/python -m launcher stop --forget")
    assert list(made.homes.glob("*")) == [] and list(made.path.glob("var/postgresql*")) == []
    shutil.rmtree(folder)


@pytest.mark.parametrize("command", shown.left())
def test_a_command_works_as_it_is_written(checkout, command):
    checkout.run(command)
    assert checkout.left_running() == []


def test_it_is_served_and_commands_run_beside_it(checkout):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with checkout.start("make run", PORT=str(port)) as serving:
        while "open http" not in serving.stdout.readline():
            assert serving.poll() is None
        with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            assert answer.status == 200
        checkout.run(".venv/bin/python manage.py export_audit --province 56 --out beside")
        os.killpg(serving.pid, signal.SIGINT)
        assert serving.communicate(timeout=60)[0].rstrip().endswith("thunklang: stopped")
    deadline = time.monotonic() + 10
    while checkout.left_running():
        assert time.monotonic() < deadline
        time.sleep(0.1)
