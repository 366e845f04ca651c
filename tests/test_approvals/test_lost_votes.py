"""A proposal that is not carried: the item is open for another, and the log says so."""

from __future__ import annotations

import pytest

from approvals import services
from approvals.models import AgendaItem
from audit.reports import events_of
from tests import factories
from tests.factories import actor

pytestmark = pytest.mark.usefixtures("db", "at_work")


def voted(*choices: str) -> AgendaItem:
    """The committee's first members vote so on a proposal to endorse."""
    item = factories.the_item(factories.meeting("amphoe", factories.in_review()))
    services.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor("amphoe_sec"))
    for member, choice in zip(factories.MEMBERS["amphoe"], choices, strict=False):
        services.vote(item.pk, choice=choice, actor=actor(member))
    return factories.the_item(item.meeting)


def test_a_vote_that_is_lost_leaves_the_item_open(at_work):
    item = voted("against", "against", "for")
    assert services.close_vote(item.pk, version=item.version, actor=actor("amphoe_sec")) is None
    assert factories.the_item(item.meeting).state == "listed"
    told = events_of(item.subject)[-1]
    assert (told.event, told.facts["outcome"]) == ("item.lost", "endorse")
    assert factories.decide(item.meeting, "endorse").outcome == "endorse"


def test_a_tie_is_lost_by_who_presides(at_work):
    item = voted("against", "against", "for", "for")
    assert services.close_vote(item.pk, version=item.version, actor=actor("amphoe_sec")) is None
    item.refresh_from_db()
    assert services.cast_vote(item.pk, choice="against", version=item.version, actor=actor("amphoe_chair")) is None
    assert [told.event for told in events_of(item.subject)][-2:] == ["item.cast", "item.lost"]
