"""Pages of the fund, tried by its officers, its board, the auditor, a council, another province and nobody."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from funds.models import Voucher
from jobs.services import run_due
from people.models import Person
from tests import factories
from tests.books import SEED

INSIDE = ["treasurer", "approver", "cashier", "board_sec", "board_m1", "auditor", "secretariat"]
OUTSIDE = ["somsri", "amphoe_sec", "codi", "stranger"]
PAY = {
    "date": "2/2/2569",
    "memo": "",
    "expense": "50200",
}


@pytest.fixture
def visit(client, books):
    """Ask for a page as somebody; with data, send the form."""

    def go(who: str, name: str, *args, data: dict | None = None):
        client.force_login(Person.objects.get(username=who))
        url = reverse(f"funds:{name}", args=args)
        return client.get(url) if data is None else client.post(url, data)

    return go


def form(books, **fields) -> dict[str, str]:
    return {**PAY, "key": str(uuid4()), "basis": books.basis, "amount": "50.00", **fields}


@pytest.fixture
def voucher(db, books, visit) -> Voucher:
    assert visit("treasurer", "make_voucher", "CR", data=form(books)).status_code == 302
    return Voucher.objects.get(kind="payment")


@pytest.mark.parametrize("who", INSIDE)
def test_who_belongs_there_sees_the_fund(db, visit, voucher, who):
    page = visit(who, "fund", "CR")
    assert (
        page.status_code == 200 and "1,000,000.00" in page.content.decode() and voucher.label in page.content.decode()
    )
    assert visit(who, "statement", "CR", "SEED").status_code == 200
    assert visit(who, "voucher", voucher.pk).status_code == 200


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("name", ["fund", "voucher", "approve", "pay"])
def test_who_does_not_belong_there_learns_nothing(db, visit, voucher, who, name):
    data = {"version": "1"} if name == "approve" else None
    assert visit(who, name, "CR" if name == "fund" else voucher.pk, data=data).status_code == 404


def test_nobody_is_sent_to_sign_in(db, client, voucher):
    client.logout()
    for name, args in {"list": [], "fund": ["CR"], "voucher": [voucher.pk], "make_voucher": ["CR"]}.items():
        assert client.get(reverse(f"funds:{name}", args=args)).status_code == 302


def test_three_officers_pay_in_pages(db, visit, voucher):
    assert visit("approver", "approve", voucher.pk, data={"version": "1"}).status_code == 302
    proof = {"version": "2", **factories.proof(), "date": "2/2/2569"}
    assert visit("cashier", "pay", voucher.pk, data=proof).status_code == 302
    text = visit("auditor", "voucher", voucher.pk).content.decode()
    assert all(name in text for name in ("พิมพ์ใจ บุญเรือง", "สุรชัย ตาคำ", "รัตนา ไชยวงศ์", "1/2569"))


def test_the_wrong_officer_is_told_why(db, visit, voucher):
    answer = visit("treasurer", "pay", voucher.pk, data={"version": "1"})
    assert answer.status_code == 403


def test_a_stale_page_is_refused_in_words(db, visit, voucher):
    visit("approver", "reject", voucher.pk, data={"version": "1", "reason": "ไม่มีใบเสนอราคา"})
    visit("approver", "approve", voucher.pk, data={"version": "1"})
    voucher.refresh_from_db()
    assert voucher.state == "rejected"


def test_two_clicks_make_one_voucher(db, books, visit):
    data = form(books)
    places = {visit("treasurer", "make_voucher", "CR", data=data).headers["Location"] for _ in range(2)}
    assert len(places) == 1 and Voucher.objects.filter(kind="payment").count() == 1


def test_a_source_is_opened_once(db, visit):
    data = {"code": "CODI", "name": "พอช.", "kind": "matching_contribution", "restricted_purpose": ""}
    assert visit("treasurer", "open_source", "CR", data=data).status_code == 302
    assert visit("treasurer", "open_source", "CR", data=data).status_code == 422
    assert visit("treasurer", "open_source", "CR", data={**data, "code": "a/b"}).status_code == 422
    assert visit("cashier", "open_source", "CR", data=data).status_code == 403


def test_the_books_are_taken_away_as_a_file(db, visit, client):
    place = visit("auditor", "export_books", "CR", data={"form": "hledger"}).headers["Location"]
    run_due()
    answer = client.get(f"{place}file/")
    assert b"assets:CR:10201:SEED" in answer.getvalue() and "CR.hledger" in answer.headers["Content-Disposition"]
    assert visit("auditor", "export_books", "CR", data={"form": "exe"}).status_code == 422
    assert visit("somsri", "export_books", "CR", data={"form": "csv"}).status_code == 404


BAD = [
    {"amount": "-5"},
    {"amount": "0.005"},
    {"amount": "0"},
    {"amount": "9" * 20},
    {"date": "31/2/2569"},
    {"date": "1/1/2599"},
    {"basis": ""},
    {"basis": "resolution:999"},
    {"basis": "letter:x1"},
    {"basis": "instalment:1"},
    {"key": "x"},
    {"expense": "99999"},
    {"amount": "50000.01"},
]


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_bad_input_is_said_beside_the_field_and_nothing_is_lost(db, books, visit, bad):
    page = visit("treasurer", "make_voucher", "CR", data=form(books, memo="ซื้อ <b>กล้า</b> =1+1", **bad))
    assert page.status_code == 422
    assert "ซื้อ &lt;b&gt;กล้า&lt;/b&gt; =1+1" in page.content.decode()
    assert not Voucher.objects.filter(kind="payment").exists()


def test_more_than_is_available_is_said_with_the_figure(db, books, visit, voucher):
    books.pay(SEED - 4999)
    visit("approver", "approve", voucher.pk, data={"version": "1"})
    proof = {"version": "2", **factories.proof(), "date": "2/2/2569"}
    page = visit("cashier", "pay", voucher.pk, data=proof)
    assert page.status_code == 422 and "49.99" in page.content.decode() and "1/2569" in page.content.decode()


@pytest.mark.parametrize("name", ["fund", "statement"])
def test_pages_need_the_same_queries_whatever_the_history(
    db, books, visit, client, django_assert_max_num_queries, name
):
    for _ in range(5):
        books.pay(100)
        books.commit(100)
    args = ["CR", "SEED"] if name == "statement" else ["CR"]
    visit("auditor", name, *args)
    with django_assert_max_num_queries(12):
        assert client.get(reverse(f"funds:{name}", args=args)).status_code == 200
