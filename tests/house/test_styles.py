"""One file a family of components, one file for the browser, and none forgotten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from config import styles
from documents import pdf

PRINT = Path(settings.BASE_DIR) / "templates" / "documents" / "print"


def test_every_family_is_in_the_style_and_none_twice():
    assert sorted(styles.PARTS) == sorted(styles.FOLDER.rglob("*.css"))
    assert sorted(pdf.FAMILIES) == sorted(path.stem for path in PRINT.glob("*.css"))


def test_the_browser_gets_one_file_in_the_order_of_the_cascade():
    served = Path(finders.find(styles.NAME)).read_text(encoding="utf-8")
    assert served == "\n".join(path.read_text(encoding="utf-8") for path in styles.PARTS)
    assert served.index("--ground:") < served.index(".skip-link {") < served.rindex("@media print")


@pytest.fixture
def copied(monkeypatch, tmp_path) -> Path:
    part = tmp_path / "one.css"
    part.write_text("a {}", encoding="utf-8")
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)
    monkeypatch.setattr(styles, "PARTS", (part,))
    return part


def test_an_edited_part_is_served_at_once(copied):
    styles.joined()
    copied.write_text("b {}", encoding="utf-8")
    later = styles.joined().stat().st_mtime + 5
    os.utime(copied, (later, later))
    assert styles.joined().read_text(encoding="utf-8") == "b {}"
