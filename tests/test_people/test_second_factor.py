"""Who handles money or oversees acts only with a second factor."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from people.models import Person

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
