"""Money that came back and did not: the approver alone reverses its receipt, and the request was closed on it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from audit.errors import Conflict
from funds import services as funds
from funds.models import Voucher
from grants import services
from grants.models import Refund
from jobs import clock
from requests.workflow import State
from tests import factories
from tests.factories import FUND, actor

pytestmark = pytest.mark.usefixtures("db", "at_work")


def came_back(refund: Refund) -> Voucher:
    services.receive_refund(refund.offer_id, **factories.slip(), actor=actor("treasurer"))
    refund.refresh_from_db()
    return Voucher.objects.get(pk=refund.voucher_id)


def undone(voucher: Voucher) -> None:
    funds.reverse(voucher.pk, reason="ไม่ได้โอนจริง", version=voucher.version, actor=actor("approver"))


def test_a_refund_whose_receipt_is_reversed_is_due_again_and_nothing_closes_on_it():
    row = factories.closing()
    refund = Refund.objects.get(offer=factories.offer_of(row, FUND))
    undone(came_back(refund))
    refund.refresh_from_db()
    assert (refund.returned_at, refund.voucher_id) == (None, None) and refund.due_on > clock.today()
    with pytest.raises((ValidationError, Conflict)):
        row = factories.fresh(row)
        services.close_request(row.pk, version=row.version, actor=actor("board_sec"))
    again = came_back(refund)
    assert again.state == "received" and again.amount == refund.amount
    row = factories.fresh(row)
    assert services.close_request(row.pk, version=row.version, actor=actor("board_sec")).state == State.CLOSED


def test_it_is_due_again_also_after_the_request_was_closed():
    row = factories.closing()
    refund = Refund.objects.get(offer=factories.offer_of(row, FUND))
    voucher = came_back(refund)
    row = factories.fresh(row)
    services.close_request(row.pk, version=row.version, actor=actor("board_sec"))
    undone(voucher)
    assert Refund.objects.get(pk=refund.pk).returned_at is None
    assert came_back(refund).state == "received"
