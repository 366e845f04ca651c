"""The processes beside the database: started, restarted when they die, stopped with all their children."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from launcher import processes
from launcher.surroundings import PROJECT, has_command, manage, of_role, port

MARK, STATE = "THUNKLANG_SERVICE", "THUNKLANG_STATE"
LONGEST_WAIT = 30.0
HEALTHY_AFTER = 60.0
GRACE = 10.0


@dataclass
class Service:
    """One process and its children, which share its process group. A death is answered by a restart, later each time."""

    name: str
    command: list[str]
    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started_at: float = field(default=0.0)
    start_at: float = field(default=0.0)

    def tend(self) -> None:
        """Called twice a second: start what is due, notice what has died."""
        now = time.monotonic()
        if self.process and self.process.poll() is not None:
            self._mourn(now)
        if not self.process and now >= self.start_at:
            self.process = subprocess.Popen(
                self.command, env=self.env, cwd=PROJECT, stdin=subprocess.DEVNULL, start_new_session=True
            )
            self.started_at = now

    def stop(self) -> None:
        """Ask, wait, insist."""
        if self.process:
            _signal_group(self.process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE)
            _signal_group(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _mourn(self, now: float) -> None:
        assert self.process
        _signal_group(self.process.pid, signal.SIGKILL)
        self.deaths = 1 if now - self.started_at > HEALTHY_AFTER else self.deaths + 1
        wait = min(LONGEST_WAIT, 0.5 * 2 ** (self.deaths - 1))
        tell(f"{self.name} ended with {self.process.returncode}; starting it again in {wait:g} s")
        self.process, self.start_at = None, now + wait


def tell(line: str) -> None:
    sys.stdout.write(f"thunklang: {line}\n")
    sys.stdout.flush()


def all_of(env: dict[str, str], state: Path) -> list[Service]:
    """Web, worker, signer, in the order in which they are stopped."""
    python = sys.executable
    web = [python, "-m", "config.serve", "--bind", f"127.0.0.1:{port()}"]
    celery = [python, "-m", "celery", "-q", "-A", "config"]
    if env.get("REDIS_URL"):
        workers = [
            ("worker", [*celery, "worker", "-l", "WARNING", "-c", "2"]),
            ("beat", [*celery, "beat", "-l", "WARNING"]),
        ]
    else:
        workers = [("worker", manage("work"))]
    commands = [("web", web, "app"), *((name, command, "app") for name, command in workers)]
    if has_command("sign"):
        commands.append(("signer", manage("sign"), "signer"))
    if env.get("DEMO") == "1" and has_command("witness"):
        # The demo's provinces witness each other, in one process.
        commands.append(("witness", manage("witness", "--neighbours", "57,56,58"), "signer"))
    return [
        Service(name, command, {**of_role(env, role), MARK: name, STATE: str(state)})
        for name, command, role in commands
    ]


def stop_orphans(state: Path) -> int:
    """End the services of a launcher that was killed. They carry their installation in their environment; a pid file could lie."""
    orphans = [pid for pid in processes.everybody() if is_orphan(pid, state)]
    processes.end(orphans, signal.SIGTERM, GRACE)
    return len(orphans)


def is_orphan(pid: int, state: Path) -> bool:
    try:
        pairs = (Path(f"/proc/{pid}/environ")).read_bytes().split(b"\0")
    except OSError:
        return False
    return (
        pid != os.getpid()
        and any(pair.startswith(MARK.encode() + b"=") for pair in pairs)
        and f"{STATE}={state}".encode() in pairs
    )


def _signal_group(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
