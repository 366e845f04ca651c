"""Getting in: by letter or slip, once, and back in after a lost phone."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from audit.reports import deeds_of
from jobs import clock
from notices.models import Mail
from people import services
from people.models import Person, Role, Seat
from tests.factories import actor
from thai import dates

NEW = {"username": "mali", "full_name": "มะลิ ใหม่มา", "password": "ดอกมะลิบานเช้า-9"}


@pytest.fixture
def seat(db, at_work):
    who = actor("somsri")
    return services.open_seat(who.organisation_id, role=Role.MEMBER, actor=who)


def test_a_slip_needs_no_address(seat):
    _invitation, code = services.invite(seat.pk, actor=actor("somsri"))
    person = services.accept_invitation(code.lower().replace("-", " "), **NEW)
    seat.refresh_from_db()
    assert seat.person == person
    assert not Mail.objects.exists()


def test_a_letter_carries_the_code_in_thai(seat):
    invitation, code = services.invite(seat.pk, email="mali@example.org", actor=actor("somsri"))
    (mail,) = Mail.objects.all()
    assert mail.to == "mali@example.org"
    assert code in mail.body and "/join/" in mail.body and "รหัส" in mail.body
    with translation.override("th"):
        assert dates.read(invitation.expires_at.astimezone(clock.BANGKOK).date()) in mail.body


def test_a_code_works_once(seat):
    _invitation, code = services.invite(seat.pk, actor=actor("somsri"))
    services.accept_invitation(code, **NEW)
    with pytest.raises(ValidationError):
        services.accept_invitation(code, **{**NEW, "username": "other2"})


def test_a_seat_whose_term_is_yet_to_come_is_taken_up(db, at_work):
    """In the person's own name: nobody acts in it before its time."""
    who = actor("somsri")
    coming = services.open_seat(who.organisation_id, role=Role.MEMBER, starts_on=date(2026, 3, 1), actor=who)
    _invitation, code = services.invite(coming.pk, actor=who)
    person = services.accept_invitation(code, **NEW)
    (told,) = [event for event in deeds_of(person.pk) if event.event == "seat.taken_up"]
    assert (told.person_id, told.seat_id, told.facts) == (person.pk, None, {"seat": coming.pk})


def test_a_newer_code_ends_the_older(seat):
    _invitation, old = services.invite(seat.pk, actor=actor("somsri"))
    services.invite(seat.pk, actor=actor("somsri"))
    assert services.find_invitation(old) is None


def test_a_stranger_invites_nobody(seat):
    with pytest.raises(PermissionDenied):
        services.invite(seat.pk, actor=actor("other"))


def test_who_lost_the_phone_gets_a_new_password(db, at_work):
    seat = Seat.objects.get(person__username="boonmee")
    _invitation, code = services.let_back_in(seat.pk, actor=actor("somsri"))
    services.accept_invitation(code, password="รหัสใหม่ของบุญมี-7")
    assert Person.objects.get(username="boonmee").check_password("รหัสใหม่ของบุญมี-7")


def test_a_handed_over_seat_begins_the_day_after(db, at_work):
    seat = Seat.objects.get(person__username="boonmee")
    ends_on = seat.starts_on.replace(year=2026)
    invitation, _code = services.hand_over(seat.pk, ends_on=ends_on, actor=actor("boonmee"))
    assert (invitation.seat.starts_on - ends_on).days == 1


def test_one_person_takes_a_second_seat(seat):
    _invitation, code = services.invite(seat.pk, actor=actor("somsri"))
    person = services.accept_invitation(code, person=actor("other").person)
    assert Seat.objects.filter(person=person).count() == 2


def test_the_pages_lead_from_the_code_to_the_desk(seat, client):
    _invitation, code = services.invite(seat.pk, actor=actor("somsri"))
    assert code[:5] not in client.get("/join/").content.decode()
    answer = client.post("/join/", {"code": code})
    assert "รับตำแหน่ง" in answer.content.decode()
    answer = client.post("/join/", {"code": code, "take": "1", "phone": "", **NEW}, follow=True)
    assert answer.status_code == 200 and answer.wsgi_request.user.username == "mali"


def test_a_wrong_code_is_told_in_thai(client, db):
    answer = client.post("/join/", {"code": "AAAAA-BBBBB-CCCC"})
    assert answer.status_code == 422
    assert "รหัสนี้ใช้ไปแล้ว" in answer.content.decode()
