"""One file a family of components, one file for the browser, and none forgotten."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory

from config import styles
from config.middleware import CompressedPages
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


@pytest.fixture
def collected(settings, tmp_path) -> styles.Statics:
    """As `collectstatic` leaves them, read by a process that starts afterwards."""
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    return styles.Statics()


def test_what_was_collected_is_compressed_and_named_by_what_is_in_it(collected, tmp_path):
    url = collected.url(styles.NAME)
    assert re.fullmatch(r"/static/css/style\.[0-9a-f]{12}\.css", url)
    plain = tmp_path / url.removeprefix("/static/")
    assert gzip.decompress(plain.with_name(plain.name + ".gz").read_bytes()) == plain.read_bytes()


def test_where_nothing_was_collected_files_keep_their_names(tmp_path):
    assert styles.Statics(location=tmp_path).url(styles.NAME) == f"/static/{styles.NAME}"


def test_pages_are_sent_compressed_and_papers_as_they_are(client, db):
    asks = {"Accept-Encoding": "gzip"}
    page = client.get("/", headers=asks)
    assert page.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in page.headers["Vary"]
    assert gzip.decompress(page.content).startswith(b"<!doctype html>")
    assert "Content-Encoding" not in client.get("/").headers
    paper = HttpResponse(b"%PDF" + b"0" * 1000, content_type="application/pdf")
    request = RequestFactory().get("/", headers=asks)
    assert "Content-Encoding" not in CompressedPages(lambda _request: paper)(request).headers
