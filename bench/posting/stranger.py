"""django-hordak beside ours, on the same server: installed into an environment of its own, and never needed by us."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from bench.posting.place import HERE, STATE
from bench.posting.ways import Way
from launcher.cluster import Cluster

HOME = STATE / "hordak"
PACKAGES = ("django-hordak==2.0.0", "psycopg[binary]")
NAME = "hordak"


@contextmanager
def hordak(cluster: Cluster) -> Iterator[Way | None]:
    """A way of posting, or None where it cannot be installed."""
    python = _installed()
    if python is None:
        print("skipped: django-hordak cannot be installed here")
        yield None
        return
    with _asked(python, cluster) as process:
        yield lambda times: _ask(process, times)


def _installed() -> Path | None:
    python, done = HOME / "bin" / "python", HOME / "installed"
    if not done.exists():
        venv.create(HOME, with_pip=True, clear=True)
        made = subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], capture_output=True)
        if made.returncode:
            return None
        done.touch()
    return python


@contextmanager
def _asked(python: Path, cluster: Cluster) -> Iterator[subprocess.Popen[str]]:
    with cluster.connect() as root:
        root.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(NAME)))
        root.execute(sql.SQL("CREATE DATABASE {} OWNER thunklang_owner").format(sql.Identifier(NAME)))
    told = psycopg.conninfo.conninfo_to_dict(cluster.addresses(NAME)["OWNER_DATABASE_URL"])
    address = [str(told[key]) for key in ("dbname", "user", "password", "host", "port")]
    command = [str(python), str(HERE / "asked_of_hordak.py"), *address]
    with subprocess.Popen(command, env={}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            _expect(process, "ready")
            yield process
        finally:
            process.kill()


def _ask(process: subprocess.Popen[str], times: int) -> None:
    assert process.stdin
    print(times, file=process.stdin, flush=True)
    float(_answer(process))


def _expect(process: subprocess.Popen[str], word: str) -> None:
    if _answer(process) != word:
        sys.exit("django-hordak does not begin")


def _answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()
