"""A link that another of one's seats may open leads to that seat, not to a wall."""

from __future__ import annotations

from people import services
from people.models import Role, Seat
from tests import factories
from tests.factories import actor


def test_the_other_seat_is_offered_and_leads_there(db, at_work, client):
    row = factories.submitted()
    stranger = actor("stranger").person
    seat = services.open_seat(row.organisation_id, role=Role.MEMBER, actor=actor("somsri"))
    _invitation, code = services.invite(seat.pk, actor=actor("somsri"))
    services.accept_invitation(code, person=stranger)
    client.force_login(stranger)
    answer = client.get(f"/requests/{row.pk}/")
    assert answer.status_code == 403 and f"/people/seats/{seat.pk}/act/" in answer.content.decode()
    answer = client.post(f"/people/seats/{seat.pk}/act/", {"next": f"/requests/{row.pk}/"}, follow=True)
    assert answer.status_code == 200 and row.receipt_number in answer.content.decode()


def test_without_such_a_seat_the_open_edition_is_there_once_it_was_sent(db, at_work, client):
    sent, draft = factories.submitted(), factories.draft()
    client.force_login(actor("stranger").person)
    assert client.get(f"/requests/{sent.pk}/").headers["Location"] == f"/public/requests/{sent.pk}/"
    assert client.get(f"/requests/{draft.pk}/").status_code == 404


def test_nobody_is_led_elsewhere(db, at_work, client):
    seat = Seat.objects.get(person__username="somsri")
    client.force_login(seat.person)
    answer = client.post(f"/people/seats/{seat.pk}/act/", {"next": "https://example.org/"})
    assert answer.headers["Location"] == "/desk/"
