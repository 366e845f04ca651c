"""Queries that are written once answer as the same query asked anew."""

from __future__ import annotations

from datetime import date
from threading import Thread

import pytest
from django.db import connection

from people.models import Organisation, Seat
from tests import factories
from wiring.written import Written

pytestmark = pytest.mark.usefixtures("db", "at_work")

OF = Written(lambda kinds, province: _of(kinds, province), kinds=list, province=str)
ON = Written(lambda day: Seat.objects.current(day).order_by("pk").values_list("pk", "person"), day=date)


def _of(kinds, province):
    rows = Organisation.objects.filter(kind__among=kinds, province=province)
    return rows.select_related("province", "parent").order_by("pk")


@pytest.mark.parametrize("kinds", [[], ["council"], ["council", "central_fund", "nothing"]])
def test_rows_and_what_they_are_joined_with_are_those_of_the_query(kinds, django_assert_num_queries):
    factories.in_session()
    for province in ("57", "58", "00"):
        with django_assert_num_queries(1):
            told = [(row, row.province, row.parent) for row in OF(kinds=kinds, province=province)]
        assert told == [(row, row.province, row.parent) for row in _of(kinds, province)]


def test_columns_alone_and_other_days():
    factories.in_session()
    for day in (date(1990, 1, 1), date(2026, 7, 1)):
        assert ON(day=day) == list(Seat.objects.current(day).order_by("pk").values_list("pk", "person"))


def test_text_that_somebody_typed_stays_a_value():
    assert OF(kinds=["' OR 1=1 --"], province="'); DROP TABLE x; --%s") == []


def test_a_value_that_stands_nowhere_is_refused():
    with pytest.raises(TypeError, match="day stands nowhere"):
        Written(lambda pk, day: Seat.objects.filter(pk=pk), pk=int, day=date)(pk=1, day=date.today())


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection():
    ours: list[int] = []

    def ask():
        ON(day=date(2026, 7, 1))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            ours.append(cursor.fetchone()[0])
        connection.close()

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ours)) == 2
