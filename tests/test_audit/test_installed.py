"""The code in the database is that of the files, whatever stood there before."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from audit import guards, installed

HEAD_GROWS = "SELECT prosrc FROM pg_proc WHERE oid = 'log.guard_head'::regproc"


@pytest.fixture
def owner(fresh_database):
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        yield cursor


@pytest.fixture
def edited(monkeypatch, tmp_path) -> None:
    """The files as of a later version: one function says something else, another has a new name."""
    copies = []
    for path in installed.files():
        text = path.read_text(encoding="utf-8").replace("'the head of tree %", "'the head of the tree %")
        copies.append(tmp_path / f"{len(copies)}.sql")
        copies[-1].write_text(text.replace("ledger.is_mirror", "ledger.mirrors"), encoding="utf-8")
    monkeypatch.setattr(installed, "files", lambda: copies)


def test_a_fresh_database_has_the_code_of_the_files(owner):
    assert installed.is_current(owner) and guards.are_installed(owner)


def test_an_edited_function_is_installed_and_one_that_left_the_files_goes(owner, edited):
    assert not guards.are_installed(owner)
    guards.install(owner)
    assert "the head of the tree" in owner.execute(HEAD_GROWS).fetchone()[0]
    assert owner.execute("SELECT to_regproc('ledger.is_mirror')").fetchone() == (None,)
    assert installed.is_current(owner)


def test_what_was_tampered_with_is_made_again_with_its_rights(owner):
    owner.execute("DROP TRIGGER log_is_append_only ON log.log")
    owner.execute("CREATE FUNCTION ledger.extra() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    owner.execute("GRANT EXECUTE ON FUNCTION log.add_checkpoint TO PUBLIC")
    assert not guards.are_installed(owner)
    guards.install(owner)
    assert guards.differences(owner) == []


def test_no_migration_reads_the_code_that_is_installed():
    """Editing a function must not rewrite the past."""
    migrations = [path for path in Path(guards.__file__).parent.parent.glob("*/migrations/0*") if path.suffix != ".pyc"]
    said = {path.name: path.read_text(encoding="utf-8") for path in migrations}
    assert not [
        name for name, text in said.items() if "CREATE FUNCTION" in text or "CREATE TRIGGER" in text or '"sql"' in text
    ]
