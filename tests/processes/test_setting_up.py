"""Setting a database up: from nothing, again, by two at once, and never over another past."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from tests import databases


@pytest.fixture
def named() -> Iterator[str]:
    with databases.empty() as name:
        yield name


def start(name: str) -> subprocess.Popen[str]:
    env = {**os.environ, **databases.addresses(name), "DB_ROLE": "owner"}
    command = [sys.executable, "manage.py", "setup_database"]
    return subprocess.Popen(command, cwd=databases.ROOT, env=env, stdout=-1, stderr=subprocess.STDOUT, text=True)


def said(running: subprocess.Popen[str]) -> tuple[int, str]:
    """What stands in the template of the tests alone is no news."""
    told, _ = running.communicate(timeout=120)
    lines = [line for line in told.splitlines(keepends=True) if not re.search(r" tests(\.|$|:)", line)]
    return running.returncode, "".join(lines)


def test_two_at_once_set_up_an_empty_database_and_a_third_finds_it_done(named):
    assert [said(running) for running in [start(named), start(named)]] == [(0, ""), (0, "")]
    assert said(start(named)) == (0, "")


def test_a_database_of_another_past_is_refused(template):
    with databases.clone(template) as name:
        with psycopg.connect(databases.addresses(name)["OWNER_DATABASE_URL"], autocommit=True) as owner:
            owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('funds', '0009_gone', now())")
        code, told = said(start(name))
    assert code and "funds.0009_gone" in told and "empty database" in told


def test_who_waits_too_long_for_a_table_in_use_changes_nothing(template):
    with databases.clone(template) as name:
        with psycopg.connect(databases.addresses(name)["OWNER_DATABASE_URL"]) as reader:
            reader.execute("DROP FUNCTION documents_refuse_change() CASCADE")
            reader.commit()
            reader.execute("SELECT 1 FROM log.head")
            code, told = said(start(name))
            assert code and "nothing was changed" in told
            reader.commit()
        assert said(start(name)) == (0, "")
