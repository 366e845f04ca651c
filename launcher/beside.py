"""A command of Django beside the embedded database, which runs at least as long as the command does, under the role that fits it.

Where any of the three addresses is given (a server, a container, a test, the launcher itself), somebody has chosen, and
nothing here happens: the signer's container has the signer's address alone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from launcher import surroundings
from launcher.cluster import Cluster, ClusterError, at

ROLES = {  # all others: the application
    "check_guards": "owner",
    "createcachetable": "owner",
    "migrate": "owner",
    "setup_database": "owner",
    "sign": "signer",
}
NEEDS_ALL = {"check_guards", "setup_database"}  # they compare and grant the rights of every role
NEEDS_NONE = {
    "",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "version",
    "witness",
}
_QUESTIONS = {"-h", "--help", "--version"}


@contextmanager
def database_of(arguments: list[str]) -> Iterator[None]:
    """For `manage.py ARGUMENTS`: a database in the environment for the length of the block, if the command needs one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if surroundings.is_given() or not _needs_database(arguments):
        yield
        return
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        embedded = at(surroundings.state())
        with embedded.used():
            _prepare(embedded, arguments[0])
            try:
                yield
            finally:  # stopping takes a tenth of a second; a second Ctrl-C in it would leave the database running
                for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                    signal.signal(number, signal.SIG_IGN)
    except ClusterError as refusal:
        sys.exit(f"thunklang: {refusal}")


def _needs_database(arguments: list[str]) -> bool:
    name = arguments[0] if arguments else ""
    if name == "check":
        return "--database" in arguments
    return name not in NEEDS_NONE and not _QUESTIONS & set(arguments)


def _prepare(embedded: Cluster, command: str) -> None:
    """The environment of one role; and tables, when nobody has made any yet."""
    env = surroundings.whole(embedded)
    role = os.environ.get("DB_ROLE") or ROLES.get(command, "app")
    if command not in ("setup_database", "migrate"):
        _make_tables(embedded, env)
    os.environ.update(env if command in NEEDS_ALL else surroundings.of_role(env, role), DB_ROLE=role)
    # `dbshell` runs psql: that of the same release as the server, also where Debian has none.
    os.environ["PATH"] = f"{embedded.home.binaries}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


def _make_tables(embedded: Cluster, env: dict[str, str]) -> None:
    """One at a time: of two commands on a fresh checkout the second waits, and finds them."""
    with embedded.lock.making_tables():
        if not embedded.has_tables():
            sys.stderr.write("thunklang: making the tables\n")
            subprocess.run(surroundings.manage("setup_database"), env={**env, "DB_ROLE": "owner"}, check=True)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
