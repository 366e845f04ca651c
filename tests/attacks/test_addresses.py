"""An address receives what opens an account only when its owner has shown that it is theirs."""

from __future__ import annotations

import re

import pytest

from people import services
from people.models import Person
from tests.factories import actor
from tests.reader import Visit, text_of

pytestmark = pytest.mark.usefixtures("at_work")


def test_nobody_adds_an_address_to_an_open_session(db, visit: Visit):
    """An unattended screen: the stranger adds their own address and has a new password sent there."""
    for data in (None, {"action_add": "", "email": "thief@example.org"}):
        assert visit("somsri", "/accounts/email/", data).headers["Location"] == "/people/me/"


def test_nobody_takes_anothers_address(db, visit: Visit):
    Person.objects.filter(username="codi").update(email="codi@example.org")
    visit("somsri", "/accounts/email/", {"action_add": "", "email": "codi@example.org"})
    visit("somsri", "/accounts/email/", {"action_primary": "", "email": "codi@example.org"})
    assert Person.objects.get(username="somsri").email == ""


def test_a_mailed_code_is_shown_to_its_address_alone(db, visit: Visit):
    """Whoever invites and sees the code as well joins under an address that is not theirs."""
    seat = services.open_seat(actor("somsri").organisation_id or 0, role="member", actor=actor("somsri"))
    shown = text_of(visit("somsri", f"/people/seats/{seat.pk}/invite/", {"email": "mali@example.org"}))
    assert "mali@example.org" in shown
    assert not re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}-[2-9A-Z]{4}", shown)
    slip = text_of(visit("somsri", f"/people/seats/{seat.pk}/invite/", {"email": ""}))
    assert re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}-[2-9A-Z]{4}", slip)


def test_no_code_is_taken_from_an_address(db, client):
    """A computer that many use keeps addresses: the next person would have taken the seat."""
    me = actor("somsri")
    seat = services.open_seat(me.organisation_id or 0, role="member", actor=me)
    _invitation, code = services.invite(seat.pk, actor=me)
    asked = client.get("/join/", {"code": code})
    assert asked.status_code == 200
    assert 'name="password"' not in asked.content.decode()
    assert 'name="password"' in client.post("/join/", {"code": code}).content.decode()
