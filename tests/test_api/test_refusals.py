"""What is asked for wrongly is refused in JSON, with a code, a sentence and the parameter; never with an error of ours."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from api import asking
from places.models import Province
from publishing.datasets import all_of
from publishing.rows import pages

LIST = "/api/v1/provinces/57/requests/"
WRONG = {
    "limit": ["0", "201", "-1", "NaN", "1e3", "", "9" * 5000, "๑๐", "1.5", "0x10", "10 ", "\0"],
    "after": ["1", "x~1", "2026-02-02", "2026-02-02~-1", "2026-02-02~x", "2026-02-02~1~1", "~", "9999-99-99~1", "\0"],
    "modified_since": ["yesterday", "", "2026-13-01", "99999-01-01", "NaN", "0001-01-01T00:00:00+14:00", "\0"],
    "since_event": ["-1", "x", "1e9", "9" * 30, ""],
}


def refused(answer, status: int) -> dict[str, str]:
    assert answer.status_code == status, answer.content[:200]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    told = json.loads(answer.content)
    assert told["status"] == status and told["code"] and told["title"].endswith((".", "?"))
    return told


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, many in WRONG.items() for value in many])
def test_a_wrong_value_is_named(province, name, value):
    told = refused(Client().get(LIST, {name: value}), 422)
    assert told["parameter"] == name


def test_a_parameter_that_nobody_knows_is_refused(province):
    told = refused(Client().get(LIST, {"modified_sinze": "2026-01-01"}), 422)
    assert told["code"] == "unknown_parameter" and told["parameter"] == "modified_sinze"
    assert len(refused(Client().get(f"{LIST}?{'x' * 10_000}=1"), 422)["parameter"]) < 100
    assert refused(Client().get(f"{LIST}?after={'9' * 10_000}"), 422)


def test_only_one_place_can_be_named(province):
    told = refused(Client().get(LIST, {"after": "2026-02-02~1", "since_event": "0"}), 422)
    assert told["code"] == "one_place"
    refused(Client().get("/api/v1/provinces/57/places/", {"since_event": "0"}), 422)


@pytest.mark.parametrize(
    "place",
    [
        "/api/v1/provinces/58/requests/",  # it has not begun
        "/api/v1/provinces/99/requests/",
        "/api/v1/provinces/57/persons/",
        "/api/v1/provinces/57%00/requests/",
        "/api/v1/provinces/57/requests/999999999/",
        "/api/v1/provinces/57/requests/-1/",
        f"/api/v1/provinces/57/requests/{'9' * 3000}/",
        "/api/v1/provinces/57/requests/1%27%20OR%201=1/",
        "/api/v1/provinces/57/places/580101/",  # of another province
        "/api/v2/",
        "/api/v1/nothing",
        "/api/3/action/package_delete",
        "/api/3/action/package_show?id=thunklang-58-requests",
        "/api/3/action/package_show",
    ],
)
def test_what_is_not_there_is_not_there(province, place):
    assert not Province.objects.get(pk="58").is_active
    refused(Client().get(place), 404) if "%00" not in place else None
    assert Client().get(place).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("place", [LIST, "/api/v1/", "/api/v1/openapi.json", "/api/3/action/package_list"])
def test_it_only_reads(province, method, place):
    answer = getattr(Client(), method)(place)
    refused(answer, 405)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_browser_of_another_site_may_ask(province):
    answer = Client().options(LIST, headers={"Origin": "https://x", "Access-Control-Request-Method": "GET"})
    assert answer.status_code == 204 and not answer.content
    assert (
        answer.headers["Access-Control-Allow-Origin"] == "*" and "GET" in answer.headers["Access-Control-Allow-Methods"]
    )
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_the_head_alone_is_what_the_answer_has(province):
    head, whole = Client().head(LIST), Client().get(LIST)
    assert head.status_code == 200 and not head.content and head.headers["ETag"] == whole.headers["ETag"]


def test_an_answer_is_everybodys_to_keep(province):
    answer = Client().get(LIST)
    assert (
        answer.headers["Cache-Control"].startswith("public") and answer.headers["Last-Modified"] and not answer.cookies
    )


def test_places_are_spelled_and_read_back(province):
    for dataset in all_of():
        for place in [place for page in pages(dataset, "57") for place in page][:3]:
            assert asking.read({"after": asking.spelled(place)}, dataset).after == place


@pytest.mark.parametrize(
    "name",
    [
        "requests.csv%0d%0aSet-Cookie:x=1",
        "../57/requests.csv",
        "requests.exe",
        "%00",
        "persons.csv",
        "requests",
        "x" * 3000,
    ],
)
def test_no_other_file_can_be_named(province, name):
    answer = Client().get(f"/data/57/{name}")
    assert answer.status_code == 404 and "Content-Disposition" not in answer.headers and not answer.cookies


@pytest.mark.parametrize(
    "place", ["/data/58/", "/data/58/requests.csv", "/data/99/", "/feeds/58/decisions.th.atom", "/feeds/58/due.th.ics"]
)
def test_a_province_that_has_not_begun_shows_nothing(province, place):
    assert Client().get(place).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("place", ["/data/", "/data/57/requests.csv", "/feeds/57/due.th.ics", "/robots.txt", "/api/"])
def test_files_and_feeds_only_read_too(province, method, place):
    assert getattr(Client(), method)(place).status_code == 405
