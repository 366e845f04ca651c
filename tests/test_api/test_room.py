"""The interface knows no row of any room but the places: it could be served by another process."""

from __future__ import annotations

import ast
from pathlib import Path

from django.conf import settings

MAY = {"api", "audit", "django", "jobs", "places", "publishing"}


def test_it_reads_what_is_published_and_nothing_else():
    rooms = {
        name.split(".")[0]
        for path in (Path(settings.BASE_DIR) / "api").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
    }
    assert rooms & {*settings.APPS, "django"} <= MAY
