"""`python -m bench.asking.visits [ROUNDS]`: how long the pages of one database take, as JSON, a line a page.

Each page is asked for through every layer but the socket. Told of each: milliseconds of the server, questions to the database,
bytes, and which long tables the database read from end to end.
"""

from __future__ import annotations

import io
import json
import os
import sys
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

import config.wsgi  # noqa: F401  # as the web starts
from bench.asking.pages import PAGES, TIMES, Page
from people.models import Person

LONG = 10_000  # rows of a table that no page may read from end to end
WARM = 3


class Form(HTMLParser):
    """What the first form that posts to this page holds, as a browser would send it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._select, self._area = "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        if tag == "input" and name and (told.get("type") not in ("checkbox", "radio", "file") or "checked" in told):
            self.fields[name] = told.get("value", "")
        self._select = name if tag == "select" else self._select
        if tag == "option" and self._select and (self._select not in self.fields or "selected" in told):
            self.fields[self._select] = told.get("value", "")
        if tag == "textarea":
            self._area, self.fields[name] = name, ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        self._select = "" if tag == "select" else self._select
        self._area = "" if tag == "textarea" else self._area


class Counter:
    """Counts the questions that the database is asked."""

    def __init__(self) -> None:
        self.n = 0

    def __call__(self, execute: Any, *asked: Any) -> Any:
        self.n += 1
        return execute(*asked)


def _client(who: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    if who:
        client.force_login(Person.objects.get(username=who), settings.AUTHENTICATION_BACKENDS[0])
    return client


def _urls(page: Page) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(page.keys)
        found = [page.url.format(key) for (key,) in cursor.fetchall()]
    assert found, f"{page.name}: no row to ask for"
    return (found * TIMES)[:TIMES]


def _visit(client: Client, page: Page, url: str) -> tuple[float, int, int]:
    """Milliseconds, questions and bytes of one visit; what is typed is sent to the page that was read before."""
    if not page.posts:
        return _timed(client, "get", url, {}, {200})
    typed = {name: value.format(fresh=uuid4().hex[:8]) for name, value in page.posts.items()}
    told: dict[str, Any] = Form(client.get(url).content.decode()).fields | typed
    if page.photo:
        told[page.photo] = SimpleUploadedFile("photo.png", _photo(), "image/png")
    return _timed(client, "post", url, told, {200, 302})


def _photo() -> bytes:
    """Another one each time: a file proves one thing."""
    into = io.BytesIO()
    Image.frombytes("L", (600, 800), os.urandom(480_000)).save(into, "PNG")
    return into.getvalue()


def _timed(client: Client, method: str, url: str, data: dict[str, Any], statuses: set[int]) -> tuple[float, int, int]:
    began = time.perf_counter()
    answer = getattr(client, method)(url, data)
    spent = (time.perf_counter() - began) * 1000
    assert answer.status_code in statuses, f"{url}: {answer.status_code}"
    return spent, 0, len(answer.content)


def measure(page: Page) -> dict[str, Any]:
    client, urls = _client(page.who), _urls(page)
    for url in urls[:WARM]:
        _visit(client, page, url)
    asked = Counter()
    with connection.execute_wrapper(asked):
        _visit(client, page, urls[0])
    before = _scans()
    spent = sorted(_visit(client, page, url)[0] for url in urls)
    size = _visit(client, page, urls[0])[2]
    read = {name: n - before.get(name, 0) for name, n in _scans().items() if n > before.get(name, 0)}
    return {
        "median": round(spent[len(spent) // 2], 1),
        "p95": round(spent[int(len(spent) * 0.95)], 1),
        "questions": asked.n,
        "kilobytes": round(size / 1000, 1),
        "read whole": sorted(read),
    }


def _scans() -> dict[str, int]:
    """How often each long table was read from end to end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT 1")
        cursor.execute(
            "SELECT s.relname, seq_scan FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE c.reltuples > %s",
            [LONG],
        )
        return dict(cursor.fetchall())


def chosen(names: list[str]) -> Iterator[Page]:
    return (page for page in PAGES if not names or any(name in page.name for name in names))


if __name__ == "__main__":
    for page in chosen(sys.argv[1:]):
        print(json.dumps({page.name: measure(page)}, ensure_ascii=False), flush=True)
