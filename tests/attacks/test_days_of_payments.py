"""A payment before it was allowed: one hand paid, and the books of a year that is over show it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from funds import services as funds
from funds.models import MoneySource, Voucher
from grants import services as grants
from grants.models import Instalment, Refund
from jobs import clock
from ledger.models import Entry
from tests import factories
from tests.factories import FUND, actor, proof
from tests.reader import Visit

pytestmark = pytest.mark.usefixtures("db", "at_work")
BEFORE = [date(2025, 9, 30), date(1857, 1, 1), date(2026, 2, 1)]  # of the last fiscal year, B.E. 2400, yesterday


def approved() -> Voucher:
    basis, source = factories.allowed().basis, MoneySource.objects.get(code="SEED", fund__code="CR")
    paper = funds.Paper(source, 1_00, "สภา", basis, clock.today())
    made = funds.make_voucher(uuid4(), paper, expense="50200", actor=actor("treasurer"))
    return funds.approve(made.pk, version=made.version, actor=actor("approver"))


@pytest.mark.parametrize("day", BEFORE)
def test_nothing_is_paid_before_it_was_approved(day):
    voucher = approved()
    terms = {"version": voucher.version, "actor": actor("cashier")}
    with pytest.raises(ValidationError) as refused:
        funds.pay(voucher.pk, **proof(), date=day, **terms)
    assert set(refused.value.message_dict) == {"date"}


def test_after_midnight_in_thailand_it_is_the_next_day():
    """Approved at half past midnight in Bangkok, which is still yesterday at Greenwich."""
    with clock.at(clock.bangkok(2026, 2, 3, 0, 30)):
        voucher = approved()
        terms = {"version": voucher.version, "actor": actor("cashier")}
        with pytest.raises(ValidationError):
            funds.pay(voucher.pk, **proof(), date=clock.today() - timedelta(days=1), **terms)
        assert funds.pay(voucher.pk, **proof(), date=clock.today(), **terms).state == "paid"


@pytest.mark.parametrize("day", BEFORE)
def test_no_agency_paid_before_there_was_an_agreement(day):
    row = factories.instalment(factories.signed(), "พอช.")
    row = grants.request_payment(row.pk, version=row.version, actor=actor("somsri"))
    row = grants.verify(row.pk, version=row.version, actor=actor("codi"))
    with pytest.raises(ValidationError) as refused:
        grants.pay_direct(row.pk, **factories.transfer(paid_on=day), version=row.version, actor=actor("codi"))
    assert set(refused.value.message_dict) == {"paid_on"}


def back_to(name: str) -> Refund:
    return Refund.objects.get(offer=factories.offer_of(factories.closing(), name))


def booked(voucher_id: int | None) -> tuple[date, int]:
    """The day of the entry, and the fiscal year of the voucher's number."""
    voucher = Voucher.objects.get(pk=voucher_id)
    return Entry.objects.get(pk=voucher.entry_id).date, voucher.year


def test_money_that_came_back_before_the_year_ended_stands_in_that_year(visit: Visit):
    refund = back_to(FUND)
    version = refund.offer.version
    with clock.at(clock.bangkok(2026, 10, 2, 9)):
        place = f"/offers/{refund.offer_id}/receive-refund/"
        assert visit("treasurer", place, factories.slip(date="3/10/2569", version=version)).status_code == 422
        assert visit("treasurer", place, factories.slip(date="", version=version)).status_code == 422
        assert visit("treasurer", place, factories.slip(date="29/9/2569", version=version)).status_code == 302
        refund.refresh_from_db()
        assert refund.returned_at == clock.now() and refund.returned_on == date(2026, 9, 29)
    assert booked(refund.voucher_id) == (date(2026, 9, 29), 2569)


@pytest.mark.parametrize("day", [*BEFORE, date(2026, 2, 3)])
def test_nothing_comes_back_before_it_was_paid_or_before_it_came(day):
    refund = back_to(FUND)
    with pytest.raises(ValidationError) as refused:
        grants.receive_refund(refund.offer_id, **factories.slip(), date=day, actor=actor("treasurer"))
    assert set(refused.value.message_dict) == {"date"}


def test_an_instalment_says_the_day_on_which_the_fund_paid_it():
    drafted = factories.voucher(factories.signed())
    approved = funds.approve(drafted.pk, version=drafted.version, actor=actor("approver"))
    with clock.at(clock.bangkok(2026, 10, 1, 9)):
        paid = funds.pay(approved.pk, **proof(), date=date(2026, 9, 30), actor=actor("cashier"))
    assert booked(paid.pk) == (date(2026, 9, 30), 2569)
    assert Instalment.objects.get(voucher_id=paid.pk).paid_on == date(2026, 9, 30)
