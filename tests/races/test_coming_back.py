"""Two slips at once, and a slip beside a further seat: whoever comes back in lightly never comes back into more."""

from __future__ import annotations

import time

from audit.errors import Invalid
from people import services
from people.actors import Actor
from people.models import Person, Seat
from people.services import letting_in
from tests import factories
from tests.factories import actor
from tests.races import race

NEW = "ข้าวเหนียว-เชียงราย-57"


def seated(username: str, beside: str, role: str = "member") -> str:
    """The code of a further seat, beside somebody."""
    seat = services.open_seat(actor(beside).organisation_id or 0, role=role, actor=Actor.system())
    return services.invite(seat.pk, actor=Actor.system())[1]


def slip(seat: Seat, by: str) -> str:
    return services.let_back_in(seat.pk, actor=actor(by))[1]


def test_of_two_slips_at_once_one_opens_its_own_organisation(fresh_database, at_work):
    boonmee = Person.objects.get(username="boonmee")
    services.accept_invitation(seated("boonmee", "other"), person=boonmee)
    own, elsewhere = Seat.objects.filter(person=boonmee).order_by("pk")
    codes = [slip(own, "somsri"), slip(elsewhere, "other")]
    outcomes = race(*(lambda code=code: services.accept_invitation(code, password=NEW) for code in codes))
    assert sorted(type(one).__name__ for one in outcomes) == [Invalid.__name__, "Person"]
    assert Seat.objects.filter(person=boonmee, shut_at=None).count() == 1


def slowed(usual):
    def slow(*args):
        found = usual(*args)
        time.sleep(0.5)
        return found

    return slow


def test_no_seat_is_taken_up_while_a_slip_is_used(fresh_database, at_work, monkeypatch):
    """Between the question whether seats weigh and the new password, a seat on the board came along."""
    boonmee, done = Person.objects.get(username="boonmee"), []
    board, code = seated("boonmee", "board_m1"), slip(factories.actor("boonmee").seat, "somsri")
    monkeypatch.setattr(letting_in, "shut", slowed(letting_in.shut))

    def takes_a_seat() -> None:
        time.sleep(0.2)
        services.accept_invitation(board, person=boonmee)
        done.append("seat")

    def comes_back() -> None:
        services.accept_invitation(code, password=NEW)
        done.append("slip")

    race(comes_back, takes_a_seat)
    assert done == ["slip", "seat"]
