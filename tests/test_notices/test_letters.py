"""Every letter: a clear subject, one link that lands for its reader, both languages, and nothing that the gate would hide.

To look at them: `LETTERS=/tmp/letters pytest tests/test_notices` leaves a page of each kind in that folder.
"""

from __future__ import annotations

import os
import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from jobs import clock
from notices import digests, letters, services
from notices.models import Mail, Notice
from people.models import Person
from tests import factories
from tests.factories import actor
from tests.scenes import walked
from tests.world import PASSWORD

SECRET = "โทรหา นายสมชาย ใจดี 081-2345678 a@b.example"
LARGEST = 30_000
FOLDER = os.environ.get("LETTERS", "")


class Balanced(HTMLParser):
    """What is opened is closed again, in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@walked
def told():
    factories.everything()


@pytest.fixture
def one_of_each(db, at_work) -> dict[str, Notice]:
    """The newest notice of each kind that the life of requests, money and seats brings."""
    told()
    return {notice.kind: notice for notice in Notice.objects.order_by("pk").select_related("person")}


def made(notice: Notice) -> letters.Parts:
    return letters.parts(letters.of(notice.kind, notice.url, notice.facts))


def test_each_kind_is_one_short_letter_in_two_languages(one_of_each):
    assert len(one_of_each) >= 25
    for kind, notice in one_of_each.items():
        said = made(notice)
        assert 8 < len(said.subject) <= letters.LONGEST_SUBJECT and "\n" not in said.subject, kind
        assert re.search("[ก-๙]", said.subject), kind
        english = said.text.partition("In English\n")[2].partition("\n")[0]
        assert re.search("[A-Za-z]{3}", english), (kind, english)
        assert settings.SITE_URL + notice.url + "\n" in said.text and said.html.count('class="press"') == 1, kind
        assert len(said.html.encode()) + len(said.text.encode()) < LARGEST, kind


def test_each_page_is_sound_html(one_of_each):
    for notice in one_of_each.values():
        page = made(notice).html.strip()
        reader = Balanced()
        reader.feed(page)
        assert page.startswith("<!doctype html>") and reader.open == [] and "<script" not in page
        if FOLDER:
            Path(FOLDER).mkdir(exist_ok=True)
            (Path(FOLDER) / f"{notice.kind}.html").write_text(page)


def test_each_link_lands_for_its_reader_also_by_way_of_signing_in(one_of_each):
    lost = []
    for kind, notice in one_of_each.items():
        browser = Client()
        asked = browser.get(notice.url)
        sign_in = {"login": notice.person.username, "password": PASSWORD}
        landed = browser.post(asked.url, sign_in, follow=True) if asked.status_code == 302 else asked
        if landed.status_code != 200 or landed.request["PATH_INFO"] != notice.url.partition("?")[0]:
            lost.append((kind, notice.url, landed.status_code, landed.request["PATH_INFO"]))
    assert lost == []


def test_nothing_typed_leaves_the_house_ungated(one_of_each):
    for kind, notice in one_of_each.items():
        typed = [
            name for name, value in notice.facts.items() if isinstance(value, str) and not name.endswith(("_on", "_at"))
        ]
        facts = {**notice.facts, **dict.fromkeys(typed, SECRET)}
        said = letters.parts(letters.of(kind, notice.url, {**facts, "title": SECRET, "reason": SECRET}))
        assert not [word for word in ("สมชาย", "081-2345678", "a@b.example") if word in "".join(said)], kind


def test_a_letter_goes_out_in_both_forms_and_is_forgotten(db, at_work):
    Person.objects.filter(username="somsri").update(email="somsri@example.org")
    services.tell(
        [actor("somsri").person],
        kind="request.withdrawn",
        subject="request:1",
        url="/requests/1/",
        facts={"number": "1"},
    )
    (row,) = Mail.objects.all()
    assert services.send(row.pk) and not services.send(row.pk)
    (sent,) = mail.outbox
    assert sent.alternatives[0].mimetype == "text/html" and "/requests/1/" in sent.alternatives[0].content
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    row.refresh_from_db()
    assert (row.body, row.html) == ("", "")


def wish(visit, letters_wanted: str) -> None:
    Person.objects.filter(username="somsri").update(email="somsri@example.org")
    assert "บันทึกทางเลือกนี้" in visit("somsri", "/people/me/").content.decode()
    assert visit("somsri", "/people/me/letters/", {"letters": letters_wanted}).status_code == 302


def tell_twice() -> None:
    for number in ("57/2569/0001", "57/2569/0002"):
        facts = {"number": number, "title": SECRET}
        told = [actor("somsri").person]
        services.tell(told, kind="request.withdrawn", subject="request:1", url="/requests/1/", facts=facts)


def test_one_letter_a_day_has_all_of_yesterday(db, at_work, visit):
    wish(visit, "daily")
    tell_twice()
    assert not Mail.objects.exists() and digests.of_yesterday() == 0  # of today, nothing yet
    with clock.at(clock.now() + timedelta(days=1)):
        assert digests.of_yesterday() == 1
    (letter,) = Mail.objects.all()
    assert "2 เรื่อง" in letter.subject and "/desk/" in letter.body and "2 things" in letter.html
    assert "081-2345678" not in letter.body + letter.html


def test_who_wants_no_letters_is_told_on_the_page_alone(db, at_work, visit):
    wish(visit, "none")
    tell_twice()
    with clock.at(clock.now() + timedelta(days=1)):
        assert digests.of_yesterday() == 0
    assert not Mail.objects.exists() and Notice.objects.filter(person__username="somsri").count() == 2
