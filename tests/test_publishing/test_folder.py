"""`manage.py publish_data DIR`: every file as the pages serve it, in place when it is whole."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from places.models import Province
from publishing import folder, shelf
from tests import shown
from tests.factories import submitted

COMMAND = ".venv/bin/python manage.py publish_data open-data"


def files_of(place: Path) -> set[str]:
    return {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}


def test_the_files_are_those_that_are_served(province, tmp_path):
    call_command("publish_data", tmp_path / "out", stdout=_nowhere())
    found = files_of(tmp_path / "out")
    for row in Province.objects.filter(is_active=True):
        names = {f"{row.pk}/{name}" for name in shelf.files() if shelf.find(name, row)}
        assert names == {name for name in found if name.startswith(row.pk)}
        for name in names:
            if name.endswith("xlsx"):
                continue  # holds the moment in which it was made
            served = b"".join(Client().get(f"/data/{name}").streaming_content)
            assert (tmp_path / "out" / name).read_bytes() == served, name
    assert os.listdir(tmp_path) == ["out"]


def test_the_list_of_sums_is_right(province, tmp_path):
    call_command("publish_data", tmp_path / "out", stdout=_nowhere())
    lines = (tmp_path / "out" / "SHA256SUMS").read_text().splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(told) == files_of(tmp_path / "out") - {"SHA256SUMS"}
    assert all(hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == told[name] for name in told)


def test_a_new_edition_takes_the_place_of_the_old(province, tmp_path):
    place = tmp_path / "out"
    list(folder.publish(place))
    before = (place / "57" / "requests.csv").read_bytes()
    (place / "57" / "of-yesterday.csv").write_text("x")
    submitted()
    list(folder.publish(place))
    assert (place / "57" / "requests.csv").read_bytes() != before
    assert "57/of-yesterday.csv" not in files_of(place) and os.listdir(tmp_path) == ["out"]


def test_what_is_not_ours_is_left_alone(province, tmp_path):
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(CommandError, match="SHA256SUMS"):
        call_command("publish_data", tmp_path, stdout=_nowhere())
    assert os.listdir(tmp_path) == ["letters.txt"]


def test_what_breaks_in_the_middle_leaves_the_old_one(province, tmp_path, monkeypatch):
    place = tmp_path / "out"
    list(folder.publish(place))
    before = {name: (place / name).read_bytes() for name in files_of(place)}
    monkeypatch.setattr(folder, "_put_in_place", _breaks)
    with pytest.raises(OSError):
        list(folder.publish(place))
    assert {name: (place / name).read_bytes() for name in files_of(place)} == before
    assert os.listdir(tmp_path) == ["out"]


def test_as_it_is_written(fresh_database, at_work, tmp_path):
    """In the README, from a checkout."""
    assert COMMAND in {each.command for each in shown.everywhere()}
    submitted()
    command = [sys.executable, "manage.py", "publish_data", str(tmp_path / "open data")]
    done = subprocess.run(command, cwd=shown.ROOT, env=os.environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "57/requests.csv" in files_of(tmp_path / "open data") and "57: " in done.stdout


def _breaks(*_paths: Path) -> None:
    raise OSError("no room")


def _nowhere() -> StringIO:
    return StringIO()
