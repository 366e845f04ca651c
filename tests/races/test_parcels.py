"""Races on files that are made in the background: one promise, one file."""

from __future__ import annotations

from desk import services as desk
from documents import services
from documents.models import Parcel, ParcelPart
from documents.reports import bytes_of
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
