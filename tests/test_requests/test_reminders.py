"""Whoever has a request is reminded of its day, once a day."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs import clock, running
from jobs.models import Job
from notices.models import Mail, Notice
from people.models import Person
from requests import reminders
from requests.models import BudgetRequest
from tests import factories

MAIL_JOBS = 2  # the letters and the work of sending them, in one statement each


def remind() -> int:
    """As the calendar does: the day's work is promised, and then done in parts."""
    promised = reminders.promise()
    parts = Job.objects.filter(kind="requests.remind_some", state="waiting")
    done = [part.pk for part in parts if running.run(part.pk)]
    told = [job.result["reminded"] for job in Job.objects.filter(pk__in=done)]
    assert sum(told) == promised
    return promised


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


def test_it_takes_as_many_statements_for_many_as_for_one(db, at_work):
    Person.objects.filter(username="amphoe_sec").update(email="sec@example.org")
    rows = [factories.submitted() for _ in range(3)]
    keys, day = [row.pk for row in rows], rows[0].due_on
    with CaptureQueriesContext(connection) as one:
        assert reminders.remind(keys[:1], day) == 1
    with CaptureQueriesContext(connection) as many:
        assert reminders.remind(keys, day) == 3
    assert len(many) == len(one) == 3 + MAIL_JOBS
    assert Mail.objects.filter(to="sec@example.org").count() == 3 + 1 + 3  # three were sent, and each reminder


def test_the_work_is_cut_in_parts(db, at_work, monkeypatch):
    monkeypatch.setattr(reminders, "AT_ONCE", 2)
    rows = [factories.submitted() for _ in range(3)]
    with days_from_due(rows[0], 0):
        assert remind() == 3
    assert Job.objects.filter(kind="requests.remind_some").count() == 2
    assert Notice.objects.filter(kind="request.due_soon", person__username="amphoe_sec").count() == 3


def test_a_part_that_is_run_again_tells_nobody_twice(db, at_work):
    row = factories.submitted()
    with days_from_due(row, 0):
        remind()
        told = Notice.objects.count()
        job = Job.objects.get(kind="requests.remind_some")
        assert not running.run(job.pk)
    assert Notice.objects.count() == told


def test_who_has_done_it_meanwhile_is_not_reminded(db, at_work):
    row = factories.submitted()
    later = row.due_on + timedelta(days=30)
    factories.on_record(lambda: BudgetRequest.objects.filter(pk=row.pk).update(due_on=later))
    assert reminders.remind([row.pk], row.due_on) == 0


def test_what_was_promised_before_midnight_is_told_after_it(db, at_work):
    row = factories.submitted()
    with days_from_due(row, 0):
        reminders.promise()
    with days_from_due(row, 1):
        assert running.run(Job.objects.get(kind="requests.remind_some").pk)
    assert Notice.objects.filter(kind="request.due_soon").exists()
