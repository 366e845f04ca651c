"""The public list and its filters: what is counted is what is listed, and nothing that is not public comes in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.test import Client

from jobs import clock
from portal.finding import catching_up, listing
from requests.filters import Filters
from requests.groups import GROUPS, Group
from requests.models import BudgetRequest
from requests.workflow import State
from tests import factories
from tests.scenes import walked

PLACE = "/provinces/57/requests/"


@walked
def found() -> None:
    factories.draft()
    factories.closed()
    factories.submitted()
    catching_up.whole()


@pytest.fixture
def several(db: None, at_work: None) -> list[BudgetRequest]:
    found()
    return list(BudgetRequest.objects.public().filter(province="57"))


def listed(client: Client, query: str, place: str = PLACE) -> set[int]:
    answer = client.get(f"{place}?{query}")
    assert answer.status_code == 200
    return {int(pk) for pk in re.findall(r'href="/public/requests/(\d+)/"', answer.content.decode())}


def ways(row: BudgetRequest) -> dict[str, str]:
    """Each filter as this row passes it."""
    group = next(group for group, states in GROUPS.items() if row.state in states)
    return {
        "amphoe": row.organisation.district_id,
        "tambon": row.organisation.subdistrict_id,
        "year": str(row.call.fiscal_year),
        "dimension": row.dimension.code,
        "issue": row.strategic_issue.code if row.strategic_issue else "",
        "state": group,
        "funder": str(row.moneypart_set.filter(funder__isnull=False).values_list("funder", flat=True)[0]),
        "from": str(row.amount // 100),
        "to": str(row.amount // 100 + 1),
        "q": row.open_title,
    }


def test_each_state_is_in_one_group():
    states = [state for group in GROUPS.values() for state in group]
    assert sorted(states) == sorted(State.values) and set(GROUPS) == set(Group)


def test_every_filter_finds_its_row_and_all_together_do(several, client):
    for row in several:
        told = {name: value for name, value in ways(row).items() if value}
        for name, value in told.items():
            asked = QueryDict(mutable=True)
            asked[name] = value
            assert row.pk in listed(client, asked.urlencode()), (name, value)
        asked = QueryDict(mutable=True)
        asked.update(told)
        assert row.pk in listed(client, asked.urlencode())
        assert row.pk in listed(client, asked.urlencode(), "/public/requests/")


@pytest.mark.parametrize(
    "query", ["state=stopped", "year=2550", "from=99999999", "tambon=570101&state=done&to=1", "q=กขฃคฅฆง"]
)
def test_what_fits_nothing_lists_nothing(several, client, query):
    assert listed(client, query) == set()


@pytest.mark.parametrize("query", ["", "state=done", "late=1", "from=1", "state=checked&year=2569", "q=ดอยฮาง"])
@pytest.mark.parametrize("code", ["57", ""])
def test_what_is_counted_is_what_is_listed(several, client, query, code):
    wanted = Filters.read(QueryDict(query), code)
    counted = listing.counted(code, wanted)
    rows = BudgetRequest.objects.in_bulk(listing.keys(code, wanted)).values()
    assert counted.n == len(rows) == len(listed(client, query, PLACE if code else "/public/requests/"))
    assert counted.amount == sum(row.amount for row in rows)


def test_drafts_and_other_provinces_are_in_no_list(several, client):
    public = {row.pk for row in several}
    assert listed(client, "") == public and listed(client, "", "/provinces/56/requests/") == set()
    assert listed(client, "amphoe=5601") == public  # no choice of this province: as if it were not there


def test_late_is_what_somebody_has_and_is_past_its_day(several, client):
    row = next(row for row in several if row.owner_id)
    assert listed(client, "late=1") == set()
    with clock.at(clock.now() + timedelta(days=400)):
        assert row.pk in listed(client, "late=1")
        assert all(BudgetRequest.objects.get(pk=pk).owner_id for pk in listed(client, "late=1"))


def test_a_chip_takes_its_filter_away_and_no_other(several, client):
    page = client.get(f"{PLACE}?state=done&year=2569").content.decode()
    assert 'class="chip" href="?year=2569"' in page and 'class="chip" href="?state=done"' in page


def test_older_ones_follow_and_come_back(several, client, monkeypatch):
    monkeypatch.setattr(listing, "SIZE", 1)
    first = client.get(PLACE).content.decode()
    assert len(listed(client, "")) == 1
    (older,) = re.findall(r"before=(\d+)", first)
    second = listed(client, f"before={older}")
    assert second and second != listed(client, "")
    (newer,) = re.findall(r"after=(\d+)", client.get(f"{PLACE}?before={older}").content.decode())
    assert listed(client, f"after={newer}") == listed(client, "")


@pytest.mark.parametrize(
    "query",
    [
        "amphoe=%00",
        "funder=99999999999999999999",
        "before=9999999999999999999999",
        "after=x&before=-1",
        "from=-5&to=NaN",
        "state=draft",
        "dimension=%27%3B--",
        "from=9999999999999999",
        "year=25%E0%B9%91%E0%B9%92",
    ],
)
@pytest.mark.parametrize("place", [PLACE, "/public/requests/"])
def test_a_filter_that_is_none_is_as_if_it_were_not_there(several, client, query, place):
    assert client.get(f"{place}?{query}").status_code == 200


@pytest.mark.parametrize("upward", [False, True])
def test_those_of_a_state_are_found_behind_any_number_of_others(several, client, monkeypatch, upward):
    """The newest ones alone would be looked at, and the country's stories of what was done would be none."""
    closed = {row.pk for row in several if row.state == State.CLOSED}
    assert closed and closed != {max(row.pk for row in several)}
    monkeypatch.setattr(listing, "WALKED", len(closed))
    wanted = Filters(state=Group.DONE)
    assert {row.pk for row in listing.page("", wanted, QueryDict("after=1" if upward else ""))} <= closed
    assert listed(client, "state=done", "/public/requests/") == closed
    assert listing.counted("", wanted).n == len(closed)
