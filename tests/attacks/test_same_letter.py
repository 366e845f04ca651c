"""What proves money that came in: one letter is not taken twice unnoticed, and what came back has its slip like all other money."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from funds import services
from funds.models import Income, MoneySource, Paper, Proof, Voucher
from grants import services as grants
from grants.models import Refund
from jobs import clock
from notices.models import Notice
from tests import factories
from tests.attacks.test_same_receipt import receipt, saved, written_anew
from tests.factories import FUND, actor
from tests.prove import country
from tests.reader import Visit, text_of

pytestmark = pytest.mark.usefixtures("db", "at_work")
WHY = "หนังสือฉบับเดียว โอนสองงวด"


def takes(proof: Proof, payee: str = "อบจ.เชียงราย", **terms: Any) -> Voucher:
    paper = Paper(
        MoneySource.objects.get(fund__code="CR", code="SEED"), 1_000_00, payee, proof.reference, clock.today(), "สมทบ"
    )
    terms = {"income": Income.OTHER, "actor": actor("treasurer"), **terms}
    return services.record_receipt(terms.pop("key", None) or uuid4(), terms.pop("paper", paper), proof=proof, **terms)


def refused(act: Any) -> str:
    with pytest.raises(ValidationError) as error, transaction.atomic():
        act()
    return next(iter(error.value.message_dict))


def again(proof: Proof, number: str) -> Proof:
    proof.file.seek(0)
    return Proof(proof.kind, number, written_anew(proof.file))


def test_one_letter_brings_money_twice_with_a_reason_that_others_read(visit: Visit):
    first = factories.letter()
    taken = takes(first)
    twice = again(first, "อีกเลขหนึ่ง")
    assert refused(lambda: takes(twice)) == "doubt"
    voucher = takes(twice, doubt=WHY)
    assert (voucher.like, voucher.doubt) == (taken, WHY)
    told = Notice.objects.filter(kind="voucher.doubted").values_list("person__username", flat=True)
    assert set(told) == {"approver", "auditor"}
    for who in ("approver", "auditor"):
        assert WHY in text_of(visit(who, f"/vouchers/{voucher.pk}/"))


def test_a_picture_from_afar_and_the_same_number_of_the_same_giver_ask_why():
    page = receipt()
    takes(Proof("slip", "สลิป 1", saved(page, "JPEG", quality=90)))
    assert refused(lambda: takes(Proof("slip", "สลิป 2", saved(page, "JPEG", quality=40)), payee="คนอื่น")) == "doubt"
    assert refused(lambda: takes(Proof("slip", "สลิป ๑", factories.letter().file))) == "doubt"
    assert takes(Proof("slip", "สลิป 1", factories.letter().file), payee="คนอื่น").doubt == ""


def test_the_letter_of_a_receipt_that_was_reversed_proves_the_next():
    first = factories.letter()
    voucher = takes(first)
    services.reverse(voucher.pk, reason="ผิดแหล่งเงิน", version=voucher.version, actor=actor("approver"))
    assert takes(first).doubt == ""


def test_what_a_payee_signed_proves_no_income_unasked():
    voucher = factories.paid(factories.signed())
    paid = Voucher.objects.get(pk=voucher.voucher_id)
    blob = SimpleUploadedFile("receipt.pdf", bytes(paid.evidence_blob.content))
    assert refused(lambda: takes(Proof("slip", "สลิป 9", blob))) == "doubt"


@pytest.mark.parametrize(
    "changed",
    [
        {"payee": "อบต.อื่น"},
        {"memo": "คนละเรื่อง"},
        {"basis": "ชร 0017/999"},
        {"income": Income.INTEREST},
        {"file": True},
    ],
    ids=str,
)
def test_a_form_that_was_gone_back_to_and_changed_is_not_said_to_be_recorded(changed):
    """The same key with the same sum was answered with the first receipt: the second sum was in no book."""
    key, first = uuid4(), factories.letter()
    source = MoneySource.objects.get(code="SEED")
    said = {"payee": "อบจ.", "basis": first.reference, "memo": "สมทบ"}
    paper = Paper(source, 1_000_00, date=clock.today(), **said)
    taken = takes(first, key=key, paper=paper)
    assert takes(first, key=key, paper=paper) == taken
    income = changed.pop("income", Income.OTHER)
    proof = factories.letter() if changed.pop("file", False) else first
    other = Paper(source, 1_000_00, date=clock.today(), **{**said, **changed})
    with pytest.raises(ValidationError) as error, transaction.atomic():
        takes(proof, key=key, paper=other, income=income)
    assert error.value.code == "key_used" and taken.label in str(error.value)


def closing_offer(name: str) -> Refund:
    return Refund.objects.get(offer=factories.offer_of(factories.closing(), name))


def test_a_refund_has_its_slip_in_the_fund():
    refund = closing_offer(FUND)
    with pytest.raises(TypeError):
        grants.receive_refund(refund.offer_id, actor=actor("treasurer"))
    grants.receive_refund(refund.offer_id, **factories.slip(), actor=actor("treasurer"))
    refund.refresh_from_db()
    voucher = Voucher.objects.get(pk=refund.voucher_id)
    assert voucher.evidence == "slip" and voucher.evidence_blob_id


def test_the_slip_of_other_money_proves_no_refund_unasked():
    refund, slip = closing_offer(FUND), factories.slip()
    takes(Proof("slip", "สลิป 7", slip["file"]))
    assert refused(lambda: grants.receive_refund(refund.offer_id, **slip, actor=actor("treasurer"))) == "doubt"


def agencys() -> tuple[Refund, dict[str, Any]]:
    """2,500 baht that an agency had paid itself come back to it; and what it paid them with."""
    agreement = factories.signed()
    transfer = factories.transfer()
    row = factories.instalment(agreement, "สสส.")
    row = grants.request_payment(row.pk, version=row.version, actor=actor("somsri"))
    row = grants.verify(row.pk, version=row.version, actor=actor("thpf"))
    row = grants.pay_direct(row.pk, **transfer, version=row.version, actor=actor("thpf"))
    factories.reported(row, {1: 5_000_00}, by="thpf", is_final=True)
    return Refund.objects.get(offer=row.offer_id), transfer


def test_a_refund_to_an_agency_has_a_file_of_its_own(visit: Visit):
    refund, transfer = agencys()
    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.filter(pk=refund.pk).update(
            returned_at=clock.now(), returned_on=clock.today(), returned_by=actor("thpf").seat
        )
    used = factories.slip(file=transfer["file"])
    assert refused(lambda: grants.receive_refund(refund.offer_id, **used, actor=actor("thpf"))) == "file"
    place = f"/offers/{refund.offer_id}/receive-refund/"
    terms = factories.slip()
    page = visit("thpf", place)
    assert page.status_code == 200
    sent = {**terms, "date": "2/2/2569", "version": refund.offer.version}
    assert visit("thpf", place, {**sent, "file": ""}).status_code == 422
    assert visit("thpf", place, sent).status_code == 302
    assert visit("somsri", f"/offers/{refund.offer_id}/refund/").headers["Content-Type"] == "application/pdf"
    assert visit("codi", f"/offers/{refund.offer_id}/refund/").status_code == 404
    assert terms["evidence_reference"] in text_of(visit("somsri", f"/offers/{refund.offer_id}/"))


@pytest.mark.parametrize("word", ["offer", "letter", "instalment"])
def test_nobody_types_the_row_of_a_room_as_the_number_of_a_letter(visit: Visit, word):
    """A receipt on an offer is what its refund is told by."""
    refund = closing_offer(FUND)
    source = MoneySource.objects.get(code="SEED")
    terms = {"key": uuid4(), "source": source.pk, "amount": "10", "payee": "x", "date": "2/2/2569", "income": "40500"}
    sent = {**terms, **factories.slip(evidence_reference=f"{word}:{refund.offer_id}")}
    assert visit("treasurer", "/funds/CR/record-receipt/", sent).status_code == 422
    assert not Voucher.objects.filter(basis=f"{word}:{refund.offer_id}", kind="receipt").exists()


def second_fund() -> MoneySource:
    """Of the same province; its own treasurer keeps its books."""
    fund = country.second_fund()
    return MoneySource.objects.get(fund=fund, code="SEED")


def test_a_letter_that_proved_money_of_one_fund_proves_none_of_another_unasked(visit: Visit):
    """A hundred baht that one fund received stood in the books of two."""
    first = factories.letter()
    taken, other = takes(first), second_fund()
    paper = Paper(other, 1_000_00, "อบจ.เชียงราย", first.reference, clock.today(), "สมทบ")
    of_other = {"paper": paper, "actor": actor("treasurer2")}
    for number in (first.reference, "อีกเลขหนึ่ง"):
        assert refused(lambda number=number: takes(again(first, number), **of_other)) == "doubt"
    assert refused(lambda: takes(Proof("letter", first.reference, factories.letter().file), **of_other)) == "doubt"
    voucher = takes(again(first, first.reference), doubt=WHY, **of_other)
    assert voucher.like == taken
    label = f"{taken.label} (CR)"
    assert f"/vouchers/{taken.pk}/" not in visit("treasurer2", f"/vouchers/{voucher.pk}/").content.decode()
    assert label in text_of(visit("treasurer2", f"/vouchers/{voucher.pk}/"))
    assert f"/vouchers/{taken.pk}/" in visit("auditor", f"/vouchers/{voucher.pk}/").content.decode()
