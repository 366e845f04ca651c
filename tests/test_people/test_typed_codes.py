"""A second factor's code counts in whatever figures the keyboard writes, once, and for its own person alone."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

from people.models import Person
from tests.reader import surely
from tests.world import PASSWORD
from thai import digits

pytestmark = pytest.mark.usefixtures("db", "at_work")
PLACE = "/accounts/2fa/authenticate/"


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("write", [str, digits.thai])
def test_a_code_opens_once(client, settings, write):
    settings.REQUIRE_MFA, secret = True, generate_totp_secret()
    TOTP.activate(Person.objects.get(username="treasurer"), secret)
    code = write(code_now(secret))
    answers = []
    for _ in range(2):
        client.logout()
        client.post("/accounts/login/", {"login": "treasurer", "password": PASSWORD})
        answers.append(client.post(PLACE, {"code": code}).status_code)
    assert answers == [302, 200]


def test_a_telephone_is_set_up_with_thai_figures():
    browser = surely("somsri")
    browser.get("/accounts/2fa/totp/activate/")
    code = digits.thai(code_now(browser.session["mfa.totp.secret"]))
    assert browser.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
