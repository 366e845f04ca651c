"""The recipe "Add a verb" of the contributors' guide, applied to a copy of the tree as it is written there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guides" / "contributing.md"
BLOCK = re.compile(
    r"^```\w+ file=(?P<file>\S+) (?P<how>before|replace|at)=(?P<anchor>[^\n]+)\n(?P<text>.*?)^```$", re.M | re.S
)
COMMANDS = re.compile(r"^```sh recipe\n(?P<text>.*?)^```$", re.M | re.S)


def anchor_of(written: str) -> str:
    return written[1:-1].replace("\\n", "\n") if written[0] in "\"'" else written


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Every file that git tracks, beside this tree's own virtual environment."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    return tmp_path


def apply(tree: Path, file: str, how: str, anchor: str, text: str) -> None:
    path = tree / file
    before = path.read_text(encoding="utf-8")
    if how == "at":
        path.write_text(before.rstrip("\n") + "\n" + text, encoding="utf-8")
        return
    assert before.count(anchor) == 1, f"{file}: {anchor!r} stands there {before.count(anchor)} times"
    made = before.replace(anchor, text.rstrip("\n") if how == "replace" else text + anchor)
    path.write_text(made, encoding="utf-8")


def test_a_verb_is_added_as_the_guide_says(copy: Path):
    guide = GUIDE.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(guide))
    assert len(blocks) >= 9
    for block in blocks:
        apply(copy, block["file"], block["how"], anchor_of(block["anchor"]), block["text"])
    commands = COMMANDS.search(guide)
    assert commands is not None
    # The copy starts a database of its own; it keeps nothing of this run's surroundings but where programs are.
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PG_BIN") if name in os.environ}
    for line in filter(None, commands["text"].splitlines()):
        done = subprocess.run(shlex.split(line), cwd=copy, env=env, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stdout[-4000:]}\n{done.stderr[-2000:]}"
