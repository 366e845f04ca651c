"""`make check`: everything that is right or wrong without running a test. Says what failed, with its own words, at the end."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(map(str, PROJECT.glob("templates/**/*.html")))
PYTHON = sys.executable
MANAGE = [PYTHON, "manage.py"]
SERVED = {
    "SECRET_KEY": "a-long-random-key-of-the-kind-a-province-would-make-0123456789",
    "FACTOR_KEYS": "kE9dQ2vX7bR4tY1uI8oP5aS0fG3hJ6lZ-cVnMxWq_sU",
    "HTTPS": "1",
    "ALLOWED_HOSTS": "fund.example",
    "SITE_URL": "https://fund.example",
    "REQUIRE_MFA": "1",
}
# The longest first: the others run beside it.
CHECKS: dict[str, list[str]] = {
    "types": [PYTHON, "-m", "mypy", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "templates": [str(Path(PYTHON).with_name("djade")), "--check", "--target-version", "5.2", *TEMPLATES],
    "layers": [str(Path(PYTHON).with_name("lint-imports")), "--no-cache"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "deployment": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "drawn docs": [PYTHON, "-m", "tools.docs", "check"],
    "facts": [PYTHON, "-m", "tools.shapes", "check"],
    "evidence": [PYTHON, "-m", "tools.evidence", "check"],
    "locks": [PYTHON, "-m", "tools.locks", "check"],
    "words": [PYTHON, "-m", "tools.messages", "check"],
}


def main() -> int:
    """Only the names of what is well; all that was said by what is not."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        failed = [name for name, done in zip(CHECKS, pool.map(_run, CHECKS.values()), strict=True) if _tell(name, done)]
    sys.stdout.write(f"failed: {', '.join(failed)}\n" if failed else "all is well\n")
    return bool(failed)


def _run(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, **(SERVED if command[:2] == MANAGE else {})}
    return subprocess.run(
        command, cwd=PROJECT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _tell(name: str, done: subprocess.CompletedProcess[bytes]) -> bool:
    """Whether it failed."""
    sys.stdout.write(f"{name:14} {'failed' if done.returncode else 'ok'}\n")
    if done.returncode:
        sys.stdout.write(done.stdout.decode(errors="replace"))
    sys.stdout.flush()
    return bool(done.returncode)


if __name__ == "__main__":
    sys.exit(main())
