"""What funders, signers and the fund may get wrong: refused in words with the figure, and nothing moves."""

from __future__ import annotations

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from audit.errors import Conflict
from documents.models import Document, Signature
from funds import services as funds
from funds.models import Fund, Income, MoneySource, Voucher
from funds.reports import position
from grants import services as grants
from grants.models import Agreement, Offer, Refund
from jobs import clock
from ledger.errors import InsufficientFunds
from people.actors import Actor
from people.models import Person
from requests import services as requests
from tests import factories
from tests.factories import FUND, actor
from tests.reader import text_of

pytestmark = pytest.mark.usefixtures("db", "at_work")


@pytest.fixture
def visit(client, settings):
    settings.REQUIRE_MFA = False

    def go(who: str, url: str, data: dict[str, object] | None = None):
        client.force_login(Person.objects.get(username=who))
        return client.get(url) if data is None else client.post(url, data)

    return go


def seed():
    return position(Fund.objects.get(code="CR")).sources[0]


def test_more_than_was_endorsed_is_refused_with_the_figure(visit):
    offer = factories.offer_of(factories.funding(), "พอช.")
    typed = {"version": offer.version, "channel": "direct", "line_3": "25,000.01", "conditions": "ตามแผน"}
    answer = visit("codi", f"/offers/{offer.pk}/make-offer/", typed)
    assert answer.status_code == 422 and "25,000.00" in text_of(answer)
    assert "25,000.01" in answer.content.decode() and "ตามแผน" in answer.content.decode()
    assert Offer.objects.get(pk=offer.pk).state == "asked"


def test_what_the_council_brings_itself_is_not_funded_again():
    row = factories.funding()
    factories.answer(row, "พอช.", "codi", {3: 20_000_00})
    with pytest.raises(ValidationError, match=r"15,000\.00"):
        factories.answer(row, "สสส.", "thpf", {1: 10_000_00, 3: 5_000_00, 2: 5_000_00})


def test_an_answer_after_the_request_was_withdrawn_is_refused_and_its_money_is_free():
    row = factories.funding()
    assert seed().committed == 60_000_00
    requests.withdraw(row.pk, version=row.version, reason="เปลี่ยนใจ", actor=actor("somsri"))
    assert (seed().committed, seed().available) == (0, 1_000_000_00)
    with pytest.raises(Conflict):
        factories.answer(row, "พอช.", "codi", {3: 1_00})
    with clock.at(clock.bangkok(2026, 9, 1)):
        assert grants.lapse_overdue(actor=Actor.system()) == 0
    assert factories.fresh(row).owner is None


def test_a_withdrawn_request_is_not_signed():
    agreement = factories.drawn_up()
    row, sha256 = factories.fresh(agreement.budget_request), factories.printed(agreement)
    requests.withdraw(row.pk, version=row.version, reason="เปลี่ยนใจ", actor=actor("somsri"))
    with pytest.raises(Conflict):
        grants.sign(agreement.pk, typed_name="บุญมี คำแสน", sha256=sha256, actor=actor("boonmee"))
    assert not Signature.objects.filter(signed_at__isnull=False).exists() and seed().committed == 0


def test_no_funder_is_asked_once_the_agreement_is_drawn_up():
    row = factories.fresh(factories.drawn_up().budget_request)
    with pytest.raises(Conflict):
        grants.ask_funder(row.pk, funder_id=factories.agency("สสส.").pk, amount=1_00, actor=actor("somsri"))


@pytest.mark.parametrize(
    ("name", "sha256", "status"), [("บุญมี  คำแสน", None, 422), ("สมศรี ใจดี", None, 422), ("บุญมี คำแสน", "0" * 64, 409)]
)
def test_a_signature_is_ones_own_name_under_the_text_that_was_shown(visit, name, sha256, status):
    agreement = factories.drawn_up()
    data = {"typed_name": name, "sha256": sha256 or factories.printed(agreement)}
    answer = visit("boonmee", f"/grants/agreements/{agreement.pk}/sign/", data)
    assert answer.status_code == status and name in answer.content.decode()
    assert not Signature.objects.filter(signed_at__isnull=False).exists()


def test_the_next_money_waits_for_the_report(visit):
    agreement = factories.signed()
    factories.paid(agreement)
    second = factories.instalment(agreement, FUND, 2)
    with pytest.raises(ValidationError):
        grants.request_payment(second.pk, version=second.version, actor=actor("somsri"))


