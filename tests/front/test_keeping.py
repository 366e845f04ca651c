"""Who may keep a page: public ones any cache, with a validator; what somebody signed in for, nobody."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from config import keeping
from people.models import Person
from tests import factories

pytestmark = pytest.mark.usefixtures("db", "at_work")
OPEN_PAGES = ["/", "/provinces/57/", "/check/", "/checkpoints/latest.json", "/privacy/", "/privacy/record/"]


@pytest.mark.parametrize("place", OPEN_PAGES)
def test_a_public_page_sets_no_cookie_and_may_be_cached(client, place):
    answer = client.get(place)
    assert answer.status_code == 200 and not answer.cookies
    assert answer.headers["Cache-Control"].startswith("public") and answer.headers["ETag"]
    assert "Cookie" in answer.headers["Vary"]
    again = client.get(place, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304 and not again.content


def test_a_requests_public_page_too(client):
    row = factories.submitted()
    assert client.get(f"/public/requests/{row.pk}/").headers["Cache-Control"].startswith("public")


@pytest.mark.parametrize("place", [*OPEN_PAGES, "/desk/", "/requests/", "/people/seats/"])
def test_what_somebody_signed_in_for_is_kept_by_nobody(client, place):
    client.force_login(Person.objects.get(username="somsri"))
    assert client.get(place).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("place", ["/accounts/login/", "/join/", "/check/AAAAA/", "/no/such/page/", "/desk/"])
def test_pages_with_a_form_or_a_refusal_are_kept_by_nobody(client, place):
    assert client.get(place).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("place", [*OPEN_PAGES, "/check/AAAAA/", "/no/such/page/", "/accounts/password/reset/done/"])
def test_no_page_without_a_form_sets_a_cookie(client, place):
    assert not client.get(place).cookies


def test_signing_out_clears_what_the_browser_kept(client):
    client.force_login(Person.objects.get(username="somsri"))
    answer = client.post("/accounts/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache"' and answer.headers["Cache-Control"] == "no-store"


def test_english_readers_get_their_own(client):
    thai = client.get("/")
    assert client.post("/i18n/setlang/", {"language": "en", "next": "/"}).status_code == 302
    english = client.get("/", headers={"If-None-Match": thai.headers["ETag"]})
    assert english.status_code == 200 and english.headers["Content-Language"] == "en"


@pytest.mark.parametrize(("site", "status"), [("same-origin", 302), ("none", 302), ("cross-site", 403)])
def test_a_language_is_chosen_from_here_alone(client, site, status):
    answer = client.post("/i18n/setlang/", {"language": "en"}, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == status


def test_every_public_page_is_an_address():
    arguments = [[], ["57"], [1], ["57", "requests"], ["57", "requests", "1"]]
    for name in keeping.PUBLIC:
        assert any(_leads(name, each) for each in arguments), name


def _leads(name: str, arguments: list[object]) -> bool:
    try:
        return bool(reverse(name, args=arguments))
    except NoReverseMatch:
        return False


def test_larger_letters_are_chosen_and_given_back_and_lead_nowhere_else(client, db):
    place = "/check/"
    answer = client.post("/i18n/setlang/", {"text": "large", "next": place})
    assert answer.status_code == 302 and answer["Location"] == place
    assert 'data-text="large"' in client.get(place).content.decode()
    client.post("/i18n/setlang/", {"text": "normal", "next": place})
    assert "data-text" not in client.get(place).content.decode()
    assert client.post("/i18n/setlang/", {"text": "large", "next": "https://evil.example/"})["Location"] == "/"
