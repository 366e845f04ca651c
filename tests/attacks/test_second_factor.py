"""A stolen password alone leads nobody in a committee, and ends no term of money from a seat beside it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from jobs import clock
from people import services
from people.actors import Actor
from people.models import Person, Seat
from tests.factories import actor

pytestmark = pytest.mark.usefixtures("at_work")


@pytest.mark.parametrize(
    ("who", "asked"),
    {
        "board_chair": True,
        "board_sec": True,
        "amphoe_chair": True,
        "amphoe_vice": True,
        "treasurer": True,
        "secretariat": True,
        "amphoe_m1": False,
        "somsri": False,
    }.items(),
)
def test_who_leads_a_committee_has_a_second_factor(db, client, settings, who, asked):
    """They confirm seats of money, recognise people, speak for who lost a password."""
    settings.REQUIRE_MFA = True
    client.force_login(Person.objects.get(username=who))
    answer = client.get("/people/organisation/")
    assert (answer.status_code == 302) == asked


def test_the_treasurers_term_is_not_ended_from_a_seat_beside_it(db):
    """Acting as a council's member the treasurer is asked for no second factor."""
    treasurer = actor("treasurer")
    seat = services.open_seat(actor("somsri").organisation_id or 0, role="member", actor=actor("somsri"))
    _invitation, code = services.invite(seat.pk, actor=actor("somsri"))
    services.accept_invitation(code, person=treasurer.person)
    beside = Actor.in_seat(Seat.objects.select_related("organisation__province", "person").get(pk=seat.pk))
    for verb in (services.resign, services.hand_over):
        with pytest.raises(PermissionDenied):
            verb(treasurer.seat_id or 0, ends_on=clock.today(), actor=beside)
    assert services.resign(treasurer.seat_id or 0, ends_on=clock.today(), actor=treasurer).ends_on == clock.today()
