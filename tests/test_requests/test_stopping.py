"""The secretariat stops a request for a while, or ends it; through its pages."""

from __future__ import annotations

import pytest

from tests import factories
from tests.factories import actor


@pytest.fixture
def active(db, at_work, client):
    agreement = factories.signed()
    factories.paid_direct(agreement, "พอช.", "codi")
    client.force_login(actor("secretariat").person)
    return factories.fresh(agreement.budget_request)


def test_it_is_suspended_with_a_reason_and_taken_up_again(active, client):
    page = f"/requests/{active.pk}/"
    assert "ระงับไว้ก่อน" in client.get(page).content.decode()
    client.post(f"{page}suspend/", {"version": active.version, "reason": "น้ำท่วมพื้นที่"})
    assert "น้ำท่วมพื้นที่" in client.get(page).content.decode()
    row = factories.fresh(active)
    assert row.state == "suspended"
    client.post(f"{page}take-up-again/", {"version": row.version})
    assert factories.fresh(row).state == "active"


def test_without_a_reason_nothing_happens(active, client):
    answer = client.post(f"/requests/{active.pk}/suspend/", {"version": active.version, "reason": " "})
    assert answer.status_code == 422
    assert factories.fresh(active).state == "active"


def test_it_is_terminated(active, client):
    client.post(f"/requests/{active.pk}/terminate/", {"version": active.version, "reason": "ผู้รับผิดชอบย้ายออก"})
    assert factories.fresh(active).state == "terminated"
