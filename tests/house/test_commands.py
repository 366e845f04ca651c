"""Commands are shown as one may type them in a checkout, and each of them is run somewhere."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from tests import factories, shown

SHOWN = shown.everywhere()
READ_ME = shown.in_text((shown.ROOT / "README.md").read_text())
TARGETS = re.findall(r"^([a-z][a-z0-9-]*):", (shown.ROOT / "Makefile").read_text(), re.MULTILINE)


def test_the_thai_readme_shows_the_same_commands_in_the_same_order():
    """A command that stands in one of them alone would be run by nobody, or missed by half the readers."""
    in_thai = shown.in_text((shown.ROOT / "README.th.md").read_text())
    assert set(in_thai) <= set(READ_ME)
    assert [each for each in in_thai if not each.startswith("make")] == [
        each for each in READ_ME if not each.startswith("make")
    ]


def test_all_places_are_read():
    assert {"make help", "README.md", "docs/guides/thai.md", "templates/desk/_verify.html"} <= {
        each.place for each in SHOWN
    }
    assert len({each.command for each in SHOWN}) >= 25


def test_each_can_be_typed_as_it_stands():
    """From the checkout's folder, with nothing activated."""
    vague = {each for each in SHOWN if each.command.startswith(("manage.py", "python "))}
    assert vague == set()


def test_help_shows_every_target_that_is_for_people():
    made_of = {name for name in TARGETS if name.startswith(("packages", "install-dev", "help", "messages"))}
    assert {each.command for each in SHOWN if each.place == "make help"} == {
        f"make {name}" for name in {*TARGETS} - made_of
    }


@pytest.mark.parametrize("known", [shown.APART, shown.ON_PAGES], ids=["apart", "on pages"])
def test_what_is_excused_is_shown(known):
    assert {*known} - {each.command for each in SHOWN} == set()


def test_every_target_is_there():
    assert {each.command.split()[1] for each in SHOWN if each.command.startswith("make ")} <= {*TARGETS}


def test_the_readme_follows_the_money_and_proves_the_history(fresh_database, at_work, tmp_path):
    """Line after line in one folder, as one copies them."""
    factories.closed()
    for each in shown.ROOT.iterdir():
        if each.name not in (".git", "var"):
            (tmp_path / each.name).symlink_to(each)
    lines = [line for line in READ_ME if not line.startswith("make")]
    python, programs = ".venv/bin/python", [line.split()[0] for line in lines]
    assert programs == [python, "LANG=C.UTF-8", python, "python3", python, python]
    for line in lines:
        done = subprocess.run(["bash", "-euc", line], cwd=tmp_path, env=os.environ, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def test_the_others_are_run_on_the_demo():
    """By `make prove`, each as it is written."""
    assert {*shown.left()} >= {"make demo", "make install", ".venv/bin/python manage.py setup_database"}
