"""Who handles money or oversees acts only with a second factor."""

from __future__ import annotations

import pytest
from allauth.account import urls as account_urls
from allauth.mfa.totp import urls as totp_urls
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import NoReverseMatch, reverse

from people.middleware import OPEN
from people.models import Person, Seat
from tests.pages.test_roles import ROWS

ASKED = "/accounts/2fa/totp/activate/"


@pytest.fixture
def enter(client, settings):
    settings.REQUIRE_MFA = True

    def sign_in(username: str):
        client.force_login(Person.objects.get(username=username))
        return client

    return sign_in


@pytest.mark.parametrize("username", ["treasurer", "approver", "cashier", "auditor", "secretariat"])
def test_without_one_only_setting_it_up_is_open(db, at_work, enter, username):
    answer = enter(username).get("/desk/")
    assert (answer.status_code, answer.headers["Location"]) == (302, ASKED)
    assert enter(username).post("/funds/CR/record-receipt/", {}).status_code == 302


def test_with_one_the_seat_acts(db, at_work, enter):
    TOTP.activate(Person.objects.get(username="treasurer"), generate_totp_secret())
    assert enter("treasurer").get("/desk/").status_code == 200


def test_a_council_secretary_needs_none(db, at_work, enter):
    assert enter("somsri").get("/desk/").status_code == 200


def test_the_page_that_sets_it_up_is_ours_and_in_thai(db, at_work, enter):
    answer = enter("treasurer").get(ASKED)
    assert answer.status_code in (200, 302)
    assert "ทุนกลาง" in answer.content.decode() or "reauthenticate" in answer.headers.get("Location", "")


PEOPLES = ("open_seat", "invite", "let_back_in", "hand_over", "organisation_of", "organisation")


@pytest.mark.parametrize("name", PEOPLES)
def test_nothing_of_other_peoples_seats_is_open_without_it(db, at_work, enter, name):
    """Under /people/seats/ it was: invite, hand over and recover, by the address's first letters."""
    seat = Seat.objects.get(person__username="boonmee")
    at = {"open_seat": seat.organisation_id, "organisation_of": seat.organisation_id, "organisation": None}.get(
        name, seat.pk
    )
    place = reverse(f"people:{name}", args=[at] if at else [])
    for spelled in (place, place.replace("/people/seats", "/people%2Fseats"), "/accounts/.." + place, "/" + place):
        for language in ("th", "en"):
            browser = enter("secretariat")
            browser.cookies["django_language"] = language
            for answer in (browser.get(spelled), browser.post(spelled, {})):
                assert answer.status_code == 404 or answer.headers.get("Location") == ASKED, (spelled, answer)


def test_what_is_open_is_named_page_by_page(db, at_work, enter):
    """Every address of ours, and the library's: without the second factor each leads to setting it up, but for these."""
    found = set()
    for name in [*ROWS, *LIBRARY]:
        place = _any_address(name)
        if place and enter("treasurer").get(place).headers.get("Location") != ASKED:
            found.add(name)
    assert found <= OPEN | {"mfa_activate_totp"} and {"account_logout", "people:seats"} <= found


PASSKEYS = ["mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn"]
PATTERNS = (*account_urls.urlpatterns, *totp_urls.urlpatterns)
LIBRARY = [*(pattern.name for pattern in PATTERNS if pattern.name), *PASSKEYS]


def _any_address(name: str) -> str:
    for arguments in ([], [1], ["CR"], ["57"], [1, 1], [1, "title"], ["CR", "SEED"], ["a", "b-c"]):
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    return ""
