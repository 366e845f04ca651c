"""Guides say what stands on the pages, in the order of a dictionary the words, and whom to ask without anybody's own number."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation
from PIL import Image

from documents.models import Letterhead
from people.asking import QUESTIONS
from people.models import Organisation, OrganisationKind
from portal.help import glossary, offices
from portal.help.guides import GUIDES, pictures
from portal.help.guides.guide import QUOTED
from tests.reader import english, text_of
from thai import order
from tools import messages

PAGES = ["/help/", "/help/words/", "/about/", "/accessibility/", *(f"/help/{key}/" for key in GUIDES)]


def said_on_pages() -> set[str]:
    """Every sentence of the interface that somebody else than the help says."""
    ours = ("portal/help/", "templates/portal/help/")
    return {said.english for place, said in messages._sentences() if not place.startswith(ours)}


def catalogue() -> dict[str, set[str]]:
    """What each English sentence is in Thai; one may mean something else in another place."""
    thai: dict[str, set[str]] = {}
    for message in (each for po in messages.catalogues() for each in messages._read(po) if each.id):
        thai.setdefault(messages._first(message.id), set()).add(messages._first(message.string))
    return thai


def quoted(text: object) -> list[str]:
    return [each.strip("“”") for each in QUOTED.findall(str(text))]


def test_what_a_guide_quotes_stands_on_a_page_in_both_languages():
    on_pages, thai, wrong = said_on_pages(), catalogue(), []
    for step in (step for guide in GUIDES.values() for step in guide.steps):
        with translation.override("en"):
            in_english = quoted(step.says)
        with translation.override("th"):
            in_thai = quoted(step.says)
        assert len(in_english) == len(in_thai), step
        wrong += [
            pair
            for pair in zip(in_english, in_thai, strict=True)
            if pair[0] not in on_pages or pair[1] not in thai[pair[0]]
        ]
    assert wrong == []


@pytest.mark.parametrize("key", GUIDES)
def test_a_guide_is_short_and_names_what_to_press(key):
    steps = GUIDES[key].steps
    assert 5 <= len(steps) <= 9
    assert all(quoted(step.says) for step in steps)


@pytest.mark.parametrize("place", PAGES)
def test_a_page_of_help_is_whole_in_both_languages(db, at_work, client, place):
    page = client.get(place)
    assert page.status_code == 200 and english(page) == []
    client.cookies["django_language"] = "en"
    other = text_of(client.get(place))
    names = {str(one) for one in Organisation.objects.all()}
    thai = {*re.findall("[\u0e01-\u0e5b]+", other)} - {"ไทย", "ภาษาไทย"}
    assert [run for run in thai if not any(run in name for name in names)] == []


def test_an_unknown_guide_is_not_there(db, client):
    assert client.get("/help/governor/").status_code == 404


def test_words_stand_in_the_order_of_a_dictionary_each_with_its_anchor(db, client):
    with translation.override("th"):
        terms = [str(word.term) for word in glossary.in_order()]
    assert terms == sorted(terms, key=order.key) and terms.index("เกณฑ์ค่าใช้จ่าย") < terms.index("ข้อตรวจพบ")
    page = client.get("/help/words/").content.decode()
    anchors = re.findall(r'<div id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors)) == len(glossary.WORDS) >= 60


def test_the_help_asks_the_database_nothing(db, client, django_assert_num_queries):
    for place in ("/help/", "/help/words/", "/help/council/", "/accessibility/"):
        with django_assert_num_queries(0):
            client.get(place)


@pytest.fixture
def secretariat(db, at_work) -> Organisation:
    return Organisation.objects.get(province="57", kind=OrganisationKind.SECRETARIAT)


def shown(client, secretariat: Organisation, **letterhead: str) -> str:
    Letterhead.objects.create(organisation=secretariat, address="ศาลากลางจังหวัดเชียงราย", **letterhead)
    return text_of(client.get("/about/"))


def test_an_office_that_put_nothing_down_is_named(client, secretariat):
    page = text_of(client.get("/about/"))
    assert str(secretariat) in page and "ยังไม่ได้ลงที่อยู่สำหรับติดต่อ" in page


def test_an_offices_own_line_is_shown(client, secretariat):
    page = shown(client, secretariat, unit="กลุ่มงานยุทธศาสตร์", phone="053 150 163 ต่อ 12", email="office@chiangrai.go.th")
    assert "ศาลากลางจังหวัดเชียงราย" in page and "053 150 163 ต่อ 12" in page and "office@chiangrai.go.th" in page


@pytest.mark.parametrize("phone", ["081-234-5678", "0612345678", "ป้าศรี 053-150163", "+66 81 234 5678"])
def test_what_may_be_somebodys_own_is_not(client, secretariat, phone):
    page = shown(client, secretariat, phone=phone, email="somsri@gmail.com", unit="ติดต่อ นางสมศรี 081-2345678")
    assert phone not in page and "gmail" not in page and "081" not in page


def test_asking_whom_costs_one_question_a_page(secretariat, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [str(one.organisation.province) for one in offices.of(["57", "56", "58"])]


def test_each_guide_has_pictures_in_both_languages_none_large():
    found = {f"{path.parent.name}/{path.stem}": path for path in pictures.FOLDER.rglob("*.webp")}
    sizes = json.loads(pictures.SIZES.read_text())
    assert set(found) == {f"{language}/{name}" for language in ("th", "en") for name in sizes}
    for name, path in found.items():
        with Image.open(path) as picture:
            assert list(picture.size) == sizes[name.partition("/")[2]] and path.stat().st_size <= 40_000, name
    assert sum(path.stat().st_size for path in found.values()) < 3_000_000
    for key, guide in GUIDES.items():
        shown = [picture for _step, picture in pictures.steps(guide) if picture]
        assert 3 <= len(shown) <= len(guide.steps), key
        assert all("“" in picture.alt and picture.width in (360, 1280) for picture in shown)


def words_named() -> set[str]:
    """Every word that a page or a question leads to."""
    in_templates = "".join(path.read_text() for path in Path("templates").rglob("*.html"))
    of_questions = {one.word for told in QUESTIONS.values() for one in told.values() if one.word}
    return {*re.findall(r'{% term(?:_of)? "([^"]+)"', in_templates), *of_questions}


def test_every_word_that_is_led_to_is_explained_in_both_languages(db, client):
    assert len(words_named()) > 20
    for language in ("th", "en"):
        client.cookies["django_language"] = language
        page = client.get("/help/words/").content.decode()
        assert [key for key in words_named() if f'<div id="{key}">' not in page] == []


def test_a_page_leads_to_a_word_once(rf):
    page = Template('{% term "quorum" %}first{% endterm %} {% term "quorum" %}again{% endterm %}')
    said = page.render(Context({"request": rf.get("/")}))
    assert said.count("<a ") == 1 and said.endswith("again") and 'href="/help/words/#quorum"' in said
    assert page.render(Context({"request": rf.get("/")})).count("<a ") == 1  # the next page says it again
