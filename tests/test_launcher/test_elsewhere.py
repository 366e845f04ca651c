"""Databases whose user cannot enter the checkout: outside it, with a note; gone when what they belong to is gone."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from launcher import cluster, elsewhere, home

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user's database can enter what that user can")


@pytest.fixture
def homes(tmp_path_factory, monkeypatch) -> Path:
    made = tmp_path_factory.mktemp("homes")
    monkeypatch.setenv("DATABASE_HOMES", str(made))
    return made


@pytest.fixture
def state(tmp_path) -> Path:
    made = tmp_path / "var"
    made.mkdir()
    return made


@as_root
def test_a_folder_that_the_database_cannot_enter_puts_it_elsewhere(monkeypatch, tmp_path):
    """Open homes under /tmp: pytest's own folders are closed, as root's home is."""
    homes = Path("/tmp") / f"thunklang-homes-{os.getpid()}"
    monkeypatch.setenv("DATABASE_HOMES", str(homes))
    tmp_path.chmod(0o700)
    found = home.find(tmp_path / "var")
    try:
        assert found.moved and found.folder.parent == homes
        with cluster.Cluster(found).used():
            assert (tmp_path / "var" / "secrets" / "database-owner").exists()
    finally:
        shutil.rmtree(homes)


@as_root
def test_starters_at_one_moment_find_one_home_and_lose_nothing(monkeypatch, tmp_path):
    """Each looked whose the home is while another wrote it down, and copied the programs over another's copy."""
    homes = Path("/tmp") / f"thunklang-homes-{os.getpid()}"
    monkeypatch.setenv("DATABASE_HOMES", str(homes))
    monkeypatch.setenv("PG_BIN", str(_programs(tmp_path)))
    tmp_path.chmod(0o700)
    state = tmp_path / "var"
    try:
        with ThreadPoolExecutor(8) as starters:
            first = home.find(state)
            (first.folder / "kept").touch()
            shutil.rmtree(first.folder / "programs")
            found = set(starters.map(lambda _: home.find(state), range(80)))
        assert found == {first} and (first.folder / "kept").exists()
        assert (first.binaries / "postgres").exists()
    finally:
        shutil.rmtree(homes)


def _programs(folder: Path) -> Path:
    """As the package has them, with enough beside for a copy to take a while."""
    programs = folder / "package" / "pginstall" / "bin"
    programs.mkdir(parents=True)
    for number in range(200):
        (programs / f"program-{number}").write_bytes(bytes(10_000))
    (programs / "postgres").touch(0o755)
    return programs


def test_a_home_says_whose_it_is_and_is_found_again(homes, state):
    made = elsewhere.claim(state)
    (made / "kept").touch()
    assert (made / elsewhere.NOTE).read_text().splitlines()[0] == str(state)
    assert elsewhere.claim(state) == made and (made / "kept").exists()


def test_a_home_of_before_there_were_notes_is_kept(homes, state):
    made = elsewhere.claim(state)
    (made / elsewhere.NOTE).unlink()
    (made / "kept").touch()
    assert elsewhere.claim(state) == made and (made / "kept").exists()


def test_the_home_of_a_state_that_was_removed_is_removed(homes, state):
    made = elsewhere.claim(state)
    shutil.rmtree(state)
    elsewhere.sweep()
    assert not made.exists() and list(homes.iterdir()) == []


def test_a_state_that_was_made_again_does_not_find_what_it_has_no_password_for(homes, state):
    (elsewhere.claim(state) / "old").touch()
    shutil.rmtree(state)
    state.mkdir()
    assert not (elsewhere.claim(state) / "old").exists()


def test_a_disk_that_is_away_forgets_nothing(homes, state):
    made = elsewhere.claim(state)
    state.parent.rename(state.parent.with_name("away"))
    elsewhere.sweep()
    assert made.exists()


def test_forgetting_takes_the_homes_of_what_lies_inside_too_and_no_others(homes, state):
    mine, of_the_tests = elsewhere.claim(state), elsewhere.claim(state / "test")
    others = elsewhere.claim(state.with_name("variety"))
    elsewhere.forget(state)
    assert [path.exists() for path in (mine, of_the_tests, others)] == [False, False, True]


def test_a_folder_of_somebody_else_is_refused(homes, state):
    made = elsewhere.claim(state)
    shutil.rmtree(made)
    made.symlink_to("/tmp")
    with pytest.raises(elsewhere.Occupied):
        elsewhere.claim(state)
