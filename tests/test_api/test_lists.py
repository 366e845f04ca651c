"""Lists a page at a time, rows by their keys, and what has changed: the same rows as in the files, none left out."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from api import openapi
from audit.models import Event
from audit.reports import first_since, size_of
from publishing import rows
from publishing.datasets import all_of
from requests import services
from requests.models import BudgetRequest
from tests import factories
from tests.factories import actor
from tests.reader import whole
from tests.test_publishing import schemas

SETS = ("requests", "decisions", "grants", "instalments", "payments", "meetings", "organisations", "places")
RECORDED = SETS[:-1]


def keys(page) -> list:
    return [next(iter(row.values())) for row in page["rows"]]


@pytest.mark.parametrize("key", SETS)
def test_page_after_page_is_all_there_is(told, key):
    step, found = (50 if key == "places" else 1), []
    way = f"provinces/57/{key}/?limit={step}"
    page = told(way)
    found += keys(page)
    while page["links"]["next"]:
        page = told(page["links"]["next"])
        found += keys(page)
    whole = [row[0] for one in all_of() if one.key == key for row in rows.every(one, "57")]
    assert found == whole and len(found) >= 2


@pytest.mark.parametrize("key", SETS)
def test_a_page_that_is_just_full_has_no_next(told, key):
    every = len(keys(told(f"provinces/57/{key}/?limit=200")))
    assert told(f"provinces/57/{key}/?limit={every}")["links"]["next"] is None
    assert every == 1 or told(f"provinces/57/{key}/?limit={every - 1}")["links"]["next"]


@pytest.mark.parametrize("key", SETS)
def test_answers_are_as_they_are_described(told, key):
    document = openapi.document()
    page = told(f"provinces/57/{key}/?limit=200")
    assert [found for row in page["rows"] for found in schemas.problems_of_answer(document, key, row)] == []
    assert set(page) == {"dataset", "province", "checkpoint", "links", "rows"}
    one = page["rows"][-1]
    assert told(f"provinces/57/{key}/{next(iter(one.values()))}/") == one


def test_the_description_is_openapi(told):
    document = told("openapi.json")
    assert schemas.problems_of_openapi(document) == []
    assert {f"/api/v1/provinces/{{code}}/{key}/" for key in SETS} < set(document["paths"])
    assert schemas.problems_of_openapi({**document, "paths": {"x": {}}}) != []
    names = [way["get"]["operationId"] for way in document["paths"].values()]
    assert len(names) == len(set(names))


def test_the_index_leads_everywhere(told):
    index = told("")
    (here,) = [one for one in index["provinces"] if one["code"] == "57"]
    assert set(here["datasets"]) == set(SETS) == {one["key"] for one in index["datasets"]}
    assert all(told(place)["rows"] for place in here["datasets"].values())


@pytest.mark.parametrize("key", RECORDED)
def test_since_the_beginning_everything_has_changed(told, key):
    page = told(f"provinces/57/{key}/?since_event=0")
    assert sorted(keys(page)) == sorted(keys(told(f"provinces/57/{key}/?limit=200")))
    assert page["links"]["next"] is None


def test_changes_are_told_once_and_none_is_missed(told):
    before = {key: told(f"provinces/57/{key}/")["links"]["changes"] for key in RECORDED}
    assert {key: keys(told(way)) for key, way in before.items()} == {key: [] for key in RECORDED}
    row = factories.submitted()
    changed = {key: keys(told(way)) for key, way in before.items()}
    assert changed.pop("requests") == [row.pk] and not any(changed.values())
    after = told(before["requests"])["links"]["changes"]
    assert keys(told(after)) == []


def test_a_payment_changes_its_grant_its_instalment_and_its_request(told):
    agreement = factories.signed()
    ways = {key: told(f"provinces/57/{key}/")["links"]["changes"] for key in RECORDED}
    paid = factories.paid(agreement)
    changed = {key: keys(told(way)) for key, way in ways.items()}
    assert changed["grants"] == [agreement.pk] and paid.pk in changed["instalments"]
    assert changed["payments"] and agreement.budget_request_id in changed["requests"]


def test_a_meeting_that_closes_brings_its_decisions(told):
    meeting = factories.in_session()
    factories.decide(meeting, "endorse")
    way = told("provinces/57/decisions/")["links"]["changes"]
    assert keys(told(way)) == []
    factories.close(meeting)
    assert [one["meeting_id"] for one in told(way)["rows"]] == [meeting.pk]


def test_what_was_withdrawn_is_gone_and_a_draft_never_was(told):
    way = told("provinces/57/requests/")["links"]["changes"]
    draft, row = factories.draft(), factories.submitted()
    left = factories.draft()
    services.withdraw(left.pk, version=left.version, reason="x", actor=actor("somsri"))
    services.withdraw(row.pk, version=row.version, reason="x", actor=actor("somsri"))
    page = told(way)
    assert page["gone"] == [row.pk] and keys(page) == []
    assert not {draft.pk, left.pk} & {*page["gone"], *keys(page), *keys(told("provinces/57/requests/?limit=200"))}


def test_changes_come_some_hundred_events_at_a_time(told, monkeypatch):
    monkeypatch.setattr(rows, "EVENTS", 7)
    found, page = set(), told("provinces/57/requests/?since_event=0")
    pages = 1
    while page["links"]["next"]:
        found |= set(keys(page))
        page, pages = told(page["links"]["next"]), pages + 1
    assert found | set(keys(page)) == set(keys(told("provinces/57/requests/?limit=200"))) and pages > 10


def test_a_moment_is_found_in_the_log(province):
    moments = list(Event.objects.filter(tree="57").order_by("seq").values_list("recorded_at", flat=True))
    assert moments == sorted(moments)
    for at in (0, 1, len(moments) // 2, len(moments) - 1):
        assert first_since("57", moments[at]) == moments.index(moments[at])
    assert first_since("57", moments[-1] + timedelta(seconds=1)) == size_of("57") == len(moments)
    assert first_since("99", moments[0]) == 0


@pytest.mark.parametrize("since", ["2020-01-01", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00+07:00"])
def test_modified_since_takes_days_and_moments(ask, since):
    page = json.loads(ask("provinces/57/requests/", data={"modified_since": since}).content)
    assert keys(page)
    assert json.loads(ask("provinces/57/requests/", data={"modified_since": "2999-01-01"}).content)["rows"] == []


@pytest.mark.parametrize("key", SETS)
def test_a_page_asks_the_database_little(province, key):
    for place in (f"/api/v1/provinces/57/{key}/", f"/data/57/{key}.csv"):
        whole(Client().get(place))
        with CaptureQueriesContext(connection) as asked:
            answer = Client().get(place)
            assert answer.status_code == 200 and (not answer.streaming or b"".join(answer.streaming_content))
        assert len(asked) <= 12, [one["sql"][:90] for one in asked]


def test_who_has_it_already_is_asked_two_questions(ask):
    etag = ask("provinces/57/requests/").headers["ETag"]
    with CaptureQueriesContext(connection) as asked:
        again = ask("provinces/57/requests/", headers={"If-None-Match": etag})
    assert again.status_code == 304 and not again.content and len(asked) <= 3


def test_who_asks_signed_in_reads_the_same(province, client):
    open_page = Client().get("/api/v1/provinces/57/requests/").content
    client.force_login(actor("somsri").by_person)
    assert client.get("/api/v1/provinces/57/requests/").content == open_page
    draft = BudgetRequest.objects.filter(state="draft").first()
    assert client.get(f"/api/v1/provinces/57/requests/{draft.pk}/").status_code == 404


def test_catalogues_harvest_every_record(province):
    names = json.loads(Client().get("/api/3/action/package_list").content)["result"]
    assert len(names) == len(set(names)) and "thunklang-57-requests" in names
    for name in names:
        told = json.loads(Client().get("/api/3/action/package_show", {"id": name}).content)
        assert told["success"] and told["result"]["name"] == name and len(told["result"]["resources"]) == 3
