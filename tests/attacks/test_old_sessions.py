"""A session that was opened with less than what is asked today opens nothing: no second factor, or too long ago."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.test import Client

from doors.models import SecurityEvent
from jobs import clock
from people.models import Session
from tests.reader import surely

pytestmark = pytest.mark.usefixtures("db", "at_work")


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def set_up_a_telephone(browser: Client) -> None:
    browser.get("/accounts/2fa/totp/activate/")
    code = code_now(browser.session["mfa.totp.secret"])
    assert browser.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302


def print_a_sheet(browser: Client) -> None:
    assert browser.post("/people/codes/").status_code == 200


@pytest.mark.parametrize("prove", [set_up_a_telephone, print_a_sheet])
def test_a_thief_who_was_in_before_acts_not_on_the_owners_second_factor(
    settings, django_capture_on_commit_callbacks, prove
):
    """The password alone opened it; then its owner set the factor up, and the old session passed for proved."""
    settings.REQUIRE_MFA = True
    thief, owner = surely("treasurer"), surely("treasurer")
    assert thief.get("/funds/CR/").status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        prove(owner)
    assert owner.get("/funds/CR/").status_code == 200
    assert thief.get("/funds/CR/").headers["Location"].startswith("/accounts/login/")
    assert Session.objects.filter(person__username="treasurer").count() == 1


@pytest.mark.parametrize("who", ["treasurer", "somsri"])
def test_a_busy_session_ends_too(client, who):
    """Each save began the twelve hours anew: a stolen one that asks every half an hour lived for ever."""
    client.post("/accounts/login/", {"login": who, "password": "ข้าวซอย-เชียงราย-57"})
    began, half = clock.now(), timedelta(minutes=29)
    longest = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    for n in range(1, longest // half + 1):
        with clock.at(began + n * half):
            assert client.get("/people/me/").status_code == 200
    with clock.at(began + longest + timedelta(seconds=1)):
        assert client.get("/people/me/").status_code == 302
    assert SecurityEvent.objects.get(kind="idle_end").tree == "57"
