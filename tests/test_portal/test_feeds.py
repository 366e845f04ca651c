"""Feeds, calendars and maps of the site: whole and valid, of what everybody may read, stable from one day to the next."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import translation

from approvals import services as approvals
from approvals.models import Meeting
from jobs import clock
from portal import feeds, sitemaps
from publishing.datasets import all_of
from requests import services
from requests.models import BudgetRequest
from tests import factories
from tests.factories import actor
from tests.test_publishing.conftest import province
from thai import calendars

__all__ = ["province"]
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HERE = "http://127.0.0.1:8000"


def read(place: str) -> bytes:
    answer = Client().get(place.removeprefix(HERE))
    assert answer.status_code == 200, place
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def entries(place: str) -> list[dict[str, str]]:
    """As RFC 4287 wants them: each with one id, title and moment, the feed with its own address."""
    feed = ET.fromstring(read(place))
    assert feed.tag == f"{ATOM}feed" and feed.findtext(f"{ATOM}id") == HERE + place
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}
    found = []
    for element in [feed, *feed.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1 and element.findtext(ATOM + name)
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
    for entry in feed.findall(f"{ATOM}entry"):
        (link,) = entry.findall(f"{ATOM}link")
        found.append({child.tag.removeprefix(ATOM): child.text or "" for child in entry} | {"link": link.get("href")})
    assert len({one["id"] for one in found}) == len(found)
    assert [one["updated"] for one in found] == sorted((one["updated"] for one in found), reverse=True)
    return found


@pytest.mark.parametrize("kind", feeds.KINDS)
def test_each_feed_tells_what_happened_and_leads_to_it(province, kind):
    found = entries(f"/feeds/57/{kind}.th.atom")
    assert found and all(Client().get(one["link"].removeprefix(HERE)).status_code == 200 for one in found)
    assert [one["id"] for one in entries(f"/feeds/{kind}.th.atom")] == [one["id"] for one in found]
    assert [one["id"] for one in entries(f"/feeds/57/{kind}.en.atom")] == [one["id"] for one in found]
    assert re.search("[a-z]{3}", found[0]["summary"]) is None
    assert re.search("[a-z]{3}", entries(f"/feeds/57/{kind}.en.atom")[0]["summary"])


def test_a_feed_is_drawn_anew_when_something_happens_and_keeps_its_type(province):
    place = "/feeds/57/decisions.th.atom"
    before = entries(place)
    again = Client().get(place)
    assert again.headers["Content-Type"] == feeds.TYPE
    meeting = factories.in_session()
    factories.decide(meeting, "endorse")
    after = entries(place)
    assert len(after) == len(before) + 1 and [one["id"] for one in after[1:]] == [one["id"] for one in before]


def test_nothing_is_told_of_what_was_withdrawn(province):
    row = factories.endorsed_by_amphoe()
    place = f"/public/requests/{row.pk}/"
    about = [one for one in entries("/feeds/57/decisions.th.atom") if row.open_title in one["title"]]
    many = len(about)
    row = BudgetRequest.objects.get(pk=row.pk)
    services.withdraw(row.pk, version=row.version, reason="x", actor=actor("somsri"))
    left = [one for one in entries("/feeds/57/decisions.th.atom") if row.open_title in one["title"]]
    assert many > len(left) and not [one for one in left if one["link"].endswith(place)]


@pytest.mark.parametrize("name", ["x.th", "decisions", "decisions.fr", "decisions.th.x", "%00.th", "x" * 3000])
def test_no_other_feed_is_there(province, name):
    for place in (f"/feeds/57/{name}.atom", f"/feeds/{name}.atom", f"/feeds/57/{name}.ics"):
        assert Client().get(place).status_code == 404


def events(place: str) -> list[dict[str, str]]:
    """As RFC 5545 wants them: lines of 75 bytes, ended by CRLF, each event with its id, moment and number."""
    raw = read(place)
    assert raw.endswith(b"END:VCALENDAR\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75 and line.decode() is not None
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and any(line.startswith("PRODID:") for line in lines)
    found: list[dict[str, str]] = []
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in ("END", ""):
            found[-1][name] = value
    for one in found:
        assert {"UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "STATUS"} <= set(one)
        assert re.fullmatch(r"\d{8}T\d{6}Z", one["DTSTAMP"])
    assert len({one["UID"] for one in found}) == len(found)
    return found


def test_meetings_stand_in_a_calendar_from_their_notice_on(province):
    made = factories.meeting("amphoe", opened=False)
    place = "/feeds/57/meetings.th.ics"
    before = {one["UID"]: one for one in events(place)}
    uid = f"meeting-{made.pk}@127.0.0.1"
    assert before[uid]["STATUS"] == "CONFIRMED" and before[uid]["DTSTART"].endswith("Z")
    approvals.call_off(made.pk, version=made.version, actor=actor("amphoe_sec"))
    after = {one["UID"]: one for one in events(place)}
    assert set(after) == set(before) and after[uid]["STATUS"] == "CANCELLED"
    assert int(after[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"])


def test_what_is_only_planned_is_in_no_calendar(province):
    secretary = actor("amphoe_sec")
    soon = clock.now() + timedelta(days=9)
    made = approvals.plan(secretary.organisation_id or 0, scheduled_at=soon, place="x", actor=secretary)
    assert f"meeting-{made.pk}@" not in read("/feeds/57/meetings.th.ics").decode()
    assert Meeting.objects.get(pk=made.pk).state == "planned"


def test_due_days_follow_who_has_it(province):
    row = factories.submitted()
    uid = f"request-{row.pk}@127.0.0.1"
    first = {one["UID"]: one for one in events("/feeds/57/due.th.ics")}[uid]
    assert first["DTSTART;VALUE=DATE"] == f"{row.due_on:%Y%m%d}" and "ครบกำหนด" in first["SUMMARY"]
    services.admit(row.pk, version=row.version, actor=actor("amphoe_sec"))
    then = {one["UID"]: one for one in events("/feeds/57/due.th.ics")}[uid]
    assert int(then["SEQUENCE"]) > int(first["SEQUENCE"])
    row = BudgetRequest.objects.get(pk=row.pk)
    services.withdraw(row.pk, version=row.version, reason="x", actor=actor("somsri"))
    assert uid not in {one["UID"] for one in events("/feeds/57/due.th.ics")}


def test_words_cannot_begin_a_line_of_their_own():
    moment = clock.bangkok(2026, 2, 2)
    typed = "ก" * 60 + "\r\nATTENDEE:mailto:x@y\n;,\\"
    raw = calendars.written("x", [calendars.Entry("u", moment, moment, 0, typed)])
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    whole = raw.decode().replace("\r\n ", "")
    assert "\r\nATTENDEE" not in whole and "\\nATTENDEE:mailto:x@y\\n\\;\\,\\\\" in whole


@pytest.mark.parametrize("text", ["ก" * 200, "a" * 75, "a" * 76, "น้ำ" * 40, ""])
def test_folded_lines_are_the_line_again(text):
    folded = calendars._folded(text)
    assert folded.replace("\r\n ", "").removesuffix("\r\n") == text
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))


def test_the_map_of_the_site_names_every_public_row(province):
    index = ET.fromstring(read("/sitemap.xml"))
    parts = [place.text for place in index.iter(f"{MAP}loc")]
    assert index.tag == f"{MAP}sitemapindex" and len(parts) == len(set(parts)) > 5
    found = []
    for part in parts:
        urls = ET.fromstring(read(part))
        assert urls.tag == f"{MAP}urlset"
        for url in urls:
            place, day = url.findtext(f"{MAP}loc"), url.findtext(f"{MAP}lastmod")
            assert day is None or datetime.fromisoformat(day)
            found.append(place)
    assert len(found) == len(set(found)) and all(place.startswith(f"{HERE}/") for place in found)
    assert {Client().get(place.removeprefix(HERE)).status_code for place in found} == {200}
    open_ones = BudgetRequest.objects.public().exclude(state="withdrawn").values_list("pk", flat=True)
    assert {f"{HERE}/public/requests/{pk}/" for pk in open_ones} <= set(found)
    drafts = BudgetRequest.objects.filter(state="draft").values_list("pk", flat=True)
    assert drafts and not {f"{HERE}/public/requests/{pk}/" for pk in drafts} & set(found)


def test_a_long_map_is_split(province, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 2)
    parts = [
        place.text for place in ET.fromstring(read("/sitemap.xml")).iter(f"{MAP}loc") if "/57/requests-" in place.text
    ]
    places = [place.text for part in parts for place in ET.fromstring(read(part)).iter(f"{MAP}loc")]
    assert len(parts) == 2 and len(places) == len(set(places)) == 3
    assert Client().get("/sitemaps/57/places-1.xml").status_code == 404
    assert ET.fromstring(read("/sitemaps/57/requests-9999.xml")).findall(f"{MAP}url") == []


def test_robots_find_the_map_and_no_desk(province):
    text = read("/robots.txt").decode()
    assert f"Sitemap: {HERE}/sitemap.xml" in text and "Disallow: /desk/" in text
    assert not [line for line in text.splitlines() if line.startswith(("Disallow: /public", "Disallow: /data"))]


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_page_of_data_names_its_feeds(province, client, language):
    client.cookies["django_language"] = language
    page = unescape(client.get("/data/57/").content.decode())
    links = re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+"\s+href="([^"]+)"', page)
    assert len(links) == 4 and all(f".{language}." in place for _type, place in links)
    for kind, place in links:
        assert client.get(place).headers["Content-Type"].startswith(kind)
    with translation.override(language):
        assert all(str(one.title) in page and str(one.about) in page for one in all_of())
