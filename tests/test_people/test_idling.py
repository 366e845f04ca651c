"""Who sits in a seat of money or oversight is signed out after a while of doing nothing, and what they sent then is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from doors.models import SecurityEvent
from jobs import clock
from people.models import HeldForm, Person

IDLE = timedelta(minutes=settings.IDLE_MINUTES)
LITTLE = timedelta(seconds=5)
pytestmark = pytest.mark.usefixtures("db", "at_work")


@pytest.fixture
def enter(client):
    def sign_in(who: str):
        client.force_login(Person.objects.get(username=who))
        assert client.get("/desk/").status_code == 200
        return client

    return sign_in


def later(client, by: timedelta, **headers: str) -> int:
    with clock.at(clock.now() + by):
        return client.get("/desk/", headers=headers).status_code


@pytest.mark.parametrize("who", ["treasurer", "approver", "cashier", "auditor", "secretariat"])
def test_these_seats_end(enter, who):
    browser = enter(who)
    assert later(browser, IDLE - LITTLE) == 200
    assert later(browser, 2 * IDLE - 2 * LITTLE) == 200  # whoever does something stays
    assert later(browser, 3 * IDLE) == 302
    assert SecurityEvent.objects.get(kind="idle_end").tree == "57"


def test_a_council_secretary_stays(enter):
    assert later(enter("somsri"), 3 * IDLE) == 200


def test_a_page_that_asks_by_itself_keeps_nobody_in(enter):
    browser = enter("treasurer")
    for minutes in (10, 20, 29):
        assert later(browser, timedelta(minutes=minutes), **{"X-Part": "true"}) == 200
    assert later(browser, IDLE + LITTLE) == 302


def test_what_was_sent_too_late_is_kept_for_the_same_person(enter):
    browser = enter("treasurer")
    with clock.at(clock.now() + IDLE + LITTLE):
        answer = browser.post("/funds/CR/record-receipt/", {"payer": "จังหวัดเชียงราย โอนให้", "purpose": "ทุนประเดิม"})
        assert answer.headers["Location"] == "/accounts/login/?next=%2Fpeople%2Fheld%2F"
        assert HeldForm.objects.get().person.username == "treasurer"
        assert "ไม่ได้ใช้งานนาน" in browser.get(answer.headers["Location"]).content.decode()
        enter("treasurer")
        assert "จังหวัดเชียงราย โอนให้" in browser.get("/people/held/").content.decode()
