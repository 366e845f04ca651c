"""A public page is drawn once: until something happens in its province, the day ends, or somebody else may read more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobs import clock
from portal import kept
from requests import services
from tests import factories
from tests.factories import actor
from tests.reader import Visit

pytestmark = pytest.mark.usefixtures("db", "at_noon")
ASKED = 2  # whose page it is, and the heads


def read(url: str, **headers: str) -> tuple[str, int]:
    with CaptureQueriesContext(connection) as asked:
        page = Client().get(url, **headers)
    assert page.status_code == 200
    return page.content.decode(), len(asked)


@pytest.mark.parametrize("url", ["/", "/provinces/57/", "/public/requests/{}/"])
def test_it_is_drawn_once(url):
    place = url.format(factories.submitted().pk)
    first, _ = read(place)
    again, asked = read(place)
    assert again == first and asked <= ASKED


def test_it_is_drawn_anew_when_something_happens():
    row = factories.submitted()
    place = f"/public/requests/{row.pk}/"
    before, _ = read(place)
    services.withdraw(row.pk, version=row.version, reason="x", actor=actor("somsri"))
    after, _ = read(place)
    assert "ถอนคำขอแล้ว" not in before and after != before


def test_another_day_and_another_language_have_their_own():
    factories.submitted()
    thai, _ = read("/provinces/57/")
    english, _ = read("/provinces/57/", HTTP_COOKIE="django_language=en")
    with clock.at(clock.now() + timedelta(days=300)):
        late, _ = read("/provinces/57/")
    assert 'lang="en"' in english and 'lang="th"' in thai and "deadline--late" in late and "deadline--late" not in thai


def test_who_is_signed_in_reads_their_own_page(visit: Visit):
    anybody, _ = read("/provinces/57/")
    mine = visit("somsri", "/provinces/57/").content.decode()
    assert "สมศรี ใจดี" in mine and "สมศรี ใจดี" not in anybody
    assert "สมศรี ใจดี" not in read("/provinces/57/")[0]


def test_who_asks_for_every_page_fills_no_memory(monkeypatch):
    monkeypatch.setattr(kept, "MOST", 3)
    for n in range(9):
        read(f"/provinces/57/?n={n}")
    assert len(kept._pages) == 3
    read("/provinces/57/?n=" + "9" * 300)
    assert len(kept._pages) == 3


def test_what_is_not_there_is_not_kept():
    assert Client().get("/public/requests/999999/").status_code == 404 and not kept._pages
