"""Every upload of the interface × files that nobody should have to open × names that nobody should write.

No error of ours; a file that is refused takes none of the words beside it along. Written to `hostile_files.json`.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from tests.front.shown_forms import Form
from tests.paper.artwork import png
from tests.prove import stage
from tests.prove.cells import Looker
from tests.prove.test_hostile_forms import _judged, _looked_for
from tests.test_documents import test_uploads as uploads
from tests.world import PDF

pytestmark = pytest.mark.usefixtures("cold_openings")

WRITTEN = Path(__file__).with_name("hostile_files.json")
BACK = "ถ้อยคำที่ต้องกลับมา"


def _pdf(change: Any, **terms: Any) -> bytes:
    return uploads.pdf(change, **terms)


def no_page() -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.save(out)
    return out.getvalue()


def picture_of(width: int, height: int) -> bytes:
    """A PNG whose head promises that many pixels and whose body has none."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    body = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def inflating() -> bytes:
    """A page whose content is a hundred megabytes of nothing in a hundred kilobytes."""

    def fill(made: pikepdf.Pdf) -> None:
        made.pages[0].Contents = made.make_stream(b" " * 100_000_000)

    return _pdf(fill, compress_streams=True)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("../../etc/passwd", "x" * 1_000_000)
    return out.getvalue()


def in_a_ring() -> bytes:
    """A tree of pages that is its own child."""
    return PDF.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")


def animated() -> bytes:
    out, frames = io.BytesIO(), [Image.new("RGB", (20, 20), (n, 0, 0)) for n in range(50)]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


FILES: dict[str, bytes] = {
    "empty": b"",
    "one byte": b"%",
    "head alone": PDF[:12],
    "without an end": PDF[:-6],
    "no page": no_page(),
    "a ring": in_a_ring(),
    "no page at all": b"%PDF-1.4\nno page at all\n%%EOF\n",
    "runs": _pdf(uploads.runs),
    "carries": _pdf(uploads.carries),
    "starts a program": _pdf(uploads.starts_a_program),
    "XFA": _pdf(uploads.asks_another_language),
    "runs and is signed": _pdf(uploads.runs_and_is_signed),
    "asks for a password": _pdf(lambda made: None, encryption=pikepdf.Encryption(user="a", owner="b")),
    "inflates": inflating(),
    "ZIP": zipped(),
    "ZIP behind a PDF": PDF + zipped(),
    "HTML before a PDF": b"<script>alert(1)</script>" + PDF,
    "HTML": b"<html><script>alert(1)</script>",
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "a program": b"MZ" + b"\0" * 500,
    "many pixels": picture_of(60_000, 60_000),
    "no width": picture_of(0, 1),
    "half a picture": png(40, 40)[:-30] + b"IEND",
    "moves": animated(),
    "JPEG of nothing": b"\xff\xd8\xff..\xff\xd9",
    "a photo": uploads.photo(),
    "HEIC": uploads.HEIC,
    "half a HEIC": uploads.HEIC[:300],
    "a good PDF": PDF,
    "text": "ก".encode() * 1000,
    "too large": PDF + b" " * (10 * 1024 * 1024),
}
NAMES = [
    "a.pdf",
    "A.PDF",
    "a.png",
    "a",
    ".pdf",
    "../../../etc/passwd.pdf",
    "C:\\Windows\\system32\\a.pdf",
    "a\0.pdf",
    "\u202efdp.exe.pdf",
    "a.pdf.exe",
    "ก" * 250 + ".pdf",
    "a\r\nContent-Type: text/html\r\n.pdf",
    '"><script>.pdf',
    "=cmd|' /C calc'!A0.pdf",
]
# Each file under a name that fits, and under few of the names; each name with few of the files.
FEW_FILES, FEW_NAMES = ("a good PDF", "a photo", "runs", "HTML"), ("a.pdf", "a.png", "a.heic", "a.jpg")


@pytest.fixture
def taking(fresh_database, at_noon) -> list[tuple[Looker, Form]]:
    """Each form that takes a file, once, as somebody has it who may send it: some stand on a page in one state alone."""
    stage.set_the_scene()
    found: dict[str, tuple[Looker, Form]] = {}
    for at, form in stage.STATE["forms"].items():
        target = stage.STATE["targets"][at]
        if any(box.kind == "file" for box in form.boxes):
            found.setdefault(target.name, (stage.STATE["shown to"][target.url], form))
    return list(found.values())


def tries() -> list[tuple[str, str]]:
    wide = [(file, name) for file in FILES for name in FEW_NAMES if file != "too large" or name == "a.pdf"]
    return [*wide, *((file, name) for file in FEW_FILES for name in NAMES if name not in FEW_NAMES)]


def test_every_upload_of_every_form(taking):
    counted: Counter[str] = Counter()
    bad = [
        (form.action, file, name[:30], wrong)
        for who, form in taking
        for file, name in tries()
        if (wrong := _sent(who, form, file, name, counted))
    ]
    assert bad == [], "\n".join(map(str, bad[:40]))
    assert len(taking) >= 4
    told = {"uploads": [form.action for _who, form in taking], "errors": 0, "lost": 0, "files": dict(counted)}
    WRITTEN.write_text(json.dumps({**told, "all": sum(counted.values())}, indent=1) + "\n")


def _sent(who: Looker, form: Form, file: str, name: str, counted: Counter[str]) -> str:
    counted[file] += 1
    fair = form.fair()
    texts = {box.name: BACK for box in form.boxes if box.kind in ("text", "textarea") and not box.value}
    (box,) = [box for box in form.boxes if box.kind == "file"]
    sent = {**fair, **texts, box.name: _named(FILES[file], name)}
    words = _looked_for(form, box, "", {key: one for key, one in sent.items() if isinstance(one, str)})
    atomic = transaction.atomic()
    atomic._from_testcase = True
    with atomic:
        try:
            return _judged(who.name, form, sent, words, {who.name: who.key})
        finally:
            transaction.set_rollback(True)


def _named(data: bytes, name: str) -> SimpleUploadedFile:
    """With the name as it was written: a browser of somebody's own making cuts nothing off."""
    made = SimpleUploadedFile("x", data)
    made._name = name
    return made
