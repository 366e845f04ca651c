"""Races on job rows: whoever claims first has it, and one key is one row."""

from __future__ import annotations

from django.db import transaction

from jobs import claims, registry, services
from jobs.models import Job
from tests.races import race


def test_two_workers_claim_one_job_once(fresh_database):
    with transaction.atomic():
        job = services.enqueue("tests.nothing")
    outcomes = race(lambda: claims.claim(job.pk) is not None, times=4)
    assert sorted(outcomes) == [False, False, False, True]


@transaction.atomic
def promise() -> int:
    return services.enqueue("tests.nothing", dedupe_key="k").pk


def test_two_that_promise_the_same_write_one_row(fresh_database):
    outcomes = race(promise, times=4)
    assert len(set(outcomes)) == 1
    assert Job.objects.count() == 1


def test_two_sweepers_add_one_periodic_row(fresh_database, monkeypatch):
    monkeypatch.setattr(registry.HANDLERS, "_provided", {})
    monkeypatch.setattr(registry.PERIODS, "_provided", {})
    registry.every("tests.daily", days=1)(lambda job: None)
    race(services.sweep, times=4)
    assert Job.objects.filter(kind="tests.daily").count() == 1


def test_work_outside_a_transaction_is_refused(fresh_database):
    outcomes = race(lambda: services.enqueue("tests.nothing"))
    assert isinstance(outcomes[0], transaction.TransactionManagementError)
