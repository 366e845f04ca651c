"""Two at once: the balance row's lock lets one through, and a reference is used once."""

from __future__ import annotations

import datetime
from uuid import uuid4

from audit.reports import events_of
from funds import reports
from jobs import clock
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


def test_setting_aside_and_paying_stand_in_one_queue(fresh_database, books):
    """Both take the tree's head first: neither waits for the other behind the balance that it holds."""
    outcomes = race(lambda: books.pay(50), lambda: books.commit(20), lambda: books.receive(30), times=4)
    assert names(outcomes) == ["Entry"] * 8 + ["Hold"] * 4
    assert reports.position(books.source.fund).available == SEED + 4 * (30 - 50 - 20)


def test_releasing_and_paying_stand_in_one_queue(fresh_database, books):
    holds = [books.commit(100) for _ in range(4)]
    runners = [lambda hold=hold: books.release(hold, 60) for hold in holds]
    outcomes = race(*runners, *[lambda hold=hold: books.pay(40, hold=hold) for hold in holds])
    assert names(outcomes) == ["Entry"] * 4 + ["int"] * 4
    assert reports.position(books.source.fund).committed == 0


def test_no_period_closes_under_an_entry_that_is_on_its_way(fresh_database, books):
    """Whichever comes first: what is dated in a closed period was there before it was closed."""
    fund, day = books.source.fund, clock.today() - datetime.timedelta(days=1)
    outcomes = race(lambda: books.pay(50, date=day), lambda: books.close(day), times=4)
    assert names(outcomes).count("NoneType") == 1
    told = [event.event for event in events_of(fund.subject) if event.event in ("period.closed", "money.paid")]
    assert told[-1] == "period.closed" and told.count("money.paid") == names(outcomes).count("Entry")
