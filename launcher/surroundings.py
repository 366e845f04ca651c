"""The environment of each process: what the settings read, and no role's password but its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from launcher import secret
from launcher.cluster import Cluster

PROJECT = Path(__file__).resolve().parent.parent
ADDRESSES = {"app": "DATABASE_URL", "owner": "OWNER_DATABASE_URL", "signer": "SIGNER_DATABASE_URL"}


def state() -> Path:
    """Where this installation keeps what is its own: `VAR_DIR`, else `var/` of the checkout."""
    return Path(os.environ.get("VAR_DIR") or PROJECT / "var").absolute()


def is_given() -> bool:
    """Somebody has chosen a database for this process."""
    return any(os.environ.get(name) for name in ADDRESSES.values())


def port() -> str:
    return os.environ.get("PORT") or "8000"


def whole(cluster: Cluster | None) -> dict[str, str]:
    """Everything, with all three addresses; what the operator has set is never overridden."""
    made = {
        "VAR_DIR": str(state()),
        "SECRET_KEY": secret.keep(state() / "secrets", "django", size_bytes=48),  # production asks for 50 signs
        "FACTOR_KEYS": secret.keep(state() / "secrets", "factors"),
        "PID_KEY": secret.keep(state() / "secrets", "pid"),
        "SITE_URL": f"http://127.0.0.1:{port()}",
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONUNBUFFERED": "1",
    }
    return {**made, **os.environ, **(cluster.addresses() if cluster else {})}


def of_role(env: dict[str, str], role: str) -> dict[str, str]:
    """For a process that serves, works or signs: its own address only."""
    others = {name for known, name in ADDRESSES.items() if known != role}
    return {**{name: value for name, value in env.items() if name not in others}, "DB_ROLE": role}


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(PROJECT / "manage.py"), *arguments]


def has_command(name: str) -> bool:
    return any(PROJECT.glob(f"*/management/commands/{name}.py"))
