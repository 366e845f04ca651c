"""What is set aside: a page at a time, and a payment out of any of it, however much there is."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from funds.models import Voucher
from people.models import Person

MANY = 25


@pytest.fixture
def holds(db, books):
    """The oldest first."""
    return [books.commit(100_00 + at, basis=f"letter:{at + 1}") for at in range(MANY)]


@pytest.fixture
def get(client):
    def go(who: str, url: str):
        client.force_login(Person.objects.get(username=who))
        return client.get(url)

    return go


def test_the_fund_shows_the_newest_and_leads_to_the_rest(get, holds):
    page = get("treasurer", "/funds/CR/").content.decode()
    assert "100.24" in page and "100.15" in page and "100.14" not in page
    assert "/funds/CR/holds/" in page


def test_every_open_hold_stands_on_one_of_the_pages(get, holds, books):
    books.release(holds[3])
    first = get("treasurer", "/funds/CR/holds/").content.decode()
    older = re.search(r"\?before=([0-9a-f-]{36})", first)
    second = get("treasurer", f"/funds/CR/holds/?before={older[1]}").content.decode()
    found = {f"100.{at:02}" for at in range(MANY) if f"100.{at:02}" in first or f"100.{at:02}" in second}
    assert found == {f"100.{at:02}" for at in range(MANY)} - {"100.03"}


@pytest.mark.parametrize(("who", "status"), [("auditor", 200), ("board_sec", 200), ("somsri", 404), ("codi", 404)])
def test_who_sees_the_fund_sees_them_and_nobody_else(get, holds, who, status):
    assert get(who, reverse("funds:holds", args=["CR"])).status_code == status


def test_nothing_is_paid_out_of_a_hold_from_the_funds_page(client, get, holds, books):
    """It was set aside for something: only that pays out of it. Today's attack chose it in the form."""
    old = holds[0]
    for who in ("treasurer", "auditor"):
        assert "?hold=" not in get(who, "/funds/CR/holds/").content.decode()
    told = {"key": uuid4(), "source": books.source.pk, "amount": "100.00", "payee": "ร้านเพื่อน", "basis": old.basis}
    told |= {"date": "2/2/2569", "memo": "", "expense": "50200", "hold": old.pk}
    assert client.post("/funds/CR/make-voucher/", told).status_code == 403  # the auditor is signed in
    get("treasurer", "/funds/CR/")
    assert client.post("/funds/CR/make-voucher/", told).status_code == 422
    assert not Voucher.objects.filter(kind="payment").exists()