@pytest.mark.parametrize(
    ("spent", "said"), [({1: 30_000_01}, "30,000.00"), ({1: 30_000_00, 2: 1}, "30,000.00"), ({9: 1}, "9")]
)
def test_a_report_stays_within_its_lines_and_what_was_paid(spent, said):
    row = factories.paid(factories.signed())
    with pytest.raises(ValidationError, match=said):
        grants.send_report(row.pk, narrative="ทำแล้ว", spent=spent, version=row.version, actor=actor("somsri"))


def test_a_report_over_its_line_is_shown_again_as_typed(visit):
    row = factories.paid(factories.signed())
    data = {"version": row.version, "narrative": "ทำครบทุกข้อ", "line_1": "40,000"}
    answer = visit("somsri", f"/grants/instalments/{row.pk}/send-report/", data)
    assert answer.status_code == 422 and "ทำครบทุกข้อ" in text_of(answer) and "40,000" in answer.content.decode()


@pytest.mark.parametrize("verb", ["accept-report", "return-report"])
def test_a_report_that_was_not_sent_is_not_answered(visit, verb):
    row = factories.paid(factories.signed())
    answer = visit(
        "treasurer", f"/grants/instalments/{row.pk}/{verb}/", {"version": row.version, "reason": "ขาดใบเสร็จ"}
    )
    assert answer.status_code in (302, 409) and factories.instalment(row.agreement, FUND).state == "paid"


def test_closing_before_its_time_is_told(visit):
    row = factories.submitted()
    assert visit("board_sec", f"/requests/{row.pk}/close-request/", {"version": row.version}).status_code == 302
    assert factories.fresh(row).state == "submitted"


def test_nothing_is_paid_while_a_request_is_suspended():
    agreement = factories.signed()
    factories.paid_direct(agreement, "พอช.", "codi")
    voucher = factories.voucher(agreement)
    funds.approve(voucher.pk, actor=actor("approver"))
    row = factories.fresh(agreement.budget_request)
    requests.suspend(row.pk, reason="ตรวจสอบ", version=row.version, actor=actor("secretariat"))
    with pytest.raises(Conflict):
        funds.pay(voucher.pk, **factories.proof(), actor=actor("cashier"))
    assert Voucher.objects.get(pk=voucher.pk).state == "approved" and seed().balance == 1_000_000_00


def test_a_terminated_request_gives_back_what_it_did_not_spend():
    agreement = factories.signed()
    factories.reported(factories.paid(agreement), {1: 15_000_00, 2: 5_000_00, 3: 9_000_00}, by="treasurer")
    row = factories.fresh(agreement.budget_request)
    requests.terminate(row.pk, reason="ผู้ดำเนินการถอนตัว", version=row.version, actor=actor("secretariat"))
    assert seed().committed == 0 and Refund.objects.get().amount == 1_000_00


def test_a_grant_above_what_is_available_resolves_nothing():
    row = factories.endorsed_by_amphoe()
    source = MoneySource.objects.get(code="SEED")
    spent = factories.allowed(950_000_00, "ผู้อื่น")
    paper = funds.Paper(source, 950_000_00, "ผู้อื่น", spent.basis, clock.today())
    drained = funds.make_voucher(uuid4(), paper, expense="50200", actor=actor("treasurer"))
    funds.approve(drained.pk, actor=actor("approver"))
    funds.pay(drained.pk, **factories.proof(), actor=actor("cashier"))
    with pytest.raises(InsufficientFunds):
        factories.decide(factories.meeting("board", row), "endorse", grant=factories.GRANT, source=source)
    assert factories.fresh(row).state == "in_review" and not Offer.objects.exists()


def test_an_instalment_is_not_paid_by_a_voucher_that_somebody_typed(visit):
    row = factories.instalment(factories.signed(), FUND)
    data = {
        "key": "6f1c1f0e-0000-4000-8000-000000000001",
        "source": MoneySource.objects.get(code="SEED").pk,
        "amount": "30,000",
        "payee": "สภา",
        "basis": row.subject,
        "date": "2/2/2569",
        "expense": "50200",
    }
    answer = visit("treasurer", "/funds/CR/make-voucher/", data)
    assert (
        answer.status_code == 422
        and row.subject in answer.content.decode()
        and not Voucher.objects.filter(kind="payment")
    )


