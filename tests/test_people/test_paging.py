"""Long lists, a page at a time: every row once, forwards and back, whatever the address says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import QueryDict

from jobs import clock
from notices.models import Notice
from people.paging import SIZE, Slice, sliced
from tests import factories

MANY = 2 * SIZE + 7


@pytest.fixture
def notices(db, at_work):
    """Three a moment, so that rows are told apart by their keys."""
    person = factories.actor("somsri").by_person
    Notice.objects.all().delete()
    moments = [clock.now() - timedelta(minutes=at // 3) for at in range(MANY)]
    rows = [Notice(person=person, kind="x", subject="x:1", url="/", created_at=moment) for moment in moments]
    Notice.objects.bulk_create(rows)
    return list(Notice.objects.order_by("-created_at", "-pk"))


def page(asked: str, **parts) -> Slice:
    return sliced(Notice.objects.all(), QueryDict(asked), by="created_at", **parts)


def test_the_newest_come_first_and_every_row_once(notices):
    shown, asked = [], ""
    while True:
        found = page(asked)
        shown += found.rows
        if not found.older:
            break
        asked = f"before={found.older}"
    assert shown == notices and not found.older and found.newer


def test_the_way_back_shows_the_same_pages(notices):
    first = page("")
    second = page(f"before={first.older}")
    third = page(f"before={second.older}")
    assert page(f"after={third.newer}").rows == second.rows
    assert page(f"after={second.newer}").rows == first.rows and not page(f"after={second.newer}").newer


def test_parts_that_overlap_show_each_row_once(notices):
    half = Notice.objects.filter(pk__lte=notices[SIZE].pk)
    found = page("", parts=[half, Notice.objects.all(), Notice.objects.none()])
    assert found.rows == notices[:SIZE] and found.older == notices[SIZE - 1].pk


@pytest.mark.parametrize(
    "asked", ["before=abc", "before=-1", "before=0", f"before={2**70}", "after=", "before=1.5", "before=%00"]
)
def test_what_is_no_key_shows_the_newest(notices, asked):
    assert page(asked).rows == notices[:SIZE]


def test_beyond_the_end_the_newest_are_shown(notices):
    assert page(f"before={notices[-1].pk}").rows == notices[:SIZE]
    assert page(f"before={max(row.pk for row in notices) + 1}").rows == notices[:SIZE]


def test_nothing_is_a_page_too(db):
    found = sliced(Notice.objects.none(), QueryDict(""), by="created_at")
    assert not found and list(found) == []
