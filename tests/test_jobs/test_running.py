"""Job rows: written with their cause, claimed once, tried again, never lost and never doubled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from jobs import claims, clock, registry, running, services
from jobs.models import Job, State
from jobs.running import RunningJob

pytestmark = pytest.mark.django_db
NOON = clock.bangkok(2026, 3, 17, 12)


@pytest.fixture
def handler(monkeypatch):
    """Registers handlers for the length of a test."""
    monkeypatch.setattr(registry.HANDLERS, "_provided", dict(registry.HANDLERS._provided))
    monkeypatch.setattr(registry.PERIODS, "_provided", {})
    return registry.handles


def test_finishes_with_what_the_handler_returned(handler):
    handler("tests.add")(lambda job: {"sum": job.args["a"] + job.args["b"]})
    job = services.enqueue("tests.add", args={"a": 1, "b": 2})
    assert services.run_due() == 1
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts, job.claimed_until) == ("done", {"sum": 3}, 1, None)


def test_waits_for_its_time_on_the_injected_clock(handler):
    handler("tests.nothing")(lambda job: None)
    with clock.at(NOON):
        services.enqueue("tests.nothing", run_at=NOON + timedelta(days=7))
        assert services.run_due() == 0
    with clock.at(NOON + timedelta(days=7)):
        assert services.run_due() == 1


def test_the_same_key_is_one_job_until_it_has_finished(handler):
    handler("tests.nothing")(lambda job: None)
    first = services.enqueue("tests.nothing", dedupe_key="k")
    assert services.enqueue("tests.nothing", dedupe_key="k") == first
    services.run_due()
    assert services.enqueue("tests.nothing", dedupe_key="k") != first


def test_the_database_itself_refuses_a_second_open_job_of_a_key():
    services.enqueue("tests.nothing", dedupe_key="k")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="tests.nothing", dedupe_key="k")


def test_a_failure_waits_twice_as_long_each_time_and_ends_after_eight(handler):
    handler("tests.fail")(lambda job: 1 / 0)
    with clock.at(NOON):
        job = services.enqueue("tests.fail")
    waits = []
    moment = NOON
    while not job.is_finished:
        with clock.at(moment):
            assert services.run_due() == 1
        job.refresh_from_db()
        waits.append((job.run_at - moment).total_seconds())
        moment = job.run_at
    assert waits[:7] == [10, 20, 40, 80, 160, 320, 640]
    assert (job.state, job.attempts) == ("failed", 8)
    assert "ZeroDivisionError" in job.last_error


def test_a_failed_handler_leaves_nothing_half_written(handler):
    @handler("tests.half", atomic=True)
    def half(job: RunningJob) -> None:
        services.enqueue("tests.nothing")
        raise RuntimeError("no")

    services.enqueue("tests.half")
    services.run_due()
    assert not Job.objects.filter(kind="tests.nothing").exists()


def test_an_unknown_kind_is_kept_not_lost():
    job = services.enqueue("tests.from_a_newer_version")
    services.run_due()
    job.refresh_from_db()
    assert job.state == "waiting"
    assert "Nobody handles" in job.last_error


def test_a_dead_workers_lease_runs_out_and_its_late_finish_is_refused(handler):
    job = services.enqueue("tests.nothing")
    dead = claims.claim(job.pk)
    assert claims.claim(job.pk) is None
    Job.objects.update(claimed_until=Now() - timedelta(seconds=1))
    services.sweep()
    alive = claims.claim(job.pk)
    assert alive.attempts == 2
    with pytest.raises(claims.LeaseLost):
        claims.finish(dead)
    claims.fail(dead, RuntimeError("late"))
    claims.finish(alive)


def test_work_that_kills_its_worker_eight_times_is_given_up():
    job = services.enqueue("tests.nothing")
    for _ in range(8):
        assert claims.claim(job.pk)
        Job.objects.filter(pk=job.pk).update(claimed_until=Now() - timedelta(seconds=1))
        services.sweep()
    job.refresh_from_db()
    assert (job.state, job.last_error) == ("failed", "The worker died each time.")


def test_a_cancelled_job_stops_at_its_next_progress_and_stays_cancelled(handler):
    @handler("tests.long")
    def long(job: RunningJob) -> None:
        job.progress(1, 3, "one")
        services.cancel(job.id)
        assert job.cancelled()
        job.progress(2, 3, "two")

    job = services.enqueue("tests.long")
    services.run_due()
    job.refresh_from_db()
    assert (job.state, job.progress_done, job.progress_total, job.progress_text) == ("cancelled", 1, 3, "one")


def test_a_finished_job_cannot_be_cancelled(handler):
    handler("tests.nothing")(lambda job: None)
    job = services.enqueue("tests.nothing")
    services.run_due()
    assert not services.cancel(job.pk)


def test_periodic_work_comes_once_a_period_also_when_it_has_finished(handler):
    registry.every("tests.daily", days=1)(lambda job: None)
    for hour in (0, 9, 23):
        with clock.at(clock.bangkok(2026, 3, 17, hour)):
            services.run_due()
    with clock.at(clock.bangkok(2026, 3, 18, 0)):
        services.run_due()
    assert Job.objects.filter(kind="tests.daily", state=State.DONE).count() == 2


def test_work_promised_by_work_runs_too(handler):
    handler("tests.second")(lambda job: None)
    handler("tests.first")(lambda job: services.enqueue("tests.second") and None)
    services.enqueue("tests.first")
    assert services.run_due() == 2


def test_two_handlers_for_one_kind_are_a_mistake(handler):
    handler("tests.nothing")(lambda job: None)
    with pytest.raises(ValueError, match="provided twice"):
        handler("tests.nothing")(test_two_handlers_for_one_kind_are_a_mistake)


def test_not_due_is_not_run():
    job = services.enqueue("tests.nothing", run_at=clock.now() + timedelta(hours=1))
    assert not running.run(job.pk)
