"""`manage.py work`: kill -9 loses nothing and doubles nothing; SIGTERM finishes what is under way."""

from __future__ import annotations

from django.db import transaction

from desk import services as desk
from documents.models import Parcel, ParcelPart
from documents.reports import bytes_of
from jobs import services
from jobs.models import Job
from tests.factories import actor
from tests.processes.errands.running import kill, let_leases_run_out, open_errands, promise, traces, wait_until, worker


def test_a_killed_worker_loses_nothing_and_doubles_nothing(fresh_database):
    promise(30, seconds=0.03)
    with worker() as first:
        wait_until(lambda: len(traces()) >= 5)
        kill(first)
    assert open_errands() > 0
    let_leases_run_out()
    with worker():
        wait_until(lambda: open_errands() == 0)
    assert traces() == {f"errand:{number}": 1 for number in range(30)}


def test_a_worker_that_is_asked_to_stop_finishes_what_it_does(fresh_database):
    promise(5, seconds=0.4)
    with worker() as asked:
        wait_until(lambda: Job.objects.filter(state="running").exists())
        asked.terminate()
        assert asked.wait(10) == 0
    assert not Job.objects.filter(state="running").exists()
    assert len(traces()) + open_errands() == 5


def test_progress_is_seen_by_others_while_the_work_is_under_way(fresh_database):
    with transaction.atomic():
        job = services.enqueue("tests.slow")
    with worker():
        wait_until(lambda: Job.objects.get(pk=job.pk).progress_done >= 10)
        seen = Job.objects.get(pk=job.pk)
        assert (seen.state, seen.progress_total, seen.progress_text[:4]) == ("running", 100, "step")
        services.cancel(job.pk)
        wait_until(lambda: Job.objects.get(pk=job.pk).state == "cancelled")
    assert Job.objects.get(pk=job.pk).progress_done < 100


def test_a_worker_killed_in_the_middle_of_a_file_leaves_none_of_it_and_the_next_makes_it_once(fresh_database):
    asked = desk.ask_for_bundle("57", actor=actor("auditor"))
    with worker(SLOW_PARCELS="1") as first:
        wait_until(lambda: Job.objects.get(pk=asked.job_id).progress_done > 0)
        kill(first)
    assert (Parcel.objects.get().made_at, ParcelPart.objects.count()) == (None, 0)
    let_leases_run_out()
    with worker():
        wait_until(lambda: Job.objects.get(pk=asked.job_id).state == "done")
    made = Parcel.objects.get()
    assert made.is_made and Job.objects.get(pk=asked.job_id).attempts == 2
    assert sum(map(len, bytes_of(made))) == made.size_bytes
