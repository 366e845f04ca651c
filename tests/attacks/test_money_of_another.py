"""Money of one for another: a hold pays only its own basis; what no agreement pays needs a resolution and a file."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from approvals import services as approvals
from approvals.models import AgendaItem, Resolution
from audit.errors import Conflict
from documents import blobs
from funds import services
from funds.models import Income, MoneySource, Proof, Voucher
from jobs import clock
from ledger.models import Hold
from people.models import Person
from tests import factories
from tests.factories import FUND, actor, proof
from tests.races import race
from tests.reader import Visit, text_of
from wiring.refs import Ref

pytestmark = pytest.mark.usefixtures("at_work")


def seed() -> MoneySource:
    return MoneySource.objects.get(code="SEED", fund__code="CR")


def paper(basis: str, amount: int = 1_000_00, payee: str = "ร้านเพื่อน") -> services.Paper:
    return services.Paper(seed(), amount, payee, basis, clock.today())


def make(said: services.Paper, hold: Hold | None = None, **terms: Any) -> Voucher:
    return services.make_voucher(terms.pop("key", uuid4()), said, expense="50200", hold=hold, actor=actor("treasurer"))


def codes_of(refused: pytest.ExceptionInfo[ValidationError]) -> set[str]:
    error = refused.value
    errors = [one for some in error.error_dict.values() for one in some] if hasattr(error, "error_dict") else [error]
    return {str(one.code) for one in errors}


@pytest.mark.parametrize("basis", ["letter:x1", "letter:1", "หนังสือ 1", "voucher:1", "offer:1", "request:1"])
def test_what_no_room_answers_for_pays_nothing(db, basis):
    with pytest.raises(ValidationError) as refused:
        make(paper(basis))
    assert codes_of(refused) == {"basis_pays_nothing"} and not Voucher.objects.filter(kind="payment").exists()


def test_a_councils_hold_pays_no_friends_shop(db):
    """Today's attack: a voucher consumed what was set aside for a council and paid a friend on a letter."""
    row = factories.instalment(factories.signed(), FUND)
    hold = Hold.objects.get(pk=row.offer.hold_id)
    for basis, payee in (
        ("letter:x1", "ร้านเพื่อน"),
        (hold.basis, "ร้านเพื่อน"),
        (row.subject, "ร้านเพื่อน"),
        (Resolution.objects.latest("pk").basis, row.agreement.budget_request.recipient_name),
    ):
        with pytest.raises(ValidationError), transaction.atomic():
            make(paper(basis, row.amount, payee), hold)


def test_an_instalment_is_paid_whole_to_its_grantee_out_of_its_own_hold(db):
    agreement = factories.signed()
    row, grantee = factories.instalment(agreement, FUND), agreement.budget_request.recipient_name
    own, other = Hold.objects.get(pk=row.offer.hold_id), None
    for amount, hold in ((row.amount - 1, own), (row.amount + 1, own), (row.amount, other)):
        with pytest.raises(ValidationError) as refused, transaction.atomic():
            make(paper(row.subject, amount, grantee), hold)
        assert codes_of(refused) == {"voucher_not_of_instalment"}


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"payee": "ร้านอื่น"}, "not_what_was_resolved"),
        ({"amount": 50_000_01}, "resolution_used_up"),
    ],
)
def test_a_resolution_pays_what_it_says_and_nothing_else(db, terms, code):
    basis = factories.allowed().basis
    with pytest.raises(ValidationError) as refused:
        make(paper(basis, **{"payee": "สภา", **terms}))
    assert codes_of(refused) == {code}


def test_a_resolution_is_used_up_by_vouchers_that_stand(db):
    basis = factories.allowed().basis
    first = make(paper(basis, 30_000_00, "สภา"))
    with pytest.raises(ValidationError), transaction.atomic():
        make(paper(basis, 20_000_01, "สภา"))
    services.reject(first.pk, reason="ผิด", actor=actor("approver"))
    assert make(paper(basis, 50_000_00, "สภา")).amount == 50_000_00


def test_two_treasurers_forms_use_one_resolution_up_once(fresh_database):
    basis, treasurer, source = factories.allowed().basis, actor("treasurer"), seed()
    said = services.Paper(source, 30_000_00, "สภา", basis, clock.today())
    outcomes = race(lambda: services.make_voucher(uuid4(), said, expense="50200", actor=treasurer), times=3)
    assert sorted(type(one).__name__ for one in outcomes) == ["Invalid", "Invalid", "Voucher"]


