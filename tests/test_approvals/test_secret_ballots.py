"""The secret ballot on whether a member with an interest may stay: before the vote, and once."""

from __future__ import annotations

import pytest

from approvals import services
from approvals.models import AgendaItem, Interest
from audit.errors import Conflict
from tests import factories
from tests.factories import actor

pytestmark = pytest.mark.usefixtures("db", "at_work")


@pytest.fixture
def interest() -> Interest:
    item = factories.listed()
    member = actor("amphoe_m1")
    return services.declare(item.pk, seat_id=member.seat_id or 0, kind="relative", reason="พี่สาว", actor=member)


def test_a_ballot_is_recorded_once(interest):
    """Counted again until it comes out as wished, it would be no ballot."""
    services.let_stay(interest.pk, votes_for=0, others=3, actor=actor("amphoe_sec"))
    with pytest.raises(Conflict):
        services.let_stay(interest.pk, votes_for=3, others=3, actor=actor("amphoe_sec"))
    assert not Interest.objects.get(pk=interest.pk).may_stay


def test_a_ballot_comes_before_the_vote(interest):
    item = AgendaItem.objects.get(pk=interest.item_id)
    services.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor("amphoe_sec"))
    with pytest.raises(Conflict):
        services.let_stay(interest.pk, votes_for=3, others=3, actor=actor("amphoe_sec"))
    assert not Interest.objects.get(pk=interest.pk).may_stay
