"""Nothing personal leaves the house: not in a file, an answer, a feed or a calendar, whoever typed it wherever."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from approvals import services as approvals
from approvals.models.decisions import Reasons
from funds.models import Voucher
from people.models import Person
from places.models import Province
from publishing import gate, shelf
from publishing.datasets import all_of
from requests.gate import known_of, payee, typed, typed_of
from requests.models import BudgetRequest
from requests.papers import known_persons
from tests import factories
from tests.pages.test_privacy import everything_said, leaks, named, typed_everywhere
from wiring.ports import Provided

FEEDS = [f"/feeds/57/{kind}.{way}.atom" for kind in ("decisions", "payments", "results") for way in ("th", "en")]
CALENDARS = [f"/feeds/57/{kind}.{way}.ics" for kind in ("meetings", "due") for way in ("th", "en")]
OTHERS = [
    *FEEDS,
    *CALENDARS,
    "/feeds/decisions.th.atom",
    "/data/",
    "/data/57/",
    "/sitemap.xml",
    "/sitemaps/57/requests-1.xml",
]


def everything() -> dict[str, str]:
    """All that anybody can fetch of the province, by address."""
    province = Province.objects.get(pk="57")
    files = [name for name in shelf.files() if shelf.find(name, province) and not name.endswith("xlsx")]
    places = [f"/data/57/{name}" for name in files]
    places += [f"/api/v1/provinces/57/{one.key}/?limit=200" for one in all_of()]
    places += [f"/api/v1/provinces/57/{one.key}/?since_event=0" for one in all_of() if one.word]
    found = {}
    for place in [*places, *OTHERS]:
        answer = Client().get(place)
        assert answer.status_code == 200, place
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[place] = body.replace(b"\r\n ", b"").decode()
    return found


@pytest.fixture
def lived(db, at_work):
    return everything_said()


def test_nobody_is_named_by_name(lived):
    texts = everything()
    assert sum(map(len, texts.values())) > 100_000
    assert {place: found for place, text in texts.items() if (found := leaks(text))} == {}
    names = Person.objects.exclude(full_name="").values_list("full_name", flat=True)
    assert {(place, name) for place, text in texts.items() for name in names if name in text} == set()


def test_what_a_council_types_goes_through_the_gate(db, at_work):
    row = typed_everywhere()
    assert "081-2345678" in row.title
    texts = everything()
    assert {place for place, text in texts.items() if "2345678" in text or named(text)} == set()
    assert "ซ่อมบ้านของ [ปิดไว้]" in texts["/data/57/requests.csv"]


def test_no_word_goes_out_without_a_gate(db, at_work, monkeypatch):
    factories.submitted()
    gate.words.cache_clear()
    monkeypatch.setattr(gate.GATE, "_provided", {})
    with pytest.raises(gate.NoGate):
        b"".join(Client().get("/data/57/requests.csv").streaming_content)


def test_every_column_of_text_is_a_word_of_ours_or_goes_through_the_gate(lived, monkeypatch):
    """Whatever is typed is `Kind.WORDS`: with a gate that takes out everything, none of it is left."""
    gate.words.cache_clear()
    monkeypatch.setattr(gate.GATE, "_provided", {"all": _provided(lambda _text: "[-]")})
    monkeypatch.setattr(gate, "Passed", bytes)  # what rooms led through the gate themselves, too
    titles = set(BudgetRequest.objects.public().values_list("title", flat=True))
    text = json.dumps([json.loads(one) for one in _files()], ensure_ascii=False)
    gate.words.cache_clear()
    assert titles and not [title for title in titles if title and title in text]


def _provided(what):
    return Provided(what, __name__)


def _files():
    for one in all_of():
        yield b"".join(Client().get(f"/data/57/{one.key}.json").streaming_content)


def test_persons_known_of_many_requests_are_those_known_of_each(lived):
    rows = list(BudgetRequest.objects.public())
    together = known_of(rows)
    assert {row.pk: set(together[row.pk]) for row in rows} == {row.pk: set(known_persons(row)) for row in rows}
    assert typed("สมศรี ใจดี ว่า", rows[0]) == typed_of("สมศรี ใจดี ว่า", together[rows[0].pk]) == "[ปิดไว้] ว่า"


def test_a_person_who_was_paid_is_a_natural_person_in_the_data(lived):
    answer = Client().get("/data/57/payments.json")
    told = {row["id"]: row["payee"] for row in json.loads(b"".join(answer.streaming_content))["rows"]}
    assert told and set(told.values()) == {
        payee(name) for name in Voucher.objects.filter(pk__in=told).values_list("payee", flat=True)
    }


def test_who_sits_in_a_committee_is_known_by_name_wherever_it_writes(db, at_work, monkeypatch):
    """Without a title before it: the place of its meeting, and the reasons of what it resolved."""
    chair = Person.objects.get(username="amphoe_chair").full_name
    plan = approvals.plan
    monkeypatch.setattr(approvals, "plan", lambda key, **told: plan(key, **{**told, "place": f"ลานหน้าบ้าน {chair}"}))
    made = factories.meeting("amphoe", factories.in_review())
    reasons = Reasons(facts=f"{chair} ไปดูพื้นที่แล้ว", criterion="แผนตำบล", consideration=f"ตามที่ {chair} ว่า")
    resolution = factories.decide(made, "endorse", reasons=reasons)
    factories.confirm(factories.close(made))
    page = Client().get(f"/public/resolutions/{resolution.pk}/").content.decode()
    texts = {**everything(), "page": page}
    assert {place for place, text in texts.items() if chair in text} == set()
    assert "ไปดูพื้นที่แล้ว" in page and "ลานหน้าบ้าน" in texts["/feeds/57/meetings.th.ics"] + texts["/data/57/meetings.csv"]
