"""From the home page to what became of a tambon's money in three clicks; every figure is what the rows say."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from grants.models import Instalment, Offer, Refund
from grants.workflow import OfferState
from jobs import clock
from people.models import Organisation
from places.models import Province
from portal import place_totals, showing
from portal.models import PlaceTotals
from requests.models import BudgetRequest
from tests import factories
from tests.reader import text_of
from tests.test_publishing.made import texts

TAMBON, AMPHOE, LIST = "570101", "5701", 12
PICTURES = "/public/provinces/57/pictures/"
pytestmark = pytest.mark.usefixtures("db", "at_work")


def page(client, place: str) -> str:
    answer = client.get(place)
    assert answer.status_code == 200, place
    return str(answer.content.decode())


def counted() -> dict[str, PlaceTotals]:
    return place_totals.totals(Province.objects.get(pk="57"), clock.today())


def summed(rows) -> int:
    return rows.aggregate(n=Sum("amount"))["n"] or 0


def test_a_place_has_what_the_rows_say():
    factories.closed()
    factories.submitted()
    found = counted()[TAMBON]
    requests = BudgetRequest.objects.public().filter(organisation__subdistrict=TAMBON)
    assert (found.requests, found.asked) == (2, summed(requests))
    assert found.endorsed == requests.aggregate(n=Sum("endorsed_amount"))["n"]
    assert found.promised == summed(Offer.objects.filter(state=OfferState.ACCEPTED)) > 0
    assert found.paid == summed(Instalment.objects.filter(paid_on__isnull=False)) > 0
    assert found.returned == summed(Refund.objects.filter(returned_at__isnull=False)) > 0
    assert found.waiting == requests.filter(owner__isnull=False).count() == 1


def test_an_amphoe_has_its_tambons_and_what_is_its_own():
    row = factories.submitted()
    found = counted()
    assert found[AMPHOE].asked == found[TAMBON].asked == row.amount


def test_what_is_of_no_place_stands_with_the_province(monkeypatch):
    rows = [(1, "570101", 5, 4, None, None), (2, "5701", 6, None, 7, None), (3, "57", 7, None, 7, clock.today())]
    monkeypatch.setattr(place_totals, "_requests", lambda province: rows)
    found = counted()
    asked = {code: (row.asked, row.requests, row.waiting) for code, row in found.items()}
    assert asked == {TAMBON: (5, 1, 0), AMPHOE: (11, 2, 1), "57": (7, 1, 1)}


def test_they_are_counted_once_and_again_when_something_happens():
    factories.submitted()
    before = counted()[TAMBON].requests
    with CaptureQueriesContext(connection) as asked:
        counted()
    assert len(asked) == 4  # the province, its head, whether the count stands, and the places
    factories.submitted()
    assert counted()[TAMBON].requests == before + 1


def test_what_is_kept_is_only_ever_a_copy():
    factories.submitted()
    before = counted()[TAMBON].asked
    PlaceTotals.objects.filter(pk=TAMBON).update(asked=1)
    factories.submitted()
    assert counted()[TAMBON].asked == 2 * before


def links(text: str, pattern: str) -> set[str]:
    return set(re.findall(rf'href="({pattern})"', text))


def test_from_the_country_to_a_tambon_by_its_maps(client):
    factories.closed()
    begun = {f"/provinces/{code}/" for code in Province.objects.filter(is_active=True).values_list("pk", flat=True)}
    assert links(page(client, "/public/pictures/"), "/provinces/../") == begun
    province = str(showing.map_of(Province.objects.get(pk="57")).drawing)
    assert f"/public/places/{AMPHOE}/" in links(province, "/public/places/..../")
    amphoe = page(client, f"/public/places/{AMPHOE}/")
    assert f"/public/places/{TAMBON}/" in links(amphoe, "/public/places/....../")
    tambon = page(client, f"/public/places/{TAMBON}/")
    request = BudgetRequest.objects.get(organisation__subdistrict=TAMBON)
    assert f"/public/requests/{request.pk}/" in tambon and "ได้รับเงินแล้ว" in tambon
    assert len(links(tambon, r"/public/resolutions/\d+/")) >= 1


def test_a_tambon_without_money_says_how_to_ask_and_whom(client):
    told = page(client, "/public/places/570102/")
    assert 'id="ask"' in told and "ยังไม่มีใครในพื้นที่นี้ขอเงิน" in told
    council = Organisation.objects.get(kind="council", subdistrict="570102")
    assert str(council) in text_of(client.get("/public/places/570102/"))
    bare = page(client, "/public/places/570103/")
    assert "ตำบลนี้ยังไม่มีสภาในระบบ" in bare


def test_a_tambon_that_was_paid_is_not_told_how_to_ask(client):
    factories.closed()
    assert 'id="ask"' not in page(client, f"/public/places/{TAMBON}/")


def test_tambons_never_reached_are_named_with_their_links(client):
    factories.closed()
    told = page(client, PICTURES).partition('id="unreached"')[2]
    named = links(told, "/public/places/....../")
    assert len(named) == 123 and f"/public/places/{TAMBON}/" not in named
    assert "/public/places/570102/" in links(page(client, f"/public/places/{AMPHOE}/"), "/public/places/....../")


@pytest.mark.parametrize("code", ["57", "99", "579999", "5799", "1001", "57010", "5701%00", "57010x"])
def test_what_is_no_place_of_a_province_that_has_begun_is_not_found(client, code):
    assert client.get(f"/public/places/{code}/").status_code == 404


@pytest.mark.parametrize("place", [f"/public/places/{TAMBON}/", f"/public/places/{AMPHOE}/", PICTURES])
def test_a_page_of_a_place_asks_few_questions(client, place):
    factories.closed()
    page(client, f"{place}?n=1")
    with CaptureQueriesContext(connection) as asked:
        page(client, f"{place}?n=2")
    assert len(asked) <= LIST


def test_the_map_and_the_province_have_one_sum():
    factories.closed()
    province = Province.objects.get(pk="57")
    figures = showing.figures_of([showing.maps.REACH], showing.Scope(province, 2569))["reach"]
    assert figures.table().total == (summed(Instalment.objects.filter(paid_on__isnull=False)),)
    assert "เชียงราย" in texts(str(showing.map_of(province).drawing))
