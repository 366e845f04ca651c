"""Kills one process after the other while work is done, and has what was killed begin again."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from launcher import cluster
from launcher.cluster import Cluster

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 3
SHORTEST, LONGEST = 0.02, 0.5  # seconds from one kill to the next, once the database answers


class Killer:
    """Of workers, whose journals are in `folder`; `env` says which database they work on."""

    victims: tuple[str, ...] = ("worker",)

    def __init__(self, env: dict[str, str], folder: Path, seed: int) -> None:
        self.env, self.folder = {**env, "LOG_LEVEL": "CRITICAL"}, folder
        self.chance = random.Random(seed)
        self.kills: Counter[str] = Counter()
        self.workers: dict[int, int] = {}
        command = [sys.executable, "-m", "tests.prove.killed", str(folder)]
        self.forker = subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def begin(self, number: int) -> None:
        assert self.forker.stdin and self.forker.stdout
        self.forker.stdin.write(f"{number}\n")
        self.forker.stdin.flush()
        self.workers[number] = int(self.forker.stdout.readline())

    def kill(self, count: int) -> None:
        """kill -9, `count` times, each at some moment of somebody's work."""
        for number in range(WORKERS):
            self.begin(number)
        while self.kills.total() < count:
            time.sleep(self.chance.uniform(SHORTEST, LONGEST))
            victim = self.chance.choice(self.victims)
            self.kills[victim] += getattr(self, f"_kill_{victim}")()

    def _kill_worker(self) -> bool:
        """Whoever comes after finds the database perhaps still at work on what this one sent."""
        number = self.chance.randrange(WORKERS)
        killed = _killed(self.workers[number])
        self.begin(number)
        return killed

    def end(self, seconds: float = 120) -> None:
        """Let everybody finish what they have begun."""
        (self.folder / "ending").touch()
        deadline = time.monotonic() + seconds
        while any(Path(f"/proc/{pid}").exists() for pid in self.workers.values()):
            assert time.monotonic() < deadline, "a worker does not come to its end"
            time.sleep(0.05)

    def close(self) -> None:
        for pid in self.workers.values():
            _killed(pid)
        with self.forker:
            self.forker.kill()


class KillerOfAll(Killer):
    """Of PostgreSQL's processes too: of ten kills one ends the whole of it, as when the machine stops."""

    victims = ("worker",) * 6 + ("backend",) * 3 + ("postmaster",)

    def __init__(self, database: Cluster, folder: Path, seed: int) -> None:
        super().__init__(_environment(database), folder, seed)
        self.database = database

    def _kill_backend(self) -> bool:
        """PostgreSQL then ends all its others, whatever they were doing, and begins again by itself."""
        backends = [pid for pid in self.database.processes() if b"thunklang_app" in _command(pid)]
        killed = bool(backends) and _killed(self.chance.choice(backends))
        self._wait()
        return killed

    def _kill_postmaster(self) -> bool:
        """With all its children; begun again as the launcher does."""
        killed = [_killed(pid) for pid in self.database.processes()]
        self.database.start()
        return any(killed)

    def reckon(self) -> dict[str, Any]:
        """What `tests.prove.reckoned` counts, by a process that works on this database."""
        command = [sys.executable, "-m", "tests.prove.reckoned", str(self.folder)]
        said = subprocess.run(command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, check=True).stdout
        return {"kills": dict(self.kills), **json.loads(said)}

    def _wait(self, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not self.database.answers():
            assert time.monotonic() < deadline, "the database did not begin again"
            time.sleep(0.02)


def _killed(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _environment(database: Cluster) -> dict[str, str]:
    """As in production, but for the clock: acts have their own days."""
    ours = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    settings = {"DEMO": "0", "DB_ROLE": "app", "REDIS_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings"}
    return {**ours, **settings, **database.addresses(), "VAR_DIR": str(database.home.state)}


@contextmanager
def installed(**settings: str) -> Iterator[Cluster]:
    """A cluster of its own with the tests' world in it; without `settings` of PostgreSQL it keeps what it is given."""
    folder = Path(tempfile.mkdtemp(dir="/tmp", prefix="kills-"))
    folder.chmod(0o755)
    database = cluster.at(folder, settings)
    try:
        with database.used():
            env = _environment(database)
            manage = [sys.executable, "manage.py"]
            subprocess.run([*manage, "setup_database"], cwd=ROOT, env={**env, "DB_ROLE": "owner"}, check=True)
            world = [*manage, "shell", "-v", "0", "-c", "from tests.world import main; main()"]
            subprocess.run(world, cwd=ROOT, env=env, check=True)
            yield database
    finally:
        shutil.rmtree(folder)


def work_and_kill(killer: Killer, count: int) -> None:
    """So many kills; then everybody finishes what they had begun."""
    try:
        killer.kill(count)
        killer.end()
    finally:
        killer.close()


def faults(found: dict[str, Any]) -> dict[str, Any]:
    """Of what was found, what must not be."""
    never = {"lost", "doubled", "unfinished", "amiss", "wrong"}
    # The database may go away under a statement, and be away; it may not be in its own way.
    cuts = {"gone", "57P01", "57P02", "57P03", "08006", "08001"}
    return {name: found[name] for name in never if found[name]} | {
        name: count for name, count in found["cut"].items() if name not in cuts
    }
