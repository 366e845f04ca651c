"""Every baht in public: from the province to a payment, from there to the votes that allowed it, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from approvals.models import Meeting, Resolution
from approvals.workflow import MeetingState
from funds.models import Fund, Voucher
from grants.models import Agreement
from ledger import reports as ledger
from requests import gate
from tests import factories
from tests.world import SEATS

Page = Callable[[str], str]


@pytest.fixture
def page(db: None, at_work: None, client: Client) -> Page:
    factories.closed()

    def read(place: str) -> str:
        answer = client.get(place)
        assert answer.status_code == 200, place
        return str(answer.content.decode())

    return read


def request_page() -> str:
    """Of the one that was paid for, reported on and closed."""
    return f"/public/requests/{Agreement.objects.get().budget_request_id}/"


def links(text: str, kind: str) -> list[str]:
    return re.findall(rf'href="(/public/{kind}/[^/"]+/)"', text)


def test_from_a_payment_to_the_votes_in_three_clicks(page):
    (fund,) = set(links(page("/provinces/57/"), "funds"))
    payment = next(place for place in links(page(fund), "vouchers") if "/public/resolutions/" in page(place))
    (resolved,) = links(page(payment), "resolutions")
    told = page(resolved)
    assert "ไม่มีผู้คัดค้าน" in told or "เห็นด้วย" in told
    assert payment in links(told, "vouchers")  # and back


def test_from_a_request_to_its_meetings_and_its_agreement(page):
    asked = page(request_page())
    assert len(set(links(asked, "resolutions"))) >= 2
    (agreed,) = links(asked, "agreements")
    paid = links(page(agreed), "vouchers")
    assert paid and all(agreed in links(page(place), "agreements") for place in paid)
    (meeting,) = links(page(links(asked, "resolutions")[0]), "meetings")
    assert links(page(meeting), "requests") == [request_page()]


def test_a_request_says_why_and_what(page):
    told = page(request_page())
    assert all(heading in told for heading in ("จะเปลี่ยนอะไร", "จะทำอะไร", "สิ่งที่จะคงอยู่"))


def test_nobody_is_named_on_the_way(page):
    places = [
        *(f"/public/vouchers/{row.pk}/" for row in Voucher.objects.filter(entry_id__isnull=False)),
        *(f"/public/agreements/{row.pk}/" for row in Agreement.objects.all()),
        *(f"/public/resolutions/{row.pk}/" for row in Resolution.objects.all()),
        *(f"/public/meetings/{row.pk}/" for row in Meeting.objects.filter(state=MeetingState.CLOSED)),
        "/public/funds/CR/",
    ]
    names = {one[1] for one in SEATS if len(one[1]) > 3}
    found = {place: said for place in places if (said := [name for name in names if name in page(place)])}
    assert len(places) > 6 and found == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("กลุ่มกาแฟบ้านดอยฮาง", "กลุ่มกาแฟบ้านดอยฮาง"),
        ("บริษัท ก้าวหน้า จำกัด", "บริษัท ก้าวหน้า จำกัด"),
        ("บัญชีสภาองค์กรชุมชนตำบลดอยฮาง", "บัญชีสภาองค์กรชุมชนตำบลดอยฮาง"),
        ("บพท.", "บพท."),
        ("สมชาย ใจดี", "บุคคลธรรมดา"),
        ("นางสาวมาลี มีสุข", "บุคคลธรรมดา"),
        ("ร้านป้าแดง", "ร้าน[ปิดไว้]"),  # a shop is told, its owner is not
        ("ร้านศรีวิชัยก๊อปปี้", "ร้านศรีวิชัยก๊อปปี้"),
        ("สภาพร ใจดี", "บุคคลธรรมดา"),
        ("กลุ่มเลี้ยงไก่ นายสมชาย ใจดี", "กลุ่มเลี้ยงไก่ [ปิดไว้]"),
    ],
)
def test_a_payee_is_an_office_or_a_natural_person(name, said):
    assert gate.payee(name) == said


def test_whoever_is_paid_as_a_person_is_named_in_no_words_beside(db, at_work):
    assert gate.typed("ค่าวิทยากร สมชาย  ใจดี ครั้งที่ 2", None, "สมชาย ใจดี") == "ค่าวิทยากร [ปิดไว้] ครั้งที่ 2"
    assert gate.typed("ค่าวัสดุของกลุ่มกาแฟ", None, "กลุ่มกาแฟ") == "ค่าวัสดุของกลุ่มกาแฟ"
    row = factories.submitted()
    assert "สมศรี" not in gate.typed("สมศรี ใจดี ชี้แจงว่าทำได้", row)


@pytest.mark.parametrize("who", ["other", "codi", "auditor"])
def test_an_account_opens_no_more_of_it_than_nobody_does(page, client, who):
    """Signed in, in whichever seat, and by any method but reading: the public pages are the same, and refuse the rest."""
    places = ["/public/funds/CR/", request_page(), f"/public/vouchers/{Voucher.objects.filter(state='paid')[0].pk}/"]
    before = [re.search("<main.*</main>", page(place), re.S)[0] for place in places]
    client.force_login(factories.actor(who).by_person)
    assert [re.search("<main.*</main>", page(place), re.S)[0] for place in places] == before
    assert {client.post(place, {"x": "1"}).status_code for place in places} == {405}


def test_what_is_not_over_is_not_shown(db, at_work, client):
    voucher = factories.voucher(factories.signed())
    open_one = factories.in_session()
    for place in (f"vouchers/{voucher.pk}", f"meetings/{open_one.pk}", "funds/XX", "resolutions/9999999"):
        assert client.get(f"/public/{place}/").status_code == 404, place


def test_months_add_up_to_what_the_bank_holds(page):
    fund = Fund.objects.get(code="CR")
    told = ledger.months(fund.code, date(2000, 1, 1))
    holds = sum(one.balance for one in ledger.trial_balance(fund.code) if one.kind == "asset")
    assert told[0].balance == holds == sum(one.received - one.paid for one in told)
    assert ledger.months(fund.code, told[0].first)[0] == told[0]
