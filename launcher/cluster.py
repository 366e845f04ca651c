"""The embedded PostgreSQL: made by initdb, started by pg_ctl, believed only when it answers a connection."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from launcher import elsewhere, home, processes, secret
from launcher.home import Home
from launcher.lock import Lock

ROOT = "thunklang_root"
ROLES = ("owner", "app", "signer")
DATABASE = "thunklang"
# How long each role's statement may wait for a lock and work, and its transaction stand idle: one that hangs holds up a province. What
# needs longer says so itself (jobs/patience.py, setup_database). As in .ci/roles.sh; audit/guards.lock compares both.
LIMITS = {
    "app": {"lock_timeout": "10s", "statement_timeout": "30s", "idle_in_transaction_session_timeout": "2min"},
    "signer": {"lock_timeout": "5s", "statement_timeout": "30s", "idle_in_transaction_session_timeout": "30s"},
    "owner": {"lock_timeout": "10s", "statement_timeout": "15min", "idle_in_transaction_session_timeout": "15min"},
}
PORT = 5432  # names the socket file; said everywhere, because somebody's PGPORT would win over a default
_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}


class ClusterError(Exception):
    """The database cannot be started; the text says why and where its log is."""


class Cluster:
    """`settings` are PostgreSQL's own, over ours: a cluster whose data nobody keeps need not be safe."""

    def __init__(self, place: Home, settings: Mapping[str, str] | None = None) -> None:
        self.home = place
        self.settings = settings or {}
        self.data = place.cluster
        self.lock = Lock(place.state / "lock")

    @contextmanager
    def used(self) -> Iterator[None]:
        """A running database for the length of the block. The first user starts it, the last one stops it."""
        try:
            self._acquire()
            yield
        finally:
            # Let go before asking who is left: two that leave together, each with its share, would each see the other,
            # and nobody would stop it. Whoever comes in between takes the lock and keeps the database.
            self.lock.release()
            if self.lock.try_alone():
                self.stop()
            self.lock.release()

    def answers(self) -> bool:
        try:
            self.connect().close()
        except (psycopg.OperationalError, FileNotFoundError):
            return False
        return True

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self._sockets()),
            port=PORT,
            user=ROOT,
            dbname=database,
            password=self.password("root"),
            connect_timeout=5,
            autocommit=True,
        )

    def has_tables(self) -> bool:
        """Whether anybody has set the service's database up."""
        with self.connect(DATABASE) as root:
            return root.execute("SELECT to_regclass('public.django_migrations')").fetchone() != (None,)

    def password(self, role: str) -> str:
        return secret.keep(self.home.state / "secrets", f"database-{role}")

    def addresses(self, database: str = DATABASE) -> dict[str, str]:
        """The three addresses that the settings read."""
        names = {"owner": "OWNER_DATABASE_URL", "app": "DATABASE_URL", "signer": "SIGNER_DATABASE_URL"}
        host = quote(str(self._sockets()), safe="")
        return {
            names[role]: f"postgres://thunklang_{role}:{quote(self.password(role))}@/{database}?host={host}&port={PORT}"
            for role in ROLES
        }

    def start(self) -> None:
        """Make it if there is none, start it, and wait for its answer."""
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._forget_stale_pid()
        self._configure()
        started = self._control("-w", "-t", "60", "-l", str(self.data / "log"), "start")
        if started.returncode or not self.answers():
            raise ClusterError(f"PostgreSQL does not start; see {self.data / 'log'}.\n{started.stderr.strip()}")
        self._make_roles()

    def stop(self) -> None:
        stopped = self._control("-w", "-t", "60", "-m", "fast", "stop")
        note = self.home.state / "sockets"
        if not stopped.returncode and note.exists():
            shutil.rmtree(note.read_text(), ignore_errors=True)
            note.unlink()

    def _acquire(self) -> None:
        """Alone, we may start it; otherwise somebody who holds the lock has. Start and use are never apart."""
        for _ in range(100):
            if self.lock.try_alone():
                if not self.answers():
                    self.start()
                self.lock.share()
                return
            self.lock.share()
            if self.answers():
                return
            self.lock.release()
            time.sleep(0.2)
        raise ClusterError("Another process holds the embedded database but it does not answer.")

    def _create(self) -> None:
        """initdb in a folder beside, renamed when complete: a killed first start leaves nothing to trip over."""
        part = self.data.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        with tempfile.NamedTemporaryFile("w", prefix="tl-") as password:
            password.write(self.password("root"))
            password.flush()
            self._give(part)
            self._give(Path(password.name))
            self._run(
                "initdb",
                "-D",
                str(part),
                "-U",
                ROOT,
                "-A",
                "scram-sha-256",
                "--pwfile",
                password.name,
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-instructions",
            ).check_returncode()
        with open(part / "postgresql.conf", "a") as settings:
            settings.write("\ninclude_if_exists = 'thunklang.conf'\n")
        part.rename(self.data)

    def _configure(self) -> None:
        """Sockets only, in a short folder that only the database's user may enter."""
        path = self.data / "thunklang.conf"
        path.write_text(
            "listen_addresses = ''\n"
            f"port = {PORT}\n"
            f"unix_socket_directories = '{self._sockets(renew=True)}'\n"
            "unix_socket_permissions = 0700\n"
            "max_connections = 100\n" + "".join(f"{name} = '{value}'\n" for name, value in self.settings.items())
        )
        self._give(path)

    def _sockets(self, *, renew: bool = False) -> Path:
        """A random folder under the temporary one, remembered in the cluster: its path must be short and nobody may foresee it."""
        note = self.home.state / "sockets"
        known = Path(note.read_text()) if note.exists() else None
        if known and (not renew or self._is_safe(known)):
            return known
        if not renew:
            raise FileNotFoundError(note)
        made = Path(tempfile.mkdtemp(prefix="tl-", dir="/tmp"))
        self._give(made)
        note.write_text(str(made))
        return made

    def _is_safe(self, sockets: Path) -> bool:
        if not sockets.is_dir() or sockets.is_symlink():
            return False
        seen = sockets.stat()
        return (
            seen.st_uid == (os.geteuid() if self.home.uid is None else self.home.uid) and seen.st_mode & 0o777 == 0o700
        )

    def _forget_stale_pid(self) -> None:
        """It does not answer: what still runs in its folder is ended, and both pid files go, whose process is dead or another's."""
        processes.end(self.processes())
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for path in self._sockets(renew=True).glob(".s.PGSQL.*"):
            path.unlink()

    def processes(self) -> list[int]:
        return processes.standing_in(self.data)

    def _make_roles(self) -> None:
        """Three roles that are no superusers. The owner may make databases: the tests clone theirs."""
        with self.connect() as root:
            known = {
                row[0] for row in root.execute("SELECT rolname FROM pg_roles UNION SELECT datname FROM pg_database")
            }
            for role in ROLES:
                if f"thunklang_{role}" not in known:
                    can = sql.SQL("CREATEDB" if role == "owner" else "NOCREATEDB")
                    name = sql.Identifier(f"thunklang_{role}")
                    root.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} {}").format(name, self.password(role), can))
                _limit(root, role)
            if DATABASE not in known:
                root.execute(sql.SQL("CREATE DATABASE {} OWNER thunklang_owner").format(sql.Identifier(DATABASE)))

    def _control(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run("pg_ctl", "-D", str(self.data), *arguments)

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Output goes to a file, not a pipe: the server inherits it and would keep a pipe open for ever."""
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                [self.home.binaries / program, *arguments],
                env=_ENVIRONMENT,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                text=True,
                **self.home.as_database(),
            )
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, "", said.read())

    def _give(self, path: Path) -> None:
        if self.home.uid is not None:
            os.chown(path, self.home.uid, self.home.uid)


def _limit(root: psycopg.Connection[tuple[object, ...]], role: str) -> None:
    """Said anew at each start: a cluster of an earlier release gets them too."""
    for name, value in LIMITS[role].items():
        terms = sql.SQL("ALTER ROLE {} SET {} = {}")
        root.execute(terms.format(sql.Identifier(f"thunklang_{role}"), sql.Identifier(name), sql.Literal(value)))


def at(state: Path, settings: Mapping[str, str] | None = None) -> Cluster:
    try:
        return Cluster(home.find(state), settings)
    except elsewhere.Occupied as refusal:
        raise ClusterError(str(refusal)) from refusal
