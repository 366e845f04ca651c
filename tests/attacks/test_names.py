"""One name that is typed is one person's: an address is its owner's, whoever chose it as a user name."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people import services, sign_in
from people.models import Person, Recovery
from tests.factories import actor
from tests.world import PASSWORD

pytestmark = pytest.mark.usefixtures("db", "at_work")
ADDRESS, OTHER = "treasurer@example.org", "ผัดไทย-เชียงราย-57"


def joins(username: str, password: str = OTHER) -> Person:
    me = actor("somsri")
    seat = services.open_seat(me.organisation_id or 0, role="member", actor=me)
    _invitation, code = services.invite(seat.pk, actor=me)
    return services.accept_invitation(code, username=username, full_name="คนอื่น", password=password)


@pytest.mark.parametrize("username", [ADDRESS, "x@y", "Treasurer", "TREASURER"])
def test_nobody_takes_an_address_or_a_name_that_reads_the_same(username):
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        joins(username)
    assert "username" in refused.value.message_dict


def owned() -> None:
    """Somebody had the address as a user name before that was refused; then its owner proved it."""
    mali = joins("mali")
    Person.objects.filter(pk=mali.pk).update(username=ADDRESS)
    me = actor("treasurer")
    services.confirm_address(services.ask_address(ADDRESS, actor=me), actor=me)


def test_the_address_signs_in_its_owner_alone(client):
    owned()
    for typed in (ADDRESS, ADDRESS.upper()):
        assert client.post("/accounts/login/", {"login": typed, "password": OTHER}).status_code == 200
        assert client.post("/accounts/login/", {"login": typed, "password": PASSWORD}).status_code == 302
        assert client.session["_auth_user_id"] == str(actor("treasurer").person_id)
        client.logout()


def test_the_address_asks_for_its_owner_alone():
    owned()
    services.ask_recovery(ADDRESS)
    assert Recovery.objects.get().person.username == "treasurer"


def test_a_guesser_is_counted_by_person_however_the_name_is_spelled(rf):
    request = rf.post("/", REMOTE_ADDR="192.0.2.1")
    assert sign_in.keys_of(request, "Treasurer") == sign_in.keys_of(request, " treasurer ")


def test_the_database_knows_one_of_a_name():
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(username="cashier").update(username="TREASURER")
