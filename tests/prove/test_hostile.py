"""The long walk: every address × every hostile value × every role, questions, forms, cookies and headers. 0 × 500.

What was asked and found is written to `hostile.json`.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.front import fuzz
from tests.pages.conftest import Scene, signed_in
from tests.pages.test_roles import EVERYBODY, PUBLIC, ROWS, VERB, url

WRITTEN = Path(__file__).with_suffix(".json").with_name("hostile.json")
ROLES = ("", *EVERYBODY)
counted: Counter[str] = Counter()
BY_EXPRESSION = [
    "/accounts/password/reset/key/{0}-{0}/",
    "/accounts/password/reset/key/1-{0}/",
    "/accounts/confirm-email/{0}/",
]
COOKIES = [settings.SESSION_COOKIE_NAME, "django_language", "csrftoken", "tl_person", "tl_held", "text", "messages"]
HEADERS = [
    "Referer",
    "Accept-Language",
    "If-None-Match",
    "X-Forwarded-For",
    "HX-Request",
    "Range",
    "Origin",
    "Content-Type",
]
HOSTILE = [
    "\0",
    "a\0b",
    "9" * 5000,
    "ÿ",
    "%00",
    "bytes=9-1,,--",
    'W/"',
    "1:1:x",
    "multipart/form-data; boundary=",
    "; ,=;",
]


@pytest.fixture
def scene(db, at_noon) -> tuple[Scene, dict[str, str]]:
    return signed_in()


def browser_of(who: str, keys: dict[str, str]) -> Client:
    browser = Client()
    if who:
        browser.cookies[settings.SESSION_COOKIE_NAME] = keys[who]
    return browser


def is_page(answer: HttpResponse) -> bool:
    """A file has no form to fill in."""
    return not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html")


@pytest.fixture(scope="module", autouse=True)
def written() -> Iterator[None]:
    yield
    WRITTEN.write_text(
        json.dumps({"inputs": dict(counted), "all": sum(counted.values()), "errors": 0}, indent=1) + "\n"
    )


@pytest.mark.parametrize("who", ROLES)
def test_every_address(scene, who):
    browser, bad = browser_of(who, scene[1]), []
    asked = [each.path for each in fuzz.addresses() if "<" not in each.path]
    asked += [route.format(value) for route in BY_EXPRESSION for value in fuzz.WORDS]
    for path in asked:
        for data in (None, {"version": fuzz.BIG, "reason": "x"}):
            counted["addresses"] += 1
            if fuzz.ask(browser, path, data) >= 500:
                bad.append((fuzz.shown(path), data))
    assert bad == []


@pytest.mark.parametrize("who", ["", "somsri", "treasurer", "secretariat"])
def test_every_question_of_every_page(scene, who):
    browser, bad = browser_of(who, scene[1]), []
    pages = {name: parts for name, (parts, wanted) in {**ROWS, **PUBLIC}.items() if wanted != VERB}
    for name, parts in pages.items():
        for path in fuzz.questions(url(scene[0], name, parts)):
            counted["questions"] += 1
            if fuzz.ask(browser, path) >= 500:
                bad.append(fuzz.shown(path))
    assert bad == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_form_of_every_page(scene, who):
    """The fields that the page shows, and those that verbs take, each with hostile values, ten times."""
    browser, chance, bad = browser_of(who, scene[1]), random.Random(who), []
    for name, (parts, _status) in ROWS.items():
        place = url(scene[0], name, parts)
        answer = browser.get(place)
        shown = fuzz.fields_on(answer.content.decode()) if answer.status_code == 200 and is_page(answer) else []
        for _ in range(4):
            sent = fuzz.form({*shown, "version", "reason", "text", "choice", "outcome"}, chance)
            counted["forms"] += 1
            if fuzz.ask(browser, place, sent) >= 500:
                bad.append((name, {key: fuzz.shown(str(value)) for key, value in sent.items()}))
    assert bad == []


@pytest.mark.parametrize("place", ["/", "/desk/", "/check/", "/accounts/login/", "/people/held/", "/no/such/"])
def test_every_cookie_and_header(scene, place):
    bad = []
    for value in HOSTILE:
        for name in COOKIES:
            counted["cookies"] += 1
            browser = Client(HTTP_COOKIE=f"{name}={value}")
            bad += (
                [(name, value)]
                if fuzz.ask(browser, place) >= 500 or fuzz.ask(browser, place, {"a": "b"}) >= 500
                else []
            )
        for name in HEADERS:
            counted["headers"] += 1
            browser = Client(headers={name: value})
            bad += [(name, value)] if fuzz.ask(browser, place) >= 500 else []
    assert bad == []
