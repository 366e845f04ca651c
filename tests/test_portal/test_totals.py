"""The figures of a province are counted once, until something happens there or the day ends."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs import clock
from places.models import Province, Subdistrict
from portal.models import ProvinceTotals
from portal.reports import per_tambon, totals
from tests import factories

READING = 2  # the heads of the trees, and what is kept
FIELDS = ("asked", "endorsed", "promised", "paid", "requests", "overdue")


def figures(code: str = "57", days: int = 0) -> tuple[int, ...]:
    row = totals(Province.objects.filter(pk=code), clock.today() + timedelta(days))[code]
    return tuple(getattr(row, name) for name in FIELDS)


def test_they_are_counted_once(db, at_work):
    factories.signed()
    counted = figures()
    with CaptureQueriesContext(connection) as asked:
        assert figures() == counted
    assert len(asked) == READING + 1  # and the province itself


def test_they_are_counted_again_when_something_happens(db, at_work):
    row = factories.submitted()
    before = figures()
    factories.submitted()
    after = figures()
    assert after[0] == before[0] + row.amount and after[4] == before[4] + 1


def test_what_is_overdue_is_counted_again_on_another_day(db, at_work):
    factories.submitted()
    assert figures()[5] == 0
    assert figures(days=365)[5] == 1
    assert figures()[5] == 0


def test_what_is_kept_is_only_ever_a_copy(db, at_work):
    factories.signed()
    counted = figures()
    ProvinceTotals.objects.all().delete()
    assert figures() == counted


def test_a_province_without_an_event_has_its_zeros(db):
    assert figures("58") == (0, 0, 0, 0, 0, 0)


def test_provinces_are_compared_by_all_their_tambons(db, at_work, client):
    row = factories.submitted()
    provinces = list(Province.objects.filter(is_active=True))
    n = Subdistrict.objects.filter(province="57").count()
    found = {one.province.pk: one for one in per_tambon(totals(provinces, clock.today()), provinces)}
    assert (found["57"].tambons, found["57"].asked) == (n, row.amount // n) and n > 100
    assert len(found) == len(provinces) > 1 and {one.asked for code, one in found.items() if code != "57"} == {0}
    assert f">{row.amount // n // 100:,}." in client.get("/").content.decode()
