"""Vouchers: three persons, one number each, money that moves once."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from audit.errors import Conflict, StaleVersion
from audit.reports import event_names
from funds import reports, services
from funds.models import Expense, Income, Voucher
from jobs import clock
from ledger import errors
from people.actors import Actor
from people.models import Person, Role
from tests.books import SEED
from tests.factories import actor, letter, proof
from tests.races import race


def paper(books, amount: int = 5000, **terms) -> services.Paper:
    basis = books.basis
    return services.Paper(books.source, amount, "สภา", basis, terms.pop("date", clock.today()), **terms)


def income(books, amount: int, **terms) -> services.Paper:
    return services.Paper(books.source, amount, "สภา", "หนังสือ 1/2569", terms.pop("date", clock.today()), **terms)


def made(books, **fields) -> Voucher:
    usual = {"expense": Expense.ORGANISATIONS, "actor": actor("treasurer")}
    return services.make_voucher(uuid4(), paper(books), **usual | fields)


def approved(books) -> Voucher:
    return services.approve(made(books).pk, actor=actor("approver"))


def paid(books) -> Voucher:
    return services.pay(approved(books).pk, actor=actor("cashier"), **proof())


def test_three_persons_pay(db, books):
    voucher = paid(books)
    assert voucher.state == "paid" and reports.position(books.source.fund).balance == SEED - 5000
    moves = [event for event in event_names(voucher.subject) if not event.startswith("document.")]
    assert moves == ["voucher.made", "voucher.approved", "voucher.paid"]


@pytest.mark.parametrize("who", ["treasurer", "cashier", "somsri", "board_chair", "codi", "stranger"])
def test_only_the_funds_approver_approves(db, books, who):
    with pytest.raises(PermissionDenied):
        services.approve(made(books).pk, actor=actor(who))


def in_another_seat(username: str, role: Role) -> Actor:
    """The same person, as if in another seat of the fund: the database keeps nobody in two, so none is written."""
    first, other = actor(username), actor(role)
    assert other.seat is not None
    other.seat.person = first.person
    return Actor(first.person, other.seat)


def test_the_maker_does_not_approve_in_another_seat(db, books):
    voucher = made(books)
    with pytest.raises(PermissionDenied):
        services.approve(voucher.pk, actor=in_another_seat("treasurer", Role.APPROVER))
    Person.objects.get(username="treasurer")
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.filter(pk=voucher.pk).update(approved_by=voucher.made_by, approved_at=clock.now())


@pytest.mark.parametrize("who", ["treasurer", "approver"])
def test_the_maker_and_the_approver_do_not_pay_in_another_seat(db, books, who):
    voucher = approved(books)
    with pytest.raises(PermissionDenied):
        services.pay(voucher.pk, actor=in_another_seat(who, Role.CASHIER), **proof())


@pytest.mark.parametrize(
    "wrong",
    [
        {"evidence": "nothing"},
        {"evidence": "letter"},
        {"evidence_reference": " "},
        {"file": SimpleUploadedFile("x.pdf", b"x")},
    ],
)
def test_nothing_is_paid_without_evidence(db, books, wrong):
    with pytest.raises(ValidationError):
        services.pay(approved(books).pk, actor=actor("cashier"), **proof(**wrong))
    assert reports.position(books.source.fund).balance == SEED


def test_the_same_form_makes_one_voucher(db, books):
    key, terms = uuid4(), {"expense": Expense.ORGANISATIONS, "actor": actor("treasurer")}
    first = services.make_voucher(key, paper(books), **terms)
    assert services.make_voucher(key, paper(books), **terms) == first
    with pytest.raises(ValidationError):
        services.make_voucher(key, paper(books, 5001), **terms)


def test_numbers_have_no_gap(db, books):
    made(books)
    with pytest.raises(ValidationError), transaction.atomic():
        services.make_voucher(uuid4(), paper(books, 0), expense="50200", actor=actor("treasurer"))
    assert [voucher.label for voucher in (made(books), made(books))] == ["PAY 2/2569", "PAY 3/2569"]


def test_a_rejected_voucher_keeps_its_number_and_its_reason(db, books):
    voucher = made(books)
    with pytest.raises(ValidationError):
        services.reject(voucher.pk, reason=" ", actor=actor("approver"))
    rejected = services.reject(voucher.pk, reason="ไม่มีใบเสนอราคา", actor=actor("approver"))
    assert (rejected.state, rejected.number) == ("rejected", voucher.number)
    with pytest.raises(Conflict):
        services.approve(voucher.pk, actor=actor("approver"))


def test_a_reversal_gives_the_money_back_and_keeps_the_paper(db, books):
    voucher = services.reverse(paid(books).pk, reason="ผิดบัญชี", actor=actor("approver"))
    assert voucher.state == "reversed" and reports.position(books.source.fund).balance == SEED
    with pytest.raises(Conflict):
        services.reverse(voucher.pk, reason="อีกครั้ง", actor=actor("approver"))


def test_money_returned_is_a_refund(db, books):
    key, told = uuid4(), income(books, 700)
    terms = {"income": Income.RETURNED, "actor": actor("cashier")}
    came = letter()
    voucher = services.record_receipt(key, told, proof=came, **terms)
    assert services.record_receipt(key, told, proof=came, **terms) == voucher
    assert voucher.state == "received" and reports.position(books.source.fund).balance == SEED + 700


def test_a_date_in_the_future_is_refused(db, books):
    later = clock.today().replace(year=2027)
    with pytest.raises(ValidationError):
        told = income(books, 700, date=later)
        services.record_receipt(uuid4(), told, income=Income.OTHER, proof=letter(), actor=actor("treasurer"))


def test_more_than_is_available_is_not_paid(db, books):
    voucher = approved(books)
    books.commit(SEED - 4999)
    with pytest.raises(errors.InsufficientFunds) as refused:
        services.pay(voucher.pk, actor=actor("cashier"), **proof())
    voucher.refresh_from_db()
    assert refused.value.available == 4999 and voucher.state == "approved"


def test_two_cashiers_pay_once(fresh_database, books):
    voucher = approved(books)
    cashier = actor("cashier")
    outcomes = race(lambda: services.pay(voucher.pk, actor=cashier, version=voucher.version, **proof()), times=2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["StaleVersion", "Voucher"]
    assert reports.position(books.source.fund).balance == SEED - 5000
    with pytest.raises(StaleVersion):
        services.pay(voucher.pk, actor=cashier, version=voucher.version, **proof())
