"""One's own page: an address is one's own once a code came there; sessions are seen and ended by their person alone."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from audit.errors import Conflict
from jobs import clock
from notices.models import Mail, Notice
from people import services
from people.models import AddressProof, Person, Role, Session
from people.personal import erase_contact
from tests.factories import actor
from tests.reader import english, surely, text_of
from tests.world import PASSWORD

MINE, RESET = "somsri@example.org", "/accounts/password/reset/"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture
def somsri(db, at_work):
    return actor("somsri")


def enter(username: str, agent: str = "") -> Client:
    browser = Client(headers={"User-Agent": agent})
    browser.post("/accounts/login/", {"login": username, "password": PASSWORD})
    assert "_auth_user_id" in browser.session
    return browser


def letters_to(address: str) -> list[Mail]:
    return list(Mail.objects.filter(to=address).order_by("pk"))


def test_nothing_goes_to_an_address_before_its_code_was_typed(somsri, client):
    code = services.ask_address(MINE, actor=somsri)
    client.post(RESET, {"email": MINE})
    services.password_changed(somsri.person)
    assert [code in letter.body for letter in letters_to(MINE)] == [True]
    assert client.post("/accounts/login/", {"login": MINE, "password": PASSWORD}).status_code == 200
    services.confirm_address(code, actor=actor("somsri"))
    client.post(RESET, {"email": MINE})
    assert "password/reset/key" in letters_to(MINE)[-1].body


def test_the_address_that_an_inviter_typed_is_nobodys_yet(somsri, client):
    """The inviter could type their own, and renew the password of whoever they invited."""
    seat = services.open_seat(somsri.organisation_id, role=Role.MEMBER, actor=somsri)
    _invitation, code = services.invite(seat.pk, email="inviter@example.org", actor=somsri)
    mali = services.accept_invitation(code, username="mali", full_name="มะลิ ใหม่มา", password=PASSWORD)
    assert mali.email == ""
    client.post(RESET, {"email": "inviter@example.org"})
    assert len(letters_to("inviter@example.org")) == 1  # the invitation
    assert "inviter@example.org" in text_of(surely("mali").get("/people/me/"))


def test_a_code_is_for_its_person_its_day_and_its_last_letter(somsri):
    old = services.ask_address("other@example.org", actor=somsri)
    code = services.ask_address(MINE, actor=somsri)
    for who, tried in (("boonmee", code), ("somsri", old), ("somsri", "AAAAA-BBBBB-CCCC")):
        with pytest.raises(ValidationError):
            services.confirm_address(tried, actor=actor(who))
    with clock.at(clock.bangkok(2026, 2, 3, 11)), pytest.raises(ValidationError):
        services.confirm_address(code, actor=somsri)
    services.confirm_address(code, actor=somsri)
    with pytest.raises(ValidationError):
        services.confirm_address(code, actor=somsri)


def test_an_address_proved_by_another_is_refused_to_who_can_read_it_alone(somsri):
    services.confirm_address(services.ask_address(MINE, actor=somsri), actor=somsri)
    code = services.ask_address(MINE.upper(), actor=actor("boonmee"))
    with pytest.raises(Conflict):
        services.confirm_address(code, actor=actor("boonmee"))


def test_the_old_address_and_the_person_are_told_of_a_new_one(somsri):
    for address in (MINE, "new@example.org"):
        services.confirm_address(services.ask_address(address, actor=somsri), actor=actor("somsri"))
    assert "เปลี่ยนไปใช้อีเมลอื่น" in letters_to(MINE)[-1].body
    assert Notice.objects.filter(person=somsri.person, kind="person.address_proved").count() == 2


def test_erasing_the_contact_ends_what_was_asked(somsri):
    code = services.ask_address(MINE, actor=somsri)
    erase_contact(somsri.person_id, tree="57", actor=somsri)
    with pytest.raises(ValidationError):
        services.confirm_address(code, actor=somsri)
    assert not AddressProof.objects.exists()


def test_the_librarys_own_pages_of_addresses_are_shut(somsri):
    browser = surely("somsri")
    browser.post("/accounts/email/", {"email": "x@example.org", "action_add": ""})
    assert browser.get("/accounts/email/").headers["Location"] == "/people/me/"
    assert browser.get("/accounts/confirm-email/a-b/").status_code == 404
    assert browser.get("/accounts/signup/").status_code == 404
    assert Person.objects.get(username="somsri").email == "" and not letters_to("x@example.org")


def test_the_pages_ask_for_the_password_then_the_address_then_the_code(somsri):
    browser = Client()
    browser.force_login(somsri.person)
    assert "reauthenticate" in browser.get("/people/me/address/").headers["Location"]
    browser = surely("somsri")
    answers = [browser.post("/people/me/address/", {"email": MINE}) for _n in range(4)]
    assert [one.status_code for one in answers] == [302, 302, 302, 422]
    code = re.search(r"\w{5}-\w{5}-\w{4}", letters_to(MINE)[-1].body)[0]
    assert browser.post("/people/me/address/code/", {"code": "AAAAA-BBBBB-CCCC"}).status_code == 422
    assert browser.post("/people/me/address/code/", {"code": code}).status_code == 302
    page = browser.get("/people/me/")
    assert MINE in text_of(page) and english(page) == []


def test_one_session_of_several_is_ended_and_no_key_is_shown(somsri):
    here, phone = enter("somsri"), enter("somsri", PHONE)
    page = here.get("/people/me/")
    assert "Chrome · Android" in text_of(page)
    assert not any(key in page.content.decode() for key in Session.objects.values_list("session_key", flat=True))
    lost = Session.objects.get(session_key=phone.session.session_key)
    assert here.post(f"/people/me/sessions/{lost.mark}/end/").status_code == 302
    assert phone.get("/desk/").status_code == 302 and here.get("/desk/").status_code == 200


def test_nobody_ends_the_session_of_another(somsri):
    theirs, mine = surely("boonmee"), surely("somsri")
    row = Session.objects.get(session_key=theirs.session.session_key)
    assert mine.post(f"/people/me/sessions/{row.mark}/end/").status_code == 404
    assert theirs.get("/desk/").status_code == 200
    assert row.mark not in mine.get("/people/me/").content.decode()


def test_it_shows_sign_ins_and_what_was_done_in_ones_name(somsri):
    Client().post("/accounts/login/", {"login": "somsri", "password": "wrong"})
    browser = enter("somsri")
    services.open_seat(somsri.organisation_id, role=Role.MEMBER, title="ก", actor=somsri)
    seen = text_of(browser.get("/people/me/"))
    assert "รหัสผ่านหรือการยืนยันชั้นที่สองไม่ถูกต้อง" in seen
    assert "เปิดตำแหน่ง" in seen
    assert "เปิดตำแหน่ง" not in text_of(surely("boonmee").get("/people/me/")).partition("สิ่งที่ทำในชื่อคุณ")[2]
