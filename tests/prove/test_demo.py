"""The whole demo in databases of its own: killed in the middle, made again, asked for a second time, and audited."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import databases

THAI = os.environ | {"LC_ALL": "C.UTF-8"}
ROOT = Path(__file__).resolve().parent.parent.parent


class Made:
    """A bare database and what the commands say there."""

    def __init__(self, name: str) -> None:
        self.env = {**os.environ, **databases.addresses(name), "DB_ROLE": "app"}

    def start(self, *command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-u", "manage.py", *command], cwd=ROOT, env=self.env, stdout=subprocess.PIPE, text=True
        )

    def run(self, *command: str) -> str:
        running = self.start(*command)
        said, _errors = running.communicate(timeout=240)
        assert running.returncode == 0, said
        return said

    def count(self, table: str) -> int:
        with psycopg.connect(self.env["OWNER_DATABASE_URL"]) as connection:
            return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


@pytest.fixture
def made() -> Iterator[Made]:
    with databases.bare() as name:
        yield Made(name)


def digest(said: str) -> str:
    return re.search(r"digest (\w+)", said)[1]


def kill_in_the_middle(made: Made) -> None:
    with made.start("demo") as running:
        while "requests" not in running.stdout.readline():
            assert running.poll() is None
        running.kill()


def test_killed_and_made_again_it_is_the_same_demo_once(made):
    kill_in_the_middle(made)
    assert made.count("people_organisation") == 0
    first = made.run("demo")
    assert made.count("requests_budgetrequest") == 40
    assert "nothing was changed" in made.run("demo")
    assert made.count("requests_budgetrequest") == 40
    with databases.bare() as other:
        assert digest(Made(other).run("demo")) == digest(first)
        with databases.bare() as third:
            assert digest(Made(third).run("demo", "--seed", "1")) != digest(first)


def test_auditors_and_bookkeepers_find_nothing(made, tmp_path):
    made.run("demo")
    for province in ("57", "56", "58"):
        folder = tmp_path / province
        made.run("export_audit", "--province", province, "--out", str(folder))
        assert subprocess.run([sys.executable, "-I", "verify_audit.py", folder], cwd=ROOT).returncode == 0
    for fund in ("CR", "PY"):
        made.run("export_ledger", "--fund", fund, "--format", "hledger", "--out", str(tmp_path / fund))
        assert subprocess.run(["hledger", "-f", tmp_path / fund, "check", "-s"], env=THAI).returncode == 0
    assert made.run("demo", "--accounts").count("thunklang-demo") == 12
