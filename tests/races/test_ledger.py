"""Two at once: the balance row's lock lets one through, and a reference is used once."""

from __future__ import annotations

from uuid import uuid4

from funds import reports
from ledger import errors
from ledger.models import Balance
from tests.books import SEED
from tests.races import race


def names(outcomes) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in outcomes)


def test_two_payments_of_everything_pay_once(fresh_database, books):
    outcomes = race(lambda: books.pay(SEED), times=2)
    assert names(outcomes) == ["Entry", "InsufficientFunds"]


def test_a_payment_and_a_commitment_of_everything_are_one(fresh_database, books):
    outcomes = race(lambda: books.pay(SEED), lambda: books.commit(SEED))
    assert len([outcome for outcome in outcomes if isinstance(outcome, errors.InsufficientFunds)]) == 1


def test_one_hold_is_consumed_once(fresh_database, books):
    hold = books.commit(1000)
    outcomes = race(lambda: books.pay(600, hold=hold), times=2)
    assert names(outcomes) == ["Entry", "HoldExceeded"]
    assert hold.remaining == 400


def test_one_reference_from_four_threads_is_one_entry(fresh_database, books):
    outcomes = race(lambda: books.receive(700, "bank:1").pk, times=4)
    assert len(set(outcomes)) == 1
    assert reports.position(books.source.fund).balance == SEED + 700


def test_one_entry_is_reversed_by_one(fresh_database, books):
    paid = books.pay(700)
    assert names(race(lambda: books.reverse(paid), times=3)) == ["AlreadyReversed", "AlreadyReversed", "Entry"]


def test_many_at_once_leave_gapless_sequences(fresh_database, books):
    outcomes = race(lambda: books.receive(100, str(uuid4())), lambda: books.pay(50), times=4)
    assert names(outcomes) == ["Entry"] * 8
    bank = Balance.objects.get(account__code=books.source.bank_code)
    assert (bank.balance, bank.aseq) == (SEED + 200, 9)
