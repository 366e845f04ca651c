"""Races on files that are made in the background: one promise, one file."""

from __future__ import annotations

from audit.errors import Conflict
from desk import services as desk
from documents import services
from documents.models import Parcel, ParcelPart
from documents.reports import bytes_of
from jobs import running
from jobs.models import Job
from tests.factories import actor
from tests.races import race


def test_two_clicks_are_one_promise(fresh_database, at_work):
    auditor = actor("auditor")
    asked = race(lambda: desk.ask_for_bundle("57", actor=auditor).pk, times=4)
    assert asked == [Parcel.objects.get().pk] * 4
    assert Job.objects.filter(kind="documents.parcel").count() == 1


def test_two_workers_make_one_file(fresh_database, at_work):
    """The second waits for the row, and finds it made."""
    asked = desk.ask_for_bundle("57", actor=actor("auditor"))
    made = race(lambda: services.make_parcel(asked.pk).sha256, times=3)
    parcel = Parcel.objects.get()
    assert made == [parcel.sha256] * 3
    assert sum(len(part.content) for part in ParcelPart.objects.all()) == parcel.size_bytes
    assert sum(map(len, bytes_of(parcel))) == parcel.size_bytes


def test_a_stop_a_worker_and_another_asking_agree(fresh_database, at_work):
    """Either it was stopped and nothing is there, or it was too late and the whole file is; who asks has one or the other."""
    auditor = actor("auditor")
    asked = desk.ask_for_bundle("57", actor=auditor)
    _ran, stopped, again = race(
        lambda: running.run(asked.job_id),
        lambda: services.stop_parcel(asked.pk, actor=auditor).pk,
        lambda: desk.ask_for_bundle("57", actor=auditor).pk,
    )
    parcel = Parcel.objects.get(pk=asked.pk)
    assert parcel.is_made == isinstance(stopped, Conflict) == parcel.parts.exists()
    assert Parcel.objects.filter(pk=again).exists()