def test_an_agency_does_not_answer_for_another():
    offer = factories.offer_of(factories.funding(), "พอช.")
    with pytest.raises(PermissionDenied):
        grants.make_offer(offer.pk, amounts={3: 1_00}, version=offer.version, actor=actor("thpf"))


def test_a_payment_is_not_dated_tomorrow():
    row = factories.instalment(factories.signed(), "พอช.")
    row = grants.request_payment(row.pk, version=row.version, actor=actor("somsri"))
    row = grants.verify(row.pk, version=row.version, actor=actor("codi"))
    tomorrow = clock.today() + datetime.timedelta(days=1)
    with pytest.raises(ValidationError):
        grants.pay_direct(row.pk, **factories.transfer(paid_on=tomorrow), version=row.version, actor=actor("codi"))


def test_papers_are_thai_whatever_their_maker_reads():
    with translation.override("en"):
        agreement = factories.drawn_up()
        factories.submitted()
    for document in Document.objects.all():
        told = str(document.facts)
        assert not any(
            word in told for word in ("Through", "Straight", "Operating", "Remuneration", "Materials", "account of")
        )
    assert "ผ่าน" in str(Document.objects.get(pk=agreement.document_id).facts["offers"])


def test_an_agency_does_not_give_the_funds_own_seed_capital(visit):
    offer = factories.offer_of(factories.funding(), "พอช.")
    seed_source = MoneySource.objects.get(code="SEED").pk
    typed = {"version": offer.version, "channel": "through_fund", "source": seed_source, "line_3": "100"}
    assert visit("codi", f"/offers/{offer.pk}/make-offer/", typed).status_code == 422
    with pytest.raises(ValidationError):
        grants.make_offer(
            offer.pk,
            amounts={3: 1_00},
            channel="through_fund",
            source_id=seed_source,
            version=offer.version,
            actor=actor("codi"),
        )
    assert Offer.objects.get(pk=offer.pk).state == "asked"


def test_nothing_is_reported_on_a_request_that_has_ended(db, at_work):
    agreement = factories.signed()
    row = factories.paid_direct(agreement, "พอช.", "codi")
    request = factories.fresh(agreement.budget_request)
    requests.terminate(request.pk, reason="ย้ายออก", version=request.version, actor=actor("secretariat"))
    with pytest.raises(Conflict):
        grants.send_report(row.pk, narrative="ทำแล้ว", spent={}, version=row.version, actor=actor("somsri"))
    assert factories.fresh(request).owner_id is None


def test_no_agreement_is_drawn_up_for_a_request_that_was_withdrawn():
    """Its council took it back after it had accepted every offer: nothing of it may be promised any more."""
    row = factories.accepted()
    row = requests.withdraw(row.pk, reason="เลิกทำ", version=row.version, actor=actor("somsri"))
    with pytest.raises(Conflict):
        grants.draw_up(row.pk, version=row.version, actor=actor("board_sec"))
    assert not Agreement.objects.exists()


def test_what_is_asked_back_already_is_not_reversed_as_well():
    """The request ended after the payment: what was not spent of it falls due for return, the whole of it."""
    paid = factories.paid(factories.signed())
    row = factories.fresh(paid.agreement.budget_request)
    requests.terminate(row.pk, reason="เลิก", version=row.version, actor=actor("secretariat"))
    with pytest.raises(Conflict):
        funds.reverse(paid.voucher_id, reason="ผิด", actor=actor("approver"))
    assert Refund.objects.get(offer=paid.offer).amount == paid.amount and seed().committed == 0


@pytest.mark.parametrize("make", ["make_voucher", "record_receipt"])
def test_nothing_that_was_typed_names_an_instalment(make):
    """A receipt on one, reversed, would have it paid a second time."""
    row = factories.paid(factories.signed())
    paper = funds.Paper(MoneySource.objects.get(code="SEED"), row.amount, "x", row.subject, clock.today())
    came_in = {"income": Income.OTHER, "proof": factories.letter()}
    kind = {"expense": "50200"} if make == "make_voucher" else came_in
    with pytest.raises(ValidationError) as refused:
        getattr(funds, make)(uuid4(), paper, actor=actor("treasurer"), **kind)
    assert "basis" in refused.value.message_dict
