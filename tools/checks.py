"""`make check`: everything that is right or wrong without running a test. Says what failed, with its own words, at the end."""

from __future__ import annotations

import os
import subprocess
import sys
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
CHECKS: dict[str, list[str]] = {
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "templates": [str(Path(PYTHON).with_name("djade")), "--check", "--target-version", "5.2", *TEMPLATES],
    "types": [PYTHON, "-m", "mypy", "."],
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
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    sys.stdout.write(f"failed: {', '.join(failed)}\n" if failed else "all is well\n")
    return bool(failed)


def _passes(name: str, command: list[str]) -> bool:
    env = {**os.environ, **(SERVED if command[:2] == MANAGE else {})}
    done = subprocess.run(
        command, cwd=PROJECT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    sys.stdout.write(f"{name:14} {'failed' if done.returncode else 'ok'}\n")
    if done.returncode:
        sys.stdout.write(done.stdout.decode(errors="replace"))
    sys.stdout.flush()
    return not done.returncode


if __name__ == "__main__":
    sys.exit(main())
