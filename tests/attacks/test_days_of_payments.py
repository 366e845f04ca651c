"""A payment before it was allowed: one hand paid, and the books of a year that is over show it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from funds import services as funds
from funds.models import MoneySource, Voucher
from grants import services as grants
from jobs import clock
from tests import factories
from tests.factories import actor, proof

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
