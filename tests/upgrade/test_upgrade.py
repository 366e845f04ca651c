"""The demo of each release that was kept comes up to the present one with everything in it as it was told."""

from __future__ import annotations

import lzma
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import surroundings
from launcher.cluster import at
from tests import databases
from tests.upgrade.keep import FOLDER, ROOT, migrations

RELEASES = sorted(path.name.removesuffix(".sql.xz") for path in FOLDER.glob("*.sql.xz"))
# Said by pg_dump of one PostgreSQL, unknown to another.
OF_ONE_RELEASE = re.compile(r"^(SET transaction_timeout = 0;|\\(un)?restrict .*)$", re.M)


class Upgraded:
    """A database of an old release after `setup_database`."""

    def __init__(self, name: str, var: Path) -> None:
        self.env = {**os.environ, **databases.addresses(name), "VAR_DIR": str(var), "DEMO": "1"}
        self.said = self.run("manage.py", "setup_database", role="owner")

    def run(self, *command: str, role: str = "app") -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env={**self.env, "DB_ROLE": role}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


def restore(release: str, name: str) -> None:
    kept = lzma.decompress((FOLDER / f"{release}.sql.xz").read_bytes()).decode()
    command = [at(surroundings.state()).home.binaries / "psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1"]
    owner = databases.addresses(name)["OWNER_DATABASE_URL"]
    subprocess.run(
        [*command, owner], input=OF_ONE_RELEASE.sub("", kept), text=True, check=True, stdout=subprocess.DEVNULL
    )


@pytest.fixture(scope="module", params=RELEASES)
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    with databases.empty() as name:
        restore(request.param, name)
        yield Upgraded(name, tmp_path_factory.mktemp("var"))


def test_it_comes_up_without_a_word(upgraded):
    assert upgraded.said == ""
    assert "as committed" in upgraded.run("manage.py", "check_guards", role="owner")


def test_every_row_is_as_it_was_told(upgraded):
    assert "0 findings" in upgraded.run("manage.py", "verify_tables")


@pytest.mark.parametrize("tree", ["56", "57", "58", "system"])
def test_its_proof_holds(upgraded, tree, tmp_path):
    upgraded.run("manage.py", "export_audit", "--province", tree, "--out", str(tmp_path))
    assert "OK" in upgraded.run("verify_audit.py", str(tmp_path))


def test_it_is_used_as_any_other(upgraded):
    said = upgraded.run("manage.py", "shell", "-v", "0", "-c", "from tests.upgrade.using import main; main()")
    assert re.search(r"^[1-9]\d+ desks; amiss: \[\]$", said, re.M), said
    assert "withdrawn: withdrawn" in said
    assert "0 findings" in upgraded.run("manage.py", "verify_tables")


@pytest.mark.parametrize("release", RELEASES)
def test_what_made_it_does_not_change_any_more(release):
    """A migration that somebody has run is a past: what comes later is another migration."""
    made = (FOLDER / f"{release}.migrations").read_text().splitlines()
    assert set(made) <= set(migrations())
