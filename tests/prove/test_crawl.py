"""A stranger follows every link from the first page on, into files, feeds, pictures and the interface: no planted word is read.

What was fetched is written to `crawl.json`.
"""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from doors import limits
from portal.finding import catching_up
from publishing import shelf
from publishing.datasets import all_of
from tests.prove import planted
from tests.prove.stage import STATE, set_the_scene
from tests.reader import whole

WRITTEN = Path(__file__).with_name("crawl.json")
LINK = re.compile(r'(?:href|src|data|content|action)="([^"#]+)|<loc>([^<]+)|"(?:url|next|path|self)": ?"([^"]+)')
MOST = 20_000


def test_no_planted_word_is_read_by_whoever_follows_every_link(fresh_database, at_noon, monkeypatch):
    monkeypatch.setattr(limits, "spent", lambda _keys: False)
    set_the_scene()
    catching_up.whole()
    counted, leaks, errors = Counter(), [], []
    for place, answer, body in _fetched(Client(raise_request_exception=False)):
        counted[f"{answer.status_code} {answer.headers.get('Content-Type', '').split(';')[0]}"] += 1
        errors += [place] if answer.status_code >= 500 or answer.status_code == 429 else []
        told = body + str(answer.headers).encode() + _printed(body)
        leaks += [(place, STATE["planted"][one][0]) for one in planted.marks_in(told)]
    told = {"fetched": counted.total(), "answers": dict(sorted(counted.items())), "marks": len(STATE["planted"])}
    WRITTEN.write_text(json.dumps({**told, "leaks": len(leaks), "errors": len(errors)}, indent=1) + "\n")
    assert (leaks, errors) == ([], [])
    assert 500 < counted.total() < MOST


def _fetched(browser: Client) -> Iterator[tuple[str, HttpResponse, bytes]]:
    waiting, seen = deque(_beginnings()), set()
    while waiting and len(seen) < MOST:
        place = waiting.popleft()
        if place in seen or place.startswith(("/static/", "/accounts/", "/i18n/")):
            continue
        seen.add(place)
        answer = whole(browser.get(place))
        body = answer.getvalue() if answer.streaming else answer.content
        yield place, answer, body
        if answer.status_code < 300 and not answer.headers.get("Content-Type", "").startswith(
            ("image/png", "application/pdf")
        ):
            waiting.extend(_links(body.decode(errors="replace")))


def _printed(body: bytes) -> bytes:
    """What is read on the pages of a paper, whose bytes are packed."""
    if not body.startswith(b"%PDF"):
        return b""
    return "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(body)).encode()


def _beginnings() -> list[str]:
    files = [f"/data/57/{name}" for name in shelf.files()] + [f"/api/v1/provinces/57/{one.key}/" for one in all_of()]
    feeds = [
        f"/feeds/57/{kind}.{way}" for kind in ("decisions", "payments", "results") for way in ("th.atom", "en.atom")
    ]
    due = [f"/feeds/57/{kind}.{way}.ics" for kind in ("meetings", "due") for way in ("th", "en")]
    found = [f"/search/?q={words}" for words in ("zq", "qz@example.org", "zq0000", "นาย", "คำขอ", "1")]
    return ["/", "/sitemap.xml", "/robots.txt", *files, *feeds, *due, *found]


def _links(body: str) -> Iterator[str]:
    for found in LINK.findall(body):
        place = unescape(next(filter(None, found))).removeprefix(settings.SITE_URL)
        if place.startswith("/") and not place.startswith("//"):
            yield place


@pytest.fixture(autouse=True)
def patient(settings):
    settings.REQUIRE_MFA = False
