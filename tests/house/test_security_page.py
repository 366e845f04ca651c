"""docs/security.md names a test for each row that is kept: every file and every test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`((?:[\w*/]+/)?test_\w+)(?:\.py)?(?:::(test_\w+))?`|`(tests/[\w/*]+/)`")


def test_every_test_that_the_page_names_is_there():
    files = list(ROOT.glob("tests/**/*.py"))
    functions = set(re.findall(r"^def (test_\w+)", "\n".join(path.read_text() for path in files), re.MULTILINE))
    modules = {path.stem for path in files}
    named = list(NAMED.finditer(PAGE))
    lost = []
    for place, function, folder in (found.groups() for found in named):
        if folder:
            lost += [] if list(ROOT.glob(folder)) else [folder]
            continue
        name = place.rpartition("/")[2]
        is_there = name in modules or name in functions
        if "/" in place:
            is_there = bool(list(ROOT.glob(f"{place}.py")))
        lost += [] if is_there and (not function or function in functions) else [(place, function)]
    assert len(named) > 120 and lost == []


def test_every_chapter_of_the_standard_that_applies_is_there():
    chapters = [int(number) for number in re.findall(r"^## V(\d+) ", PAGE, re.MULTILINE)]
    assert chapters == [*range(1, 15)]
    assert "not looked at" not in PAGE
