"""A sign-in that lapsed in mid-form loses nothing: what was typed waits for the same person in the same browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from jobs import clock
from people import held_forms
from people.models import HeldForm, Person
from tests import factories
from tests.reader import text_of

LOGIN = "/accounts/login/"
HELD = "/people/held/"


def sign_in(client: Client, who: str) -> Client:
    client.force_login(Person.objects.get(username=who))
    client.get("/desk/")
    return client


@pytest.fixture
def typed(db, at_work, client):
    """Somsri types a page, her session ends, she presses save."""
    draft = factories.draft()
    sign_in(client, "somsri")
    del client.cookies["sessionid"]
    fields = {
        "version": draft.version,
        "situation": "พิมพ์มาครึ่งชั่วโมง <b>",
        "figure": "๑๒ ครัวเรือน",
        "figure_source": "สำรวจ",
    }
    return draft, client.post(f"/requests/{draft.pk}/write/rationale/", fields)


def test_it_leads_through_sign_in_and_is_sent_from_there(typed, client):
    draft, answer = typed
    assert answer.status_code == 302 and answer.headers["Location"] == f"{LOGIN}?next=%2Fpeople%2Fheld%2F"
    page = sign_in(client, "somsri").get(HELD)
    assert "พิมพ์มาครึ่งชั่วโมง <b>" in text_of(page).replace("&lt;", "<") and b"<b>" not in page.content
    held = HeldForm.objects.get()
    assert client.post(held.path, dict(held_forms.fields_of(held))).status_code == 302
    assert factories.fresh(draft).situation == "พิมพ์มาครึ่งชั่วโมง <b>"


def test_nothing_happened_before_that(typed):
    draft, _answer = typed
    assert factories.fresh(draft).version == draft.version


@pytest.mark.parametrize("who", ["boonmee", "other"])
def test_another_person_in_this_browser_does_not_see_it(typed, client, who):
    assert sign_in(client, who).get(HELD).status_code == 302


def test_another_browser_does_not_see_it(typed):
    assert sign_in(Client(), "somsri").get(HELD).status_code == 302


def test_after_an_hour_it_is_gone(typed, client):
    with clock.at(clock.now() + timedelta(minutes=61)):
        sign_in(client, "somsri")
        assert client.get(HELD).status_code == 302
        assert held_forms.forget_old() == 1 and not HeldForm.objects.exists()


def test_a_browser_that_knows_nobody_keeps_nothing(db, at_work):
    """And so gives it back at once: nothing leads on from that page but by its writer's hand."""
    draft = factories.draft()
    answer = Client().post(f"/requests/{draft.pk}/write/rationale/", {"situation": "พิมพ์มาครึ่งชั่วโมง"})
    assert answer.status_code == 403 and "พิมพ์มาครึ่งชั่วโมง" in text_of(answer)
    assert not HeldForm.objects.exists()


def test_a_forged_cookie_is_nobody(db, at_work, client):
    client.cookies["tl_person"] = "1:forged"
    assert client.post("/requests/new/", {"call": "1"}).status_code == 302 and not HeldForm.objects.exists()


def test_more_than_a_form_may_have_is_not_kept_and_stays_on_the_page(typed, client, monkeypatch):
    client.cookies.pop("sessionid", None)
    HeldForm.objects.all().delete()
    monkeypatch.setattr(held_forms, "MAX_LETTERS", 1000)
    answer = client.post("/requests/1/withdraw/", {"reason": "ก" * 1001})
    assert not HeldForm.objects.exists() and "ก" * 1001 in text_of(answer)


@pytest.mark.parametrize(
    "place", ["/accounts/password/change/", "/accounts/reauthenticate/", "/accounts/2fa/totp/activate/"]
)
def test_passwords_are_never_kept(typed, client, place):
    client.cookies.pop("sessionid", None)
    HeldForm.objects.all().delete()
    client.post(place, {"password": "ข้าวซอย-ลับ", "oldpassword": "ข้าวซอย-ลับ"})
    assert not HeldForm.objects.exists()


def test_a_made_up_address_is_no_error_of_ours(typed, client):
    """A slug may be as long as somebody likes; what a row keeps is not."""
    client.cookies.pop("sessionid", None)
    HeldForm.objects.all().delete()
    answer = client.post(f"/requests/1/write/{'a' * 5000}/", {"situation": "พิมพ์มาครึ่งชั่วโมง"})
    assert "พิมพ์มาครึ่งชั่วโมง" in text_of(answer) and not HeldForm.objects.exists()


@pytest.mark.parametrize("letters", ["๒" * 300, "a\0b", "\0"])
def test_odd_signs_in_a_form_are_kept_or_not_and_never_an_error(typed, client, letters):
    client.cookies.pop("sessionid", None)
    assert client.post("/requests/new/", {"call": letters}).status_code == 302


def test_only_its_hash_is_in_the_database(typed, client):
    token = client.cookies["tl_held"].value
    assert token not in str(HeldForm.objects.values().get())
    assert client.cookies["tl_held"]["httponly"] and client.cookies["tl_person"]["httponly"]
