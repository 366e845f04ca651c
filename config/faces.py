"""The face of the screen: Sarabun as on paper, cut down to Thai and Latin when the style is first asked for, and served by us.

It is made from the installed package, never committed. `font-display: optional` in the style: who has not got it in a tenth of
a second reads in the telephone's own face, and no line ever moves under the eye; the next page has it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg_sarabun
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEIGHTS = {"fonts/sarabun-400.woff2": "Sarabun-Regular.ttf", "fonts/sarabun-600.woff2": "Sarabun-SemiBold.ttf"}
# The licence asks to travel with the face, also with a part of it.
LICENCE = "fonts/OFL.txt"
LETTERS = (
    *range(0x20, 0x7F),
    *(0xA0, 0xA9, 0xAB, 0xB0, 0xB1, 0xB7, 0xBB, 0xBD, 0xD7, 0xE9),
    *range(0x0E01, 0x0E3B),
    *range(0x0E3F, 0x0E5C),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x203A, 0x2212),
)
# Copyright, names and licence stay in the part as they stood in the whole.
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]


class Faces(BaseFinder):
    """Finds the two weights and their licence, made on the first asking."""

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        found = [str(made(path))] if path in (*WEIGHTS, LICENCE) else []
        return found if find_all else next(iter(found), None)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=str(_folder()))
        for name in (*WEIGHTS, LICENCE):
            made(name)
            yield name, storage


def made(name: str) -> Path:
    """The file of that name; written beside and renamed, so that another process never reads half of it."""
    path = _folder() / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(f".{os.getpid()}")
        half.write_bytes(_licence() if name == LICENCE else cut(_whole(WEIGHTS[name])))
        half.replace(path)
    return path


def cut(whole: Path) -> bytes:
    """A face with Thai and Latin alone, as WOFF2; the same bytes each time, so that browsers keep what they have."""
    font = TTFont(whole, recalcTimestamp=False)
    options = Options(layout_features=["*"], hinting=False, name_IDs=NAMES)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "faces"


def _whole(name: str) -> Path:
    return Path(fontpkg_sarabun.ROOT) / "files" / name


def _licence() -> bytes:
    return (Path(fontpkg_sarabun.ROOT) / "LICENSE").read_bytes()
