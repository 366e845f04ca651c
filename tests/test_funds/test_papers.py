"""The papers of a voucher: issued with it, numbered without gaps, replaced when it holds no longer."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from documents.models import Document
from funds import services
from funds.models import Expense, Income, Voucher
from jobs import clock
from tests import factories
from tests.factories import actor, letter, proof
from wiring.refs import Ref


def voucher(books, basis: Ref | None = None) -> Voucher:
    basis = basis or factories.allowed(100_000_00, "เทศบาลตำบลดอนศิลา").basis
    paper = services.Paper(books.source, 7_502_525, "เทศบาลตำบลดอนศิลา", basis, clock.today(), memo="งวดที่ 1")
    return services.make_voucher(uuid4(), paper, expense=Expense.ORGANISATIONS, actor=actor("treasurer"))


def papers(row: Voucher) -> list[tuple[str, str, bool]]:
    found = Document.objects.filter(subject=row.subject).order_by("pk")
    return [(one.kind, one.number, one.is_replaced) for one in found]


def test_a_voucher_is_on_paper_when_it_is_made_and_the_payees_receipt_when_it_is_approved(db, books):
    row = voucher(books)
    assert papers(row) == [("payment_voucher", row.label, False)]
    services.approve(row.pk, actor=actor("approver"))
    assert papers(row)[1:] == [("payee_receipt", f"1/{row.year}", False)]
    facts = Document.objects.get(subject=row.subject, kind="payee_receipt").facts
    assert (facts["amount"], facts["payee"], facts["voucher"]) == (7_502_525, "เทศบาลตำบลดอนศิลา", row.label)


def test_money_in_has_its_paper(db, books):
    paper = services.Paper(books.source, 100, "อบจ.", "หนังสือ 2/2569", clock.today())
    row = services.record_receipt(
        uuid4(), paper, income=Income.LOCAL_GOVERNMENT, proof=letter(), actor=actor("treasurer")
    )
    assert papers(row) == [("receipt_voucher", row.label, False)]


def test_a_rejected_voucher_is_replaced_by_a_paper_that_says_so(db, books):
    row = voucher(books)
    services.reject(row.pk, reason="ไม่มีใบเสนอราคา", actor=actor("approver"))
    assert papers(row) == [("payment_voucher", row.label, True), ("payment_voucher", row.label, False)]
    last = Document.objects.filter(subject=row.subject).latest("pk")
    assert last.facts["cancelled"] == {"on": clock.today().isoformat(), "state": "rejected", "reason": "ไม่มีใบเสนอราคา"}
    assert not last.signatures.exists()


def test_a_reversed_payment_cancels_both_its_papers(db, books):
    row = voucher(books)
    services.approve(row.pk, actor=actor("approver"))
    services.pay(row.pk, actor=actor("cashier"), **proof())
    services.reverse(row.pk, reason="ผิดบัญชี", actor=actor("approver"))
    standing = Document.objects.filter(subject=row.subject, replaced_by=None)
    assert {one.kind for one in standing} == {"payment_voucher", "payee_receipt"}
    assert all("cancelled" in one.facts for one in standing)


def test_receipts_are_numbered_without_gaps_when_an_approval_fails(db, books, monkeypatch):
    basis = factories.allowed(200_000_00, "เทศบาลตำบลดอนศิลา").basis
    first, second = voucher(books, basis), voucher(books, basis)
    with monkeypatch.context() as broken, pytest.raises(ValidationError):
        broken.setattr("funds.services.vouchers._tell", lambda *a, **k: (_ for _ in ()).throw(ValidationError("away")))
        services.approve(first.pk, actor=actor("approver"))
    services.approve(second.pk, actor=actor("approver"))
    assert papers(second)[1][1] == f"1/{second.year}"


def test_only_who_sees_the_fund_reads_its_papers(db, books, client):
    document = Document.objects.get(subject=voucher(books).subject)
    for name, status in {"treasurer": 202, "somsri": 404, "stranger": 404}.items():
        client.force_login(actor(name).by_person)
        assert client.get(f"/documents/{document.pk}/").status_code == status
