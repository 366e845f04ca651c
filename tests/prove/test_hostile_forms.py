"""Every form of the interface × a hostile value in each of its boxes: no error of ours, and no word lost.

All other boxes are answered fairly. Whatever is not done comes back: in the page, or among what is kept for its author.
What was asked and found is written to `hostile_forms.json`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction

from audit.models import Head
from people import typed
from tests.front import shown_forms
from tests.front.shown_forms import Box, Form
from tests.pages import typing
from tests.pages.conftest import Scene, signed_in
from tests.reader import whole

WRITTEN = Path(__file__).with_name("hostile_forms.json")
WORDS = "ถ้อยคำ"
TEXTS: dict[str, str] = {
    "NUL": "ก\0ข",
    "half a sign": "ก\ud83dข",
    "30,000 letters": "ก้าวหน้า" * 3_750,
    "300 kB": "ทุนกลาง" * 14_630,
    "direction turned": "ก\u202eขค\u2066ง\u2069\u200b",
    "HTML": "<script>alert(1)</script><b title='x\">ก",
    "template": "{{ 7|add:7 }}{% load x %}%(name)s",
    "formula": '=HYPERLINK("https://evil.example","ก")',
    "formula after a tab": "\t@SUM(A1:A9)",
    "quotes": "' OR 1=1; --",
    "lines": "ก\r\nข\rค\nง",
    "emoji": "ดี😀👨\u200d👩\u200d👧มาก",
    "letters in parts": "Cafe\u0301 น\u0e4d\u0e32 ก\u0e48\u0e38น",
    "blank": "   ",
    "nothing": "",
    "a number too long": "9" * 5_000,
    "huge": "99999999999999999999.99",
    "past bigint": str(2**63),
    "negative": "-1",
    "exponent": "1e999",
    "infinity": "Infinity",
    "not a number": "NaN",
    "half a satang": "1,000.005",
    "Thai digits": "๑,๒๓๔.๕๖",
    "other digits": "١٢٣",
    "first day": "1/1/0001",
    "last day": "31/12/9999",
    "31 February": "31/2/2569",
    "far B.E.": "1/1/10543",
    "ISO": "2026-02-30",
    "another row": "1",
    "no row": "987654",
    "JSON": '{"a": [1]}',
    "an address": "//evil.example/x",
}
# What a browser or the house itself writes otherwise, so that it cannot be looked for as it was sent.
NOT_LOOKED_FOR = {"NUL", "half a sign", "blank", "nothing", "lines", "formula after a tab"}
# 300 kB take a while: once a form, in its first box.
LARGE = {"300 kB", "30,000 letters"}
APART = 3


@pytest.fixture
def scene(db, at_noon) -> tuple[Scene, dict[str, str]]:
    return signed_in()


def forms_of(scene: Scene, keys: dict[str, str]) -> list[tuple[str, Form]]:
    """Each address that a form of a page sends to, once, with who sees it."""
    found: dict[str, tuple[str, Form]] = {}
    for who, place in typing._pages(scene):
        answer = whole(typing.browser_of(who, keys).get(place))
        if answer.status_code != 200 or answer.streaming:
            continue
        for form in shown_forms.forms_of(answer.content.decode(errors="replace"), place):
            known = found.get(form.action)
            if form.boxes and (known is None or len(known[1].boxes) < len(form.boxes)):
                found[form.action] = (who, form)
    return [one for one in found.values() if not one[1].action.startswith(("/i18n/", "/accounts/logout"))]


def tries(form: Form) -> Iterator[tuple[Box, str, str]]:
    """Every value in the first box that is written into; the boxes beside it share them out."""
    boxes = [box for box in {box.name: box for box in form.boxes}.values() if box.kind != "file"]
    first = next((box for box in boxes if box.kind in ("text", "textarea")), None)
    for at, box in enumerate(boxes):
        for nth, (name, value) in enumerate(TEXTS.items()):
            if box is first or (name not in LARGE and (nth + at) % APART == 0):
                yield box, name, value


def test_every_box_of_every_form(scene):
    counted: Counter[str] = Counter()
    bad: list[tuple[str, str, str, str]] = []
    found = forms_of(*scene)
    for who, form in found:
        for box, name, value in tries(form):
            counted[name] += 1
            if wrong := _sent(who, form, box, name, value, scene[1]):
                bad.append((form.action, box.name, name, wrong))
    assert bad == [], "\n".join(map(str, bad[:60]))
    told = {"forms": len(found), "boxes": sum(len(form.names) for _who, form in found), "errors": 0, "lost": 0}
    WRITTEN.write_text(json.dumps({**told, "values": dict(counted), "all": sum(counted.values())}, indent=1) + "\n")
    assert sum(counted.values()) >= 5_000


def _sent(who: str, form: Form, box: Box, name: str, value: str, keys: dict[str, str]) -> str:
    """What was wrong with the answer; everything is as before then."""
    fair = {key: one for key, one in form.fair().items() if isinstance(one, str)}
    sent = {**fair, box.name: value}
    atomic = transaction.atomic()
    atomic._from_testcase = True
    with atomic:
        try:
            return _judged(who, form, sent, _looked_for(form, box, name, sent), keys)
        finally:
            transaction.set_rollback(True)


def _judged(who: str, form: Form, sent: dict[str, Any], words: list[str], keys: dict[str, str]) -> str:
    browser, before = typing.browser_of(who, keys), _log()
    if all(isinstance(one, str) for one in sent.values()):
        body = urlencode({key: one.encode("utf-8", "surrogatepass") for key, one in sent.items()})
        answer = whole(browser.post(form.action, body, "application/x-www-form-urlencoded"))
    else:
        answer = whole(browser.post(form.action, sent))
    if answer.status_code >= 500 or (not answer.streaming and b"<script>alert(1)" in answer.content):
        return f"{answer.status_code}, or what was typed ran"
    if _log() != before:
        connection.check_constraints()
        return ""
    if answer.status_code < 400 and not who:
        return ""  # signing in and the like: done, or led on
    seen = unescape(answer.content.decode(errors="replace")) if not answer.streaming else ""
    lost = [word for word in words if word not in seen]
    if lost:
        seen = unescape(browser.get(typing.HELD).content.decode())
        lost = [word for word in lost if word not in seen]
    return f"{answer.status_code} lost {[word[:40] for word in lost]}" if lost and answer.status_code >= 400 else ""


def _looked_for(form: Form, box: Box, name: str, sent: dict[str, str]) -> list[str]:
    """The words in boxes that somebody types into."""
    texts = {one.name for one in form.boxes if one.kind in ("text", "textarea", "email", "tel", "search")}
    kept = {key: one for key, one in sent.items() if key in texts and not typed.SECRET.search(key) and key != "code"}
    if name in NOT_LOOKED_FOR:
        kept.pop(box.name, None)
    return [one.strip() for one in kept.values() if one.strip()]


def _log() -> list[tuple[str, int]]:
    return list(Head.objects.order_by("tree").values_list("tree", "size"))