@pytest.mark.parametrize("outcome", ["decline", "defer"])
def test_a_resolution_that_allows_nothing_pays_nothing(db, outcome):
    made = factories.decide(factories.meeting("board", kind="payment"), outcome)
    with pytest.raises(ValidationError) as refused:
        make(paper(made.basis, payee="สภา"))
    assert codes_of(refused) == {"not_allowed"}


def test_only_a_funds_own_board_allows_a_payment(db):
    meeting = factories.meeting("amphoe", opened=False)
    with pytest.raises(ValidationError):
        approvals.list_item(meeting.pk, kind="payment", title="จ่าย", actor=actor("amphoe_sec"))


def test_nothing_is_paid_before_who_presided_confirms(db):
    made = factories.allowed(confirmed=False)
    voucher = make(paper(made.basis, payee="สภา"))
    services.approve(voucher.pk, actor=actor("approver"))
    with pytest.raises(Conflict), transaction.atomic():
        services.pay(voucher.pk, **proof(), actor=actor("cashier"))
    meeting = factories.close(AgendaItem.objects.get(pk=made.item_id).meeting)
    with pytest.raises(Conflict), transaction.atomic():
        services.pay(voucher.pk, **proof(), actor=actor("cashier"))
    factories.confirm(meeting)
    assert services.pay(voucher.pk, **proof(), actor=actor("cashier")).state == "paid"


# -- the file -----------------------------------------------------------------------------------------------------------


def approved(basis: Ref, amount: int = 1_000_00) -> Voucher:
    return services.approve(make(paper(basis, amount, "สภา")).pk, actor=actor("approver"))


def test_one_receipt_proves_one_payment(db):
    """Replayed for the next voucher it is refused, by the service and by the database."""
    basis, cashier = factories.allowed().basis, actor("cashier")
    page = factories.one_of_its_own()
    file = {"file": SimpleUploadedFile("r.pdf", page)}
    paid = services.pay(approved(basis).pk, **proof(**file), actor=cashier)
    assert blobs.read(paid.evidence_blob_id or "") == page
    again = approved(basis)
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        services.pay(again.pk, **proof(file=SimpleUploadedFile("r.pdf", page)), actor=cashier)
    assert codes_of(refused) == {"evidence_used"}
    other = services.pay(again.pk, **proof(), actor=cashier)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.filter(pk=other.pk).update(evidence_blob=paid.evidence_blob_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.filter(pk=other.pk).update(evidence_blob=None)


def test_money_received_has_its_letter(db):
    terms = {"income": Income.OTHER, "actor": actor("treasurer")}
    nothing = Proof("letter", "หนังสือ 1", SimpleUploadedFile("letter.pdf", b""))
    for basis, given in (("หนังสือ 1", nothing), ("letter:1", factories.letter()), ("instalment:1", factories.letter())):
        with pytest.raises(ValidationError), transaction.atomic():
            services.record_receipt(uuid4(), paper(basis), proof=given, **terms)
    with pytest.raises(TypeError):
        services.record_receipt(uuid4(), paper("offer:1"), **terms)


def test_the_file_is_for_those_who_see_the_voucher(db, client):
    paid = services.pay(approved(factories.allowed().basis).pk, **proof(), actor=actor("cashier"))
    for who, status in {"auditor": 200, "board_m1": 200, "somsri": 404, "stranger": 404}.items():
        client.force_login(Person.objects.get(username=who))
        assert client.get(f"/vouchers/{paid.pk}/evidence/").status_code == status


def test_the_form_offers_what_was_resolved_and_takes_nothing_else(db, visit: Visit):
    made = factories.allowed()
    shown = text_of(visit("treasurer", "/funds/CR/make-voucher/"))
    assert f"มติที่ {made.label}" in shown and "50,000.00" in shown
    told = {"key": uuid4(), "amount": "10.00", "date": "2/2/2569", "memo": "ค่าห้อง", "expense": "50200"}
    for basis, status in ((made.basis, 302), ("letter:x1", 422), ("resolution:999", 422)):
        answer = visit("treasurer", "/funds/CR/make-voucher/", {**told, "key": uuid4(), "basis": basis})
        assert answer.status_code == status
    assert Voucher.objects.get(kind="payment").payee == "สภา"
