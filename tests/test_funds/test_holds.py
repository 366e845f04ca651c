"""What is set aside: a page at a time, and a payment out of any of it, however much there is."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from funds import reports
from funds.models import Fund, Voucher
from people.models import Person
from tests.reader import text_of

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


def test_a_payment_begins_from_an_old_hold(client, get, holds, books):
    """One that is too old for the list in the form."""
    old = holds[0]
    form = get("treasurer", f"/funds/CR/make-voucher/?hold={old.pk}").content.decode()
    assert f'value="{old.pk}" selected' in form and str(holds[1].pk) not in form
    told = {"key": uuid4(), "source": books.source.pk, "amount": "100.00", "payee": "สภา", "basis": "หนังสือ 1"}
    told |= {"date": "2/2/2569", "memo": "", "expense": "50200", "hold": old.pk}
    answer = client.post("/funds/CR/make-voucher/", told)
    assert answer.status_code == 302, text_of(answer)
    assert Voucher.objects.get(kind="payment").hold_id == old.pk


@pytest.mark.parametrize("asked", ["x", "14f0c15f-0af5-4084-9159-43980cf434b3", "%00", "1", "' OR 1=1"])
def test_what_is_no_hold_of_the_fund_is_not_chosen(get, holds, asked):
    page = get("treasurer", f"/funds/CR/make-voucher/?hold={asked}")
    chosen = re.findall(r'<option value="([^"]*)" selected', page.content.decode())
    assert page.status_code == 200 and not {str(hold.pk) for hold in holds} & set(chosen)


def test_a_hold_that_nothing_remains_of_is_not_offered(get, holds, books):
    books.release(holds[0])
    assert reports.hold_of(Fund.objects.get(code="CR"), str(holds[0].pk)) is None
    assert reports.hold_of(Fund.objects.get(code="CR"), str(holds[1].pk)) == holds[1]


@pytest.mark.parametrize(("who", "status"), [("auditor", 200), ("board_sec", 200), ("somsri", 404), ("codi", 404)])
def test_who_sees_the_fund_sees_them_and_nobody_else(get, holds, who, status):
    assert get(who, reverse("funds:holds", args=["CR"])).status_code == status


def test_only_who_makes_vouchers_is_led_to_one(get, holds):
    assert "?hold=" in get("treasurer", "/funds/CR/holds/").content.decode()
    assert "?hold=" not in get("auditor", "/funds/CR/holds/").content.decode()
