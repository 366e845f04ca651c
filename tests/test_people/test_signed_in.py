"""Who is signed in is asked anew at every request: the person, whether they may still come in, and today's seats."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from jobs import clock
from people import services
from people.models import Organisation, Person, Seat
from tests.factories import actor, on_record
from tests.world import PASSWORD

pytestmark = pytest.mark.usefixtures("db", "at_work", "contexts")
LEFT = timedelta(days=9)
RENEWED = "ข้าวเหนียว-เชียงราย-57"


@pytest.fixture
def somsri(client: Client) -> Person:
    """Signed in with her password, as a browser does it."""
    assert client.post("/accounts/login/", {"login": "somsri", "password": PASSWORD}).status_code == 302
    assert client.get("/desk/").status_code == 200
    return Person.objects.get(username="somsri")


def is_signed_in(client: Client) -> bool:
    answer = client.get("/desk/")
    return not (answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/"))


@pytest.mark.parametrize("has_a_seat", [True, False])
def test_who_is_shut_out_is_out_at_once(client, somsri, has_a_seat):
    if not has_a_seat:
        on_record(lambda: somsri.seats.update(ends_on=clock.today() - LEFT))
        assert is_signed_in(client)
    Person.objects.filter(pk=somsri.pk).update(is_active=False)
    assert not is_signed_in(client)
    client.post("/accounts/login/", {"login": "somsri", "password": PASSWORD})
    assert not is_signed_in(client)


def test_a_new_password_ends_what_the_old_one_opened(client, somsri):
    _invitation, code = services.let_back_in(somsri.seats.get().pk, actor=actor("boonmee"))
    services.accept_invitation(code, password=RENEWED)
    assert not is_signed_in(client)


def test_a_seat_that_was_chosen_and_has_ended_is_acted_in_no_more(client, somsri):
    """Nor one in an organisation that is closed: another seat steps in, or none."""
    own, other = somsri.seats.get(), Seat.objects.get(person__username="other").organisation
    chosen = Seat(organisation=other, role="member", person=somsri, starts_on=clock.today() - 2 * LEFT)
    on_record(chosen.save)
    client.post(f"/people/seats/{chosen.pk}/act/")
    assert client.get("/desk/").context["actor"].seat == chosen
    on_record(lambda: Seat.objects.filter(pk=chosen.pk).update(ends_on=clock.today() - LEFT))
    assert client.get("/desk/").context["actor"].seat == own
    assert client.post(f"/people/seats/{chosen.pk}/act/").status_code == 404
    on_record(lambda: Organisation.objects.filter(pk=own.organisation_id).update(is_active=False))
    assert client.get("/people/organisation/").status_code != 200
