"""What the ledger does and refuses, whatever room asks."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import Event
from audit.reports import event_names
from audit.shapes import UnfitFacts
from funds import reports
from jobs import clock
from ledger import door, errors
from ledger import reports as ledger
from ledger.models import Balance, DayNet, Entry
from tests.books import SEED
from tests.test_ledger import core


def available(books) -> int:
    return reports.position(books.source.fund).available


def test_paying_more_than_is_available_is_refused_with_the_figure(db, books):
    books.commit(SEED - 1000)
    with pytest.raises(errors.InsufficientFunds) as refused:
        books.pay(1001)
    assert refused.value.available == 1000
    books.pay(1000)
    assert available(books) == 0


def test_setting_aside_more_than_is_available_is_refused(db, books):
    books.commit(SEED)
    with pytest.raises(errors.InsufficientFunds) as refused:
        books.commit(1)
    assert refused.value.available == 0


def test_a_payment_consumes_its_hold_and_no_more(db, books):
    hold = books.commit(5000)
    books.pay(2000, hold=hold)
    assert hold.remaining == 3000 and available(books) == SEED - 5000
    with pytest.raises(errors.HoldExceeded) as refused:
        books.pay(3001, hold=hold)
    assert refused.value.figure == 3000
    assert books.release(hold) == 3000
    assert available(books) == SEED - 2000 and not ledger.open_holds(basis="resolution:1").exists()


@pytest.mark.parametrize("amount", [0, -100, 2**60])
def test_absurd_amounts_are_refused(db, books, amount):
    with pytest.raises(errors.LedgerRefusal):
        books.receive(amount)
    with pytest.raises(errors.LedgerRefusal):
        books.commit(amount)


def test_the_same_reference_happens_once(db, books):
    first = books.receive(700, "bank:1")
    assert books.receive(700, "bank:1") == first
    assert available(books) == SEED + 700
    assert event_names(books.source.fund.subject).count("money.received") == 2


@pytest.mark.parametrize("other", [{"amount": 701}, {"basis": "letter:9"}, {"date": datetime.date(2026, 1, 31)}])
def test_the_same_reference_for_something_else_is_refused(db, books, other):
    books.receive(700, "bank:1")
    with pytest.raises(errors.IdempotencyMismatch):
        books.receive(other.pop("amount", 700), "bank:1", **other)


def test_a_hold_that_is_delivered_twice_is_one_hold(db, books):
    hold = books.commit(700, "resolution:57/2569/12")
    assert books.commit(700, "resolution:57/2569/12") == hold
    assert available(books) == SEED - 700
    with pytest.raises(errors.IdempotencyMismatch):
        books.commit(800, "resolution:57/2569/12")


def test_an_entry_is_reversed_once_and_exactly(db, books):
    paid = books.pay(2500)
    mirror = books.reverse(paid)
    assert available(books) == SEED
    assert {p.account_id: p.amount for p in paid.postings.all()} == {
        p.account_id: -p.amount for p in mirror.postings.all()
    }
    with pytest.raises(errors.AlreadyReversed):
        books.reverse(paid)
    with pytest.raises(errors.NotAMirror):
        books.reverse(mirror)


def test_money_that_is_gone_cannot_be_reversed(db, books):
    received = books.receive(700)
    books.pay(SEED + 1)
    with pytest.raises(errors.InsufficientFunds):
        books.reverse(received)


def test_a_closed_period_takes_no_entry(db, books):
    books.close(datetime.date(2026, 1, 31))
    with pytest.raises(errors.ClosedPeriod):
        books.pay(100, date=datetime.date(2026, 1, 31))
    books.pay(100, date=datetime.date(2026, 2, 1))
    with pytest.raises(errors.ClosedPeriod):
        books.close(datetime.date(2026, 1, 31))


def test_balances_follow_dates_and_postings_follow_their_order(db, books):
    books.pay(300, date=datetime.date(2026, 2, 1))
    books.pay(200, date=datetime.date(2026, 1, 20))
    bank = books.source.bank_code
    assert ledger.balance_on(bank, datetime.date(2026, 1, 31)) == SEED - 200
    assert ledger.balance_on(bank, clock.today()) == ledger.balance(bank).balance == SEED - 500
    assert [line.balance_after for line in reports.statement(books.source)] == [SEED - 500, SEED - 300, SEED]
    assert sum(DayNet.objects.values_list("net", flat=True)) == 0


def test_what_came_back_is_income_of_its_own(db, books):
    books.take_back(400)
    assert Balance.objects.get(account__code="CR/40500").balance == -400
    assert Entry.objects.filter(kind="refund").count() == 1


def test_a_hold_is_not_consumed_by_what_does_not_pay_from_it(db, owner):
    hold = core.set_aside(owner, 500)["id"]
    for sides in ({"CR/50100/SEED": 500, "CR/50200/SEED": -500}, {core.BANK: -400, "CR/50200/SEED": 400}):
        assert core.refusal(owner, sides, hold=hold, consumed=500) == "hold_is_consumed_by_what_pays"
    core.post(owner, {core.BANK: -500, "CR/50200/SEED": 500}, hold=hold, consumed=500)


def test_a_body_that_speaks_for_a_row_of_the_ledger_is_refused(db, books):
    """Only what moves the money tells of it."""
    paid = books.pay(100)
    body = bytes(Event.objects.get(entry_id=paid.pk).body)
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT log.tell(ARRAY['57'], ARRAY[%s::bytea])", [body])
    assert refused.value.__cause__.diag.constraint_name == "body_is_as_its_event_says"


def test_an_event_of_other_facts_moves_nothing(db, books):
    with pytest.raises(UnfitFacts):
        books._move("tests.post", [], "money.received", door.ENTRY)
