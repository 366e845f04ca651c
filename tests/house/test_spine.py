"""The whole life of a request through the real services, and what must be true at its end."""

from __future__ import annotations

from audit.reports import event_names
from funds.models import Fund
from funds.reports import position
from tests import factories


def test_a_request_goes_from_draft_to_closed(db, at_work):
    row = factories.closed()
    assert row.state == "closed"
    assert row.owner_id is None
    assert event_names(row.subject)[0] == "request.begun"
    assert event_names(row.subject)[-1] == "request.closed"


def test_unspent_money_is_back_and_nothing_stays_set_aside(db, at_work):
    factories.closed()
    (seed,) = position(Fund.objects.get(code="CR")).sources
    assert (seed.balance, seed.committed) == (971_000_00, 0)


def test_a_resolution_sets_money_aside(db, at_work):
    factories.funding()
    (seed,) = position(Fund.objects.get(code="CR")).sources
    assert (seed.balance, seed.committed, seed.available) == (1_000_000_00, 60_000_00, 940_000_00)
