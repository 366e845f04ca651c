"""The style of all pages: one file a family of components, served as one file, so that a first visit asks once.

There is no build step: Django's finders ask here for `css/style.css`, and the server and `collectstatic` get it alike.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

NAME = "css/style.css"
FOLDER = Path(settings.BASE_DIR) / "static" / "css"
# In the order of the cascade: what comes later wins.
FAMILIES = (
    "frame",
    "buttons",
    "forms",
    "writing",
    "messages",
    "next_step",
    "states",
    "money",
    "pairs",
    "tables",
    "cards",
    "story",
    "comparing",
    "route",
    "progress",
    "empty",
    "finding",
    "help",
    "open_data",
    "printed",
    "paper",
    "pictures",
)
PARTS = (FOLDER / "tokens.css", FOLDER / "base.css", *(FOLDER / "components" / f"{name}.css" for name in FAMILIES))


class Statics(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise says no types
    """What was collected is compressed and named by what is in it, so that a browser keeps it for good.

    What was not collected, as in tests, keeps its name and the finders serve it.
    """

    def stored_name(self, name: str) -> str:
        return str(self.hashed_files.get(self.hash_key(self.clean_name(name)), name))


class JoinedStyle(BaseFinder):
    """Finds `css/style.css`, joined anew when one of its parts is younger."""

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        found = [str(joined())] if path == NAME else []
        return found if find_all else next(iter(found), None)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        yield NAME, FileSystemStorage(location=str(joined().parent.parent))


def joined() -> Path:
    """The file; written beside and renamed, so that another process never reads half of it."""
    path = Path(settings.VAR_DIR) / "joined" / NAME
    if not path.exists() or path.stat().st_mtime < max(part.stat().st_mtime for part in PARTS):
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(f".{os.getpid()}")
        half.write_text("\n".join(part.read_text(encoding="utf-8") for part in PARTS), encoding="utf-8")
        half.replace(path)
    return path
