"""Databases for tests: one template per state of the migrations, made by the owner, and clones of it for everybody else.

Works on the embedded PostgreSQL and on any other whose owner role may create databases.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
ADDRESSES = ("DATABASE_URL", "OWNER_DATABASE_URL", "SIGNER_DATABASE_URL")
MADE_FROM = (
    "*/migrations/*.py",
    "*/migrations/*.sql",
    "*/workflow.py",
    "*/sentences.py",
    "audit/facts.lock",
    "*/sql/*.sql",
    "audit/**/*.py",
    "audit/evidence.lock",
    "*/evidence.py",
    "places/**/*.py",
    "doors/**/*.py",
    "people/**/*.py",
    "tests/world.py",
    "tests/hashing.py",
    "tests/core.sql",
)
# What the tests' cluster holds can be made again, so nothing is done for a power cut (remove var/test after one), for a
# replica, or for a database that is older than a minute.
THROWN_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",  # what wal_level asks for
    "autovacuum": "off",
    "shared_buffers": "256MB",
}
KEPT_TEMPLATES = 3
KEPT_CLONES = 60  # of 20 MB each, a worker
_LOCK = 0x7465_7374
_spare: list[str] = []
_done_with: list[str] = []


def addresses(database: str) -> dict[str, str]:
    """The three addresses of the environment, pointing at another database of the same server."""
    return {name: urlunsplit(urlsplit(os.environ[name])._replace(path=f"/{database}")) for name in ADDRESSES}


def template_name() -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in MADE_FROM for path in ROOT.glob(pattern)}):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    for package in ("django", "django-allauth", "geothai"):
        digest.update(version(package).encode())
    return f"thunklang_template_{digest.hexdigest()[:16]}"


def ensure_template() -> str:
    """The name of a complete template; the first to ask builds it, the others wait."""
    name = template_name()
    with _as_owner() as owner:
        owner.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        if name not in _databases(owner, "thunklang_template_"):
            _build(owner, name)
    return name


@contextmanager
def clone(template: str) -> Iterator[str]:
    """A database of one's own for the length of the block."""
    name = new_name()
    copy(template, name)
    try:
        yield name
    finally:
        drop(name)


def new_name() -> str:
    """With the process in it, so that what a killed run leaves is known as left over."""
    return f"thunklang_test_{os.getpid()}_{uuid4().hex[:8]}"


def copy(template: str, name: str) -> None:
    with _as_owner() as owner:
        _copy(owner, template, name)


def drop(*names: str) -> None:
    with _as_owner() as owner:
        for name in names:
            _drop(owner, name)


def lend(template: str) -> str:
    """A clone for one test; one that was made for another and never looked at serves as well."""
    if _spare:
        return _spare.pop()
    name = new_name()
    copy(template, name)
    return name


def put_by(name: str) -> None:
    """A clone that nobody has looked at: the next test gets it, and the name is free."""
    spare = new_name()
    with _as_owner() as owner:
        owner.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(spare)))
    _spare.append(spare)


def drop_later(name: str) -> None:
    """At the end, all at once: a file system that has just deleted thousands of files makes new ones slowly.

    (ext4 passes over every inode that went within the last minutes: a clone took ten times as long.)
    """
    _done_with.append(name)
    while len(_done_with) > KEPT_CLONES:
        drop(_done_with.pop(0))


def drop_all() -> None:
    """What was lent, and what is left."""
    drop(*_done_with, *_spare)
    _done_with.clear()
    _spare.clear()


def was_used(name: str) -> bool:
    """Whether anybody has ever been connected to it."""
    past = "SELECT coalesce(sum(sessions), 0) FROM pg_stat_database WHERE datname = %(name)s"
    present = "SELECT count(*) FROM pg_stat_activity WHERE datname = %(name)s"
    with _as_owner() as owner:
        return owner.execute(f"SELECT ({past}) + ({present}) > 0", {"name": name}).fetchone() != (False,)


@contextmanager
def empty() -> Iterator[str]:
    """A database in which nothing stands yet."""
    name = new_name()
    with _as_owner() as owner:
        owner.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'").format(
                sql.Identifier(name)
            )
        )
    try:
        yield name
    finally:
        drop(name)


@contextmanager
def bare() -> Iterator[str]:
    """A database with its tables and places, in which nobody has done anything yet."""
    with empty() as name:
        _run(name, "owner", "manage.py", "setup_database")
        yield name


def drop_left_over() -> None:
    """Databases of test runs that were killed: the process in the name is gone."""
    with _as_owner() as owner:
        for name in _databases(owner, "thunklang_test_"):
            if not Path(f"/proc/{name.split('_')[2]}").exists():
                _drop(owner, name)


def _build(owner: psycopg.Connection, name: str) -> None:
    """Renamed when complete, so that a half-built template is never cloned. Older ones go, except the latest few."""
    for old in _databases(owner, "thunklang_template_")[KEPT_TEMPLATES - 1 :]:
        _drop(owner, old)
    part = f"thunklang_part_{name[-16:]}"
    _drop(owner, part)
    owner.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'").format(sql.Identifier(part))
    )
    _run(part, "owner", "manage.py", "setup_database")
    with psycopg.connect(addresses(part)["OWNER_DATABASE_URL"], autocommit=True) as inside:
        inside.execute((ROOT / "tests" / "core.sql").read_text(encoding="utf-8"))
    _run(part, "app", "manage.py", "shell", "-v", "0", "-c", "from tests.world import main; main()")
    with psycopg.connect(addresses(part)["OWNER_DATABASE_URL"], autocommit=True) as inside:
        inside.execute("VACUUM (FREEZE, ANALYZE)")  # once, so that no clone does it again for what it reads
    owner.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(part), sql.Identifier(name)))


def _run(database: str, role: str, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **addresses(database), "DB_ROLE": role},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def _copy(owner: psycopg.Connection, template: str, name: str) -> None:
    """File by file where nothing is synced: a fifth of the work. Elsewhere its two checkpoints would take seconds."""
    (synced,) = owner.execute("SHOW fsync").fetchone() or ("on",)
    strategy = sql.SQL("wal_log" if synced == "on" else "file_copy")
    terms = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY {}")
    owner.execute(terms.format(sql.Identifier(name), sql.Identifier(template), strategy))
    _close_to_public(owner, name)


def _close_to_public(owner: psycopg.Connection, name: str) -> None:
    """Rights on a database itself do not come with its template."""
    owner.execute(sql.SQL("REVOKE CREATE, TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    for address in ("DATABASE_URL", "SIGNER_DATABASE_URL"):
        role = sql.Identifier(urlsplit(os.environ[address]).username or "")
        owner.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(name), role))


def _databases(owner: psycopg.Connection, prefix: str) -> list[str]:
    """Newest first."""
    rows = owner.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC", [prefix])
    return [row[0] for row in rows]


def _drop(owner: psycopg.Connection, name: str) -> None:
    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _as_owner() -> psycopg.Connection:
    """Connected to a database that no test works in, and so none drops; waiting for whoever builds the template takes what it takes."""
    return psycopg.connect(os.environ["TEST_SERVER_URL"], autocommit=True, options="-c lock_timeout=0")
