"""Two windows, one session: a form that was opened in one seat does nothing in another that was chosen meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from approvals.models import Meeting
from jobs import clock
from people import services
from people.models import HeldForm, Seat
from tests import factories
from tests.factories import actor
from tests.reader import english, text_of

pytestmark = pytest.mark.usefixtures("db", "at_work")
PLACE = "ศาลากลางจังหวัด ห้องประชุมสอง"
PLAN = {"scheduled_at_0": "10/2/2569", "scheduled_at_1": "10:00", "place": PLACE, "mode": "on_site"}


def second_seat() -> Seat:
    """The amphoe's secretary leads the fund's board as well, as vice-chair."""
    seat = services.open_seat(actor("board_sec").organisation_id or 0, role="vice_chair", actor=actor("board_sec"))
    _invitation, code = services.invite(seat.pk, actor=actor("board_sec"))
    services.accept_invitation(code, person=actor("amphoe_sec").person)
    return seat


def stamp_on(browser: Client, page: str) -> str:
    return browser.get(page).content.decode().rpartition('name="typed_by" value="')[2].partition('"')[0]


@pytest.fixture
def browser(client: Client) -> Client:
    client.force_login(actor("amphoe_sec").by_person)
    return client


def test_a_meeting_is_not_planned_for_another_committee(browser):
    other, stamp = second_seat(), stamp_on(browser, "/meetings/new/")
    browser.post(f"/people/seats/{other.pk}/act/")
    answer = browser.post(
        "/meetings/new/", {**PLAN, "typed_by": stamp}, headers={"Referer": "http://testserver/meetings/new/"}
    )
    assert answer.status_code == 409 and not Meeting.objects.exists() and english(answer) == []
    page = answer.content.decode()
    own = actor("amphoe_sec").seat_id
    assert PLACE in text_of(answer) and f"/people/seats/{own}/act/" in page
    assert 'value="http://testserver/meetings/new/"' in page and HeldForm.objects.get().person.username == "amphoe_sec"


def test_the_same_seat_acts_and_so_does_a_form_that_is_sent_again(browser):
    """Chosen or not: what was shown to the first seat, of which no session says anything, is that seat's."""
    second_seat()
    stamp = stamp_on(browser, "/meetings/new/")
    browser.post(f"/people/seats/{actor('amphoe_sec').seat_id}/act/")
    assert browser.post("/meetings/new/", {"typed_by": stamp}).status_code == 422
    assert browser.post("/meetings/new/", {"typed_by": stamp_on(browser, "/meetings/new/")}).status_code == 422


def test_a_seat_that_ended_meanwhile_does_nothing(browser):
    other = second_seat()
    browser.post(f"/people/seats/{other.pk}/act/")
    stamp = stamp_on(browser, "/meetings/new/")
    shut = {"shut_at": "2026-02-02T00:00Z", "shut_by": actor("board_sec").person}
    factories.on_record(lambda: Seat.objects.filter(pk=other.pk).update(**shut))
    answer = browser.post("/meetings/new/", {**PLAN, "typed_by": stamp})
    assert answer.status_code == 409 and PLACE in text_of(answer) and not Meeting.objects.exists()


def test_whose_only_seat_ended_is_told_so_and_not_that_there_is_no_such_page(client):
    who = actor("somsri")
    client.force_login(who.by_person)
    client.post(f"/people/seats/{who.seat_id}/act/")
    stamp = stamp_on(client, "/requests/new/")
    services.resign(who.seat_id, ends_on=clock.today(), actor=who)
    with clock.at(clock.now() + timedelta(days=1)):
        answer = client.post("/requests/new/", {"typed_by": stamp})
    assert answer.status_code == 409 and "ไม่ได้ดำรงอยู่แล้ว" in text_of(answer)


def test_what_is_ones_own_is_done_in_any_seat(browser):
    other, stamp = second_seat(), stamp_on(browser, "/people/me/")
    browser.post(f"/people/seats/{other.pk}/act/")
    assert browser.post(f"/people/seats/{actor('amphoe_sec').seat_id}/act/", {"typed_by": stamp}).status_code == 302
    assert browser.post("/i18n/setlang/", {"language": "en", "typed_by": stamp}).status_code == 302
    assert browser.post("/accounts/logout/", {"typed_by": stamp}).status_code == 302
