"""The lock files: every version and hash, no index and no host. `python -m tools.locks write | check`."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LOCKS: dict[str, list[str]] = {
    "requirements.lock": [],
    "requirements-dev.lock": ["--extra", "dev", "-c", "requirements.lock"],
}


def write() -> None:
    """Resolve anew, keeping versions that still fit."""
    for name, options in LOCKS.items():
        subprocess.run(
            [
                sys.executable,
                "-m",
                "uv",
                "-q",
                "pip",
                "compile",
                "pyproject.toml",
                *options,
                "-o",
                name,
                "--universal",
                "--python-version",
                "3.11",
                "--generate-hashes",
                "--no-header",
                "--no-annotate",
                "--no-emit-index-url",
                "--native-tls",
            ],
            cwd=PROJECT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        path = PROJECT / name
        path.write_text(f"{_heading()}\n{path.read_text()}")


def problems() -> list[str]:
    """What is wrong, found without a network: a lock older than the list it was made from, or one that names a host."""
    found = []
    for name in LOCKS:
        text = (PROJECT / name).read_text() if (PROJECT / name).exists() else ""
        if not text.startswith(_heading()):
            found.append(f"{name} was made from another list of dependencies: run make lock")
        if "://" in text or "--index" in text or "--find-links" in text:
            found.append(f"{name} names an index or a host")
    return found


def _heading() -> str:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    asked = [project["requires-python"], *project["dependencies"], *project["optional-dependencies"]["dev"]]
    digest = hashlib.sha256("\n".join(asked).encode()).hexdigest()
    return f"# Made by `make lock` from dependencies {digest}"


if __name__ == "__main__":
    if sys.argv[1:] == ["write"]:
        write()
    sys.exit("\n".join(problems()) or None)
