"""The launcher: its own PostgreSQL anywhere, closed to others; processes that come back; nothing left of a killed run."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from launcher import cluster, secret, service, surroundings
from launcher.cluster import Cluster
from launcher.service import Service

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Open to the database's user, as a checkout usually is."""
    made = Path(tempfile.mkdtemp(dir="/tmp"))
    made.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_HOMES", str(made / "homes"))
        yield made
    shutil.rmtree(made)


@pytest.fixture(autouse=True, scope="module")
def _somebodys_settings() -> Iterator[None]:
    """Of another PostgreSQL; ours does not listen to them."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"PGPORT": "1", "PGUSER": "stranger", "PGDATABASE": "theirs", "PGHOST": "/nowhere"}.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Cluster]:
    """In a path that is too long for a socket, with spaces and Thai in it."""
    database = cluster.at(folder / "กองทุน กลาง จังหวัด" / ("ยาว" * 25) / "it's")
    with database.used():
        yield database


def test_the_application_reaches_it_in_any_folder(running):
    with psycopg.connect(running.addresses()["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT current_user, current_database()").fetchone()
    assert row == ("thunklang_app", "thunklang")
    assert len(os.fsencode(running.home.state)) > 108  # a socket's path could not be this long


@pytest.mark.parametrize(
    ("setting", "value"),
    [("listen_addresses", ""), ("fsync", "on"), ("unix_socket_permissions", "0700"), ("server_encoding", "UTF8")],
)
def test_it_is_set_up_for_safety(running, setting, value):
    with running.connect() as root:
        assert root.execute("SELECT current_setting(%s)", [setting]).fetchone() == (value,)


def test_settings_that_a_caller_gives_win(folder):
    """The tests' own cluster is not synced; only who asks for that gets it."""
    hasty = cluster.at(folder / "hasty", {"fsync": "off", "max_connections": "20"})
    with hasty.used(), hasty.connect() as root:
        found = root.execute("SELECT current_setting('fsync'), current_setting('max_connections')").fetchone()
    assert found == ("off", "20")


def test_words_are_ordered_by_code_point(running):
    with running.connect("thunklang") as root:
        row = root.execute("SELECT datcollate, datctype FROM pg_database WHERE datname = 'thunklang'").fetchone()
    assert row == ("C.UTF-8", "C.UTF-8")


@pytest.mark.parametrize("password", ["", "wrong", "of-another"])
def test_nobody_gets_in_without_the_roles_own_password(running, password):
    given = running.password("signer") if password == "of-another" else password
    sockets = (running.home.state / "sockets").read_text()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=sockets, user="thunklang_owner", dbname="thunklang", password=given)


def test_no_role_of_the_service_is_a_superuser(running):
    with running.connect() as root:
        rows = root.execute(
            "SELECT rolname, rolsuper, rolcreaterole FROM pg_roles WHERE rolname ~ '^thunklang_(o|a|s)'"
        )
        assert {row[1:] for row in rows} == {(False, False)}


def test_passwords_and_sockets_are_closed_to_others(running):
    state = running.home.state
    for path in [state / "secrets", Path((state / "sockets").read_text()), *(state / "secrets").iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) in (0o600, 0o700)
    assert len({running.password(role) for role in ("root", *cluster.ROLES)}) == 4


def test_a_second_user_starts_nothing_and_stops_nothing(running):
    code = "import sys; from pathlib import Path; from launcher import cluster\nwith cluster.at(Path(sys.argv[1])).used(): pass"
    subprocess.run([sys.executable, "-c", code, running.home.state], cwd=surroundings.PROJECT, check=True)
    assert running.answers()


def test_a_killed_database_with_a_strangers_pid_in_its_file_starts_again(running):
    for pid in running.processes():
        with suppress(ProcessLookupError):  # the others leave when the first is gone
            os.kill(pid, 9)
    (running.data / "postmaster.pid").write_text(f"{os.getpid()}\n{running.data}\n1\n5432\n\n\n")
    assert not running.answers()
    running.start()
    assert running.answers()


def test_a_first_start_that_was_cut_short_is_begun_anew(folder):
    half = cluster.at(folder / "half")
    half.data.with_suffix(".part").mkdir()
    with half.used():
        assert half.answers()
    assert not half.processes()
    assert not (folder / "half" / "sockets").exists()


def test_a_secret_is_made_once(tmp_path):
    assert secret.keep(tmp_path, "x") == secret.keep(tmp_path, "x")
    assert len(secret.keep(tmp_path, "x")) >= 40


def test_a_process_knows_its_own_password_only():
    env = surroundings.of_role({"DATABASE_URL": "a", "OWNER_DATABASE_URL": "o", "SIGNER_DATABASE_URL": "s"}, "app")
    assert env == {"DATABASE_URL": "a", "DB_ROLE": "app"}


def test_a_service_that_dies_is_started_again_later_each_time(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    dying = Service("web", ["/bin/false"], {})
    waits = []
    for _ in range(8):
        now[0] = max(now[0], dying.start_at)
        dying.tend()
        dying.process.wait()
        dying.tend()
        waits.append(dying.start_at - now[0])
    assert waits == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_orphans_of_this_installation_are_ended_and_no_others(tmp_path):
    ours, theirs = (
        subprocess.Popen(SLEEP, env={service.MARK: "web", service.STATE: str(state)})
        for state in (tmp_path, "/elsewhere")
    )
    time.sleep(0.1)
    assert service.stop_orphans(tmp_path) == 1
    assert ours.wait(5) == -15
    assert theirs.poll() is None
    theirs.kill()
    theirs.wait()


def test_without_a_command_that_is_not_written_yet_there_is_no_service():
    names = [each.name for each in service.all_of({"REDIS_URL": ""}, Path("/x"))]
    assert names[:2] == ["web", "worker"]
    assert [each.name for each in service.all_of({"REDIS_URL": "redis:"}, Path("/x"))][:3] == ["web", "worker", "beat"]
