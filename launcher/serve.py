"""From nothing to a served demo, and back to nothing on SIGINT or SIGTERM."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from launcher import cluster, service, surroundings
from launcher.cluster import Cluster
from launcher.lock import SERVING, Lock
from launcher.service import Service, tell

DATABASE_CHECK_SECONDS = 5.0


class Stopped(BaseException):
    """Somebody asked us to stop; not an Exception, so that nothing on the way swallows it."""


class Refused(Exception):
    """We cannot serve; the text says what to do."""


def run() -> None:
    """Serve until stopped. Refuses when another launcher serves this installation, or when the port is taken."""
    state = surroundings.state()
    with stoppable(), ExitStack() as stack:
        database = None if surroundings.is_given() else cluster.at(state)
        _take_over(database.lock if database else Lock(state / "lock"), state)
        if database:
            _start_database(database, stack)
        env = surroundings.whole(database)
        _prepare(env, state)
        services = service.all_of(env, state)
        stack.callback(_stop, services)
        _tend(services, None)
        _announce(env)
        _watch(services, database)


@contextmanager
def stoppable() -> Iterator[None]:
    """The first SIGINT or SIGTERM leaves the block from wherever it is; further ones do not disturb the stopping."""

    def leave(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise Stopped

    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGTERM, leave)
    try:
        yield
    except Stopped:
        tell("stopped")


def _take_over(lock: Lock, state: Path) -> None:
    if not lock.try_alone(SERVING):
        raise Refused(f"Already being served from {state}. `python -m launcher stop` ends it.")
    if ended := service.stop_orphans(state):
        tell(f"ended {ended} process{'es' if ended > 1 else ''} of an earlier run")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(surroundings.port())))
        except OSError:
            raise Refused(f"Port {surroundings.port()} is taken by another program. Try PORT=8001 make run.") from None


def _start_database(database: Cluster, stack: ExitStack) -> None:
    if database.home.moved:
        tell(f"the database's user cannot enter this folder: the database lives in {database.home.folder}")
    tell("starting the database")
    stack.enter_context(database.used())


def _prepare(env: dict[str, str], state: Path) -> None:
    """Tables and rights every time; the demo once. A demo that was cut short is asked for again: it goes on where it was."""
    tell("bringing the tables up to date")
    _manage(env | {"DB_ROLE": "owner"}, "setup_database")
    done = state / "demo-is-there"
    if env["DEMO"] == "1" and surroundings.has_command("demo") and not done.exists():
        tell("making the demo: three provinces in every state; this takes a minute or two, once")
        _manage(surroundings.of_role(env, "app"), "demo")
        done.touch()


def _manage(env: dict[str, str], *arguments: str) -> None:
    """Marked like a service: the next run ends what a killed one was preparing."""
    marked = {**env, service.MARK: arguments[0], service.STATE: str(surroundings.state())}
    if subprocess.run(surroundings.manage(*arguments), env=marked, cwd=surroundings.PROJECT).returncode:
        raise Refused(f"manage.py {' '.join(arguments)} did not succeed; what it said stands above.")


def _announce(env: dict[str, str]) -> None:
    tell("starting web, worker, signer and witness")
    deadline = time.monotonic() + 60
    while not _web_answers():
        if time.monotonic() > deadline:
            raise Refused("The web server does not answer after a minute; what it said stands above.")
        time.sleep(0.2)
    if surroundings.has_command("demo") and env["DEMO"] == "1":
        subprocess.run(
            surroundings.manage("demo", "--accounts"), env=surroundings.of_role(env, "app"), cwd=surroundings.PROJECT
        )
    tell(f"open {env['SITE_URL']}/   (Ctrl-C stops everything)")


def _web_answers() -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", int(surroundings.port()), timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _watch(services: list[Service], database: Cluster | None) -> None:
    next_check = 0.0
    while True:
        if time.monotonic() >= next_check:
            _tend(services, database)
            next_check = time.monotonic() + DATABASE_CHECK_SECONDS
        _tend(services, None)
        time.sleep(0.5)


def _tend(services: list[Service], database: Cluster | None) -> None:
    if database and not database.answers():
        tell("the database does not answer; starting it again")
        database.start()
    for each in services:
        each.tend()


def _stop(services: list[Service]) -> None:
    tell("stopping")
    for each in services:
        each.stop()
