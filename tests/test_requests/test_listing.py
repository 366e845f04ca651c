"""A list is read in parts, each along its own index; together they are what the reader may see, each request once."""

from __future__ import annotations

import pytest

from people.paging import SIZE
from requests.models import BudgetRequest
from requests.reports import listing
from tests import factories
from tests.factories import actor
from tests.scenes import walked
from tests.world import SEATS

pytestmark = pytest.mark.usefixtures("db", "at_work")


@walked
def requests_of_every_kind() -> None:
    """A draft of one's own, one filed for another, what was sent, what a funder of another province is asked for."""
    factories.draft()
    factories.submitted()
    factories.funding()


def listed(name: str, **asked: str) -> list[int]:
    """All that somebody's list shows, page after page."""
    found, page = [], listing(actor(name), asked)
    while True:
        found += [row.pk for row in page]
        if not page.older:
            return found
        page = listing(actor(name), {**asked, "before": str(page.older)})


@pytest.mark.parametrize("name", SEATS)
def test_a_list_is_what_its_reader_may_see(name):
    requests_of_every_kind()
    visible = BudgetRequest.objects.visible_to(actor(name)).order_by("-created_at", "-pk")
    assert listed(name) == list(visible.values_list("pk", flat=True))


def test_readers_see_differently():
    """Else the test above would compare one list with itself."""
    requests_of_every_kind()
    assert len({tuple(listed(name)) for name in ("somsri", "codi", "stranger")}) > 1
    assert listed("somsri") and not listed("stranger")


def test_a_long_list_shows_each_request_once():
    BudgetRequest.objects.bulk_create(copies(factories.draft(), SIZE * 2 + 3))
    shown = listed("somsri")
    assert len(shown) == len(set(shown)) == SIZE * 2 + 4


def copies(row: BudgetRequest, count: int) -> list[BudgetRequest]:
    """Of one moment, so that only their keys tell them apart."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
    return [BudgetRequest(**values) for _ in range(count)]
