"""The whole of `make run`, killed piece by piece: every piece comes back, and stopping leaves nothing."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from launcher import processes, service

ROOT = Path(__file__).resolve().parent.parent.parent
RUN = [sys.executable, "-m", "launcher", "run"]
# What production wants beside the keys that the launcher makes; whoever asks here stands where its proxy would.
PRODUCTION = {
    "DEMO": "0",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SITE_URL": "https://fund.example",
    "HTTPS": "1",
    "REQUIRE_MFA": "1",
    "TRUSTED_PROXIES": "127.0.0.1",
}
FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}


class Installation:
    def __init__(self, state: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.state = state
        self.said = state.parent / "said"
        ours = {
            name: value
            for name, value in os.environ.items()
            if not name.endswith("DATABASE_URL") and name != "REDIS_URL"
        }
        self.env = {**ours, **PRODUCTION, "VAR_DIR": str(state), "PORT": str(self.port), "DB_ROLE": "app"}

    def start(self) -> subprocess.Popen[bytes]:
        with self.said.open("ab") as said:
            return subprocess.Popen(RUN, cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=said, stderr=said)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/accounts/login/", headers=FORWARDED)
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def processes(self, name: str = "") -> list[int]:
        """Ours by their environment, like the launcher finds orphans; the database by its folder."""
        if name == "database":
            return [int(path.name) for path in Path("/proc").glob("[0-9]*") if self._is_database(path)]
        mark = f"{service.MARK}={name}".encode()
        return [
            pid
            for pid in processes.everybody()
            if service.is_orphan(pid, self.state) and mark in self._environment(pid)
        ]

    def _is_database(self, process: Path) -> bool:
        try:
            return str(process.joinpath("cwd").readlink()).startswith(str(self.state))
        except OSError:
            return False

    def _environment(self, pid: int) -> bytes:
        return Path(f"/proc/{pid}/environ").read_bytes()


@pytest.fixture
def installation() -> Iterator[Installation]:
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    made = Installation(folder / "ที่ อยู่")
    yield made
    subprocess.run([*RUN[:-1], "stop"], cwd=ROOT, env=made.env, check=True)
    shutil.rmtree(folder)


def wait_until(condition: Callable[[], object], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


@pytest.mark.parametrize("name", ["web", "worker", "signer", "database"])
def test_what_is_killed_comes_back(installation, name):
    launcher = installation.start()
    wait_until(installation.answers)
    killed = installation.processes(name)
    for pid in killed:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    wait_until(lambda: set(installation.processes(name)) - set(killed))
    wait_until(installation.answers)
    launcher.send_signal(signal.SIGTERM)
    assert launcher.wait(40) == 0
    wait_until(lambda: not installation.processes("database") and not installation.processes(name), 5)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_killed_launcher_leaves_orphans_that_the_next_one_ends(installation, stop):
    first = installation.start()
    wait_until(installation.answers)
    orphans = installation.processes("web") + installation.processes("worker")
    first.kill()
    first.wait()
    second = installation.start()
    wait_until(lambda: "ended" in installation.said.read_text() and installation.answers())
    assert not set(orphans) & set(installation.processes("web") + installation.processes("worker"))
    second.send_signal(stop)
    assert second.wait(40) == 0
    assert not any(installation.processes(name) for name in ("web", "worker", "signer", "database"))


def test_a_second_launcher_is_refused_and_disturbs_nothing(installation):
    first = installation.start()
    wait_until(installation.answers)
    second = installation.start()
    assert second.wait(30) == 1
    assert "Already being served" in installation.said.read_text()
    assert installation.answers()
    first.terminate()
    assert first.wait(40) == 0


def test_killed_in_the_middle_of_the_demo_it_makes_the_demo_once(installation):
    installation.env["DEMO"] = "1"
    first = installation.start()
    wait_until(lambda: "requests" in installation.said.read_text())
    first.kill()
    first.wait()
    (left_over,) = installation.processes("demo")
    second = installation.start()
    wait_until(lambda: "open http" in installation.said.read_text(), 240)
    assert not Path(f"/proc/{left_over}/cwd").exists()
    assert installation.said.read_text().count("demo: digest") == 1
    assert "ended 1 process" in installation.said.read_text()
    second.terminate()
    assert second.wait(40) == 0


def test_stopped_in_the_middle_of_starting_it_leaves_nothing(installation):
    starting = installation.start()
    wait_until(lambda: installation.processes("database"))
    starting.terminate()
    assert starting.wait(40) == 0
    wait_until(lambda: not installation.processes("database"), 10)
