"""`manage.py ANYTHING` by itself: it finds a database, starts it when it rests, and leaves none running behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings

from launcher import cluster, surroundings
from launcher.cluster import Cluster

ROOT = Path(settings.BASE_DIR)
# Asks slowly who is left, so that all who leave together ask before any of them is gone.
USER = """
import sys, time
from launcher import cluster, surroundings
def slowly(lock, byte=0, ask=cluster.Lock.try_alone):
    time.sleep(0.2)
    answer = ask(lock, byte)
    time.sleep(0.2)
    return answer
with cluster.at(surroundings.state()).used():
    print("in", flush=True)
    sys.stdin.read()
    cluster.Lock.try_alone = slowly
"""
# What `manage.py ARGUMENTS` would find, without Django's second of starting.
BESIDE = """
import os, sys
from launcher import beside
with beside.database_of(sys.argv[1:]):
    print(os.environ.get("DB_ROLE"), sorted(name for name in os.environ if name.endswith("DATABASE_URL")))
"""
SLEEPER = "import time; print('in', flush=True); time.sleep(60)"


class Fresh:
    """A checkout with no address in its environment, and a database that has tables only in name."""

    def __init__(self, folder: Path) -> None:
        ours = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
        self.env = {**ours, "VAR_DIR": str(folder / "var"), "DATABASE_HOMES": str(folder / "homes")}
        self.env.pop("DB_ROLE", None)
        self.started = ExitStack()

    def start(self, *command: str, **env: str) -> subprocess.Popen[str]:
        made = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**self.env, **env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.started.enter_context(made)
        self.started.callback(made.kill)
        return made

    def asked(self, command: list[str], **env: str) -> str:
        running = self.start(*command, **env)
        said, _ = running.communicate(timeout=60)
        assert running.returncode == 0
        return said.strip()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(dir="/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def database(folder: Path) -> Cluster:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_HOMES", str(folder / "homes"))
        made = cluster.at(folder / "var")
    with made.used(), made.connect(cluster.DATABASE) as root:
        root.execute("CREATE TABLE django_migrations (id int, app text, name text, applied timestamptz)")
        root.execute("GRANT SELECT ON django_migrations TO thunklang_app")
    return made


@pytest.fixture
def fresh(folder: Path, database: Cluster) -> Iterator[Fresh]:
    made = Fresh(folder)
    with made.started:
        yield made
        assert database.processes() == []


@pytest.mark.parametrize(
    ("command", "role"), [("dbshell", "app"), ("migrate", "owner"), ("sign", "signer"), ("shell", "app")]
)
def test_a_command_knows_the_address_of_its_own_role_only(fresh, command, role):
    said = fresh.asked(["-c", BESIDE, command])
    assert said == f"{role} ['{surroundings.ADDRESSES[role]}']"


def test_setting_up_knows_all_three(fresh):
    assert fresh.asked(["-c", BESIDE, "setup_database"]) == f"owner {sorted(surroundings.ADDRESSES.values())}"


def test_the_shell_of_the_database_is_that_of_its_release(fresh):
    command = ["manage.py", "dbshell", "--", "-Atc", "SELECT current_user, version()"]
    assert fresh.asked(command).startswith("thunklang_app|PostgreSQL 18")
    assert fresh.asked(command, DB_ROLE="owner").startswith("thunklang_owner|")


@pytest.mark.parametrize("name", surroundings.ADDRESSES.values())
def test_where_one_address_is_given_nothing_is_started(fresh, tmp_path, name):
    """Such as the signer's container, which has the signer's alone."""
    state = tmp_path / "var"
    assert fresh.asked(["-c", BESIDE, "sign"], VAR_DIR=str(state), **{name: "postgres://x@/y"}) == f"None ['{name}']"
    assert not state.exists()


@pytest.mark.parametrize("line", ["", "help", "migrate --help", "--version", "collectstatic --noinput", "check"])
def test_a_command_that_needs_no_database_starts_none(fresh, tmp_path, line):
    state = tmp_path / "var"
    assert fresh.asked(["-c", BESIDE, *line.split()], VAR_DIR=str(state)) == "None []"
    assert not state.exists()


def test_users_that_leave_at_one_moment_leave_no_server(fresh):
    """The fixture looks for one."""
    users = [fresh.start("-c", USER) for _ in range(4)]
    assert [user.stdout.readline() for user in users] == ["in\n"] * 4
    for user in users:
        user.stdin.close()
    assert [user.wait(30) for user in users] == [0] * 4


@pytest.mark.parametrize(
    ("signals", "status"),
    [([signal.SIGINT, signal.SIGINT], -signal.SIGINT), ([signal.SIGTERM], 143), ([signal.SIGHUP], 129)],
)
def test_a_command_that_is_ended_takes_the_database_with_it(fresh, signals, status):
    running = fresh.start("manage.py", "shell", "-v", "0", "-c", SLEEPER)
    assert running.stdout.readline() == "in\n"
    for number in signals:
        running.send_signal(number)
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(0.01)
    assert running.wait(20) == status


def test_the_development_server_comes_and_goes(fresh):
    """Its reloader starts a second process, which inherits the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = fresh.start("manage.py", "runserver", str(port))
    deadline = time.monotonic() + 30
    while not _answers(f"http://127.0.0.1:{port}/static/css/tokens.css"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does
    assert running.wait(20) == 0


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False
