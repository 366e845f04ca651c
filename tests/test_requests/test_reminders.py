"""Whoever has a request is reminded of its day, once a day."""

from __future__ import annotations

from datetime import timedelta

from jobs import clock
from notices.models import Notice
from requests.reminders import remind
from tests import factories


def days_from_due(row, days: int):
    return clock.at(clock.bangkok(row.due_on.year, row.due_on.month, row.due_on.day) + timedelta(days=days))


def test_three_days_before_the_committee_is_reminded(db, at_work):
    row = factories.submitted()
    with days_from_due(row, -3):
        assert remind() == 1
    told = Notice.objects.filter(kind="request.due_soon")
    assert {notice.person.username for notice in told} == {"amphoe_sec", "amphoe_chair"}


def test_on_other_days_nobody_is(db, at_work):
    row = factories.submitted()
    for days in (-4, -2, -1, 1, 6, 8):
        with days_from_due(row, days):
            assert remind() == 0


def test_each_week_that_it_is_overdue_they_are_again(db, at_work):
    row = factories.submitted()
    for days in (7, 14):
        with days_from_due(row, days):
            assert remind() == 1
