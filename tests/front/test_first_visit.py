"""What somebody on a telephone waits for before the first page can be read, and what comes after."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from config import faces

# Sent, compressed, before the home page can be read; and the two weights of its face, which nobody waits for.
BEFORE, FACE = 30_000, 45_000
ASKED = re.compile(r'(?:<link rel="stylesheet" href|<script src)="/static/([^"?]+)"')


def sent(name: str) -> int:
    return len(gzip.compress(Path(str(finders.find(name))).read_bytes()))


def test_the_home_page_can_be_read_after_thirty_kilobytes(client, db):
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    words = gzip.decompress(page.content).decode()
    parts = ASKED.findall(words)
    assert any(name.endswith(".css") for name in parts)
    assert len(page.content) + sum(map(sent, parts)) <= BEFORE


def test_no_script_holds_up_the_page(client, db):
    scripts = re.findall(r"<script[^>]*>", client.get("/").content.decode())
    assert scripts and all("defer" in script for script in scripts)


def test_the_face_is_small_always_the_same_and_bears_its_licence():
    made = {name: faces.made(name).read_bytes() for name in faces.WEIGHTS}
    assert sum(map(len, made.values())) <= FACE
    whole = faces._whole(faces.WEIGHTS["fonts/sarabun-400.woff2"])
    assert faces.cut(whole) == made["fonts/sarabun-400.woff2"]
    assert b"SIL OPEN FONT LICENSE" in faces.made(faces.LICENCE).read_bytes().upper()
