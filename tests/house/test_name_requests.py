"""`requests` is our app: the library of that name is not here, nothing here needs it, and no stranger could mistake ours for it."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

import requests

ROOT = Path(__file__).resolve().parents[2]


def test_the_package_is_ours_and_empty():
    assert Path(requests.__file__) == ROOT / "requests" / "__init__.py"
    assert (ROOT / "requests" / "__init__.py").read_bytes() == b""


def test_it_is_ours_from_any_folder_and_before_django(tmp_path):
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import requests; print(requests.__file__)"
    said = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert Path(said.strip()).parent == ROOT / "requests"


def test_no_installed_distribution_is_it():
    assert not [each.name for each in distributions() if each.name.lower() == "requests"]


def test_no_installed_distribution_needs_it():
    """Extras that nobody asked for do not count."""
    needs = [(each.name, line) for each in distributions() for line in each.requires or [] if "extra ==" not in line]
    assert not [need for need in needs if re.match(r"requests\b(?![-_.])", need[1], re.IGNORECASE)]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_no_lock_file_brings_it(name):
    lines = (ROOT / name).read_text().splitlines()
    assert any(line.startswith("django==") for line in lines)
    assert not [line for line in lines if re.match(r"requests\s*==", line, re.IGNORECASE)]


def test_no_test_folder_is_named_like_an_app():
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert "requests" in apps
    assert not apps & {path.name for path in (ROOT / "tests").iterdir() if any(path.glob("*.py"))}
