"""What the repository holds is ours and can be read: text, and pictures that a script made. Nothing that others built."""

from __future__ import annotations

import subprocess
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# Not text, and whose they are.
PICTURES = ("docs/", "tests/paper/approved/", "tests/pictures/", "static/guides/")
KEPT = ("tests/upgrade/",)


def held() -> list[str]:
    if not (ROOT / ".git").exists():
        return []
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def is_text(name: str) -> bool:
    return b"\0" not in (ROOT / name).read_bytes()


def may_be_bytes(name: str) -> bool:
    is_picture = name.endswith((".png", ".webp")) and name.startswith(PICTURES)
    return is_picture or (name.endswith(".xz") and name.startswith(KEPT))


def test_what_is_no_text_is_a_picture_of_ours_or_a_database_kept():
    assert [name for name in held() if not may_be_bytes(name) and not is_text(name)] == []
