"""A term ends once, forward, by its holder or by two of the organisation; nobody unseats anybody alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.errors import Conflict
from jobs import clock
from people import services
from people.models import Seat
from tests.factories import actor
from tests.pages.unfit import asked_to_end, held, of, taken
from tests.races import race

pytestmark = pytest.mark.usefixtures("at_work")
SOON = date(2026, 3, 1)


@pytest.mark.parametrize("who", ["somsri", "secretariat", "amphoe_chair", "other", "stranger"])
def test_a_secretary_does_not_unseat_the_chair(db, who):
    with pytest.raises(PermissionDenied):
        services.hand_over(held().pk, ends_on=SOON, actor=actor(who))
    with pytest.raises(PermissionDenied):
        services.resign(held().pk, ends_on=SOON, actor=actor(who))


def test_four_presses_make_one_successor_and_the_last_slip_counts(db):
    codes = [services.hand_over(held().pk, ends_on=SOON, actor=actor("boonmee"))[1] for _press in range(4)]
    assert Seat.objects.filter(follows=held()).count() == 1
    assert [bool(services.find_invitation(code)) for code in codes] == [False, False, False, True]


def test_two_presses_at_once_make_one_successor(fresh_database):
    chair = actor("boonmee")
    seat = chair.by_seat
    race(lambda: services.hand_over(seat.pk, ends_on=SOON, actor=chair), times=2)
    assert Seat.objects.filter(follows=seat).count() == 1


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(2030, 1, 1), date(2026, 2, 1), date(2025, 10, 1)])
def test_only_forward_and_within_reason(db, day):
    for end in (services.hand_over, services.resign):
        with pytest.raises(ValidationError):
            end(held().pk, ends_on=day, actor=actor("boonmee"))
    with pytest.raises(ValidationError):
        services.ask_to_end(held().pk, ends_on=day, basis="มติ 1", actor=actor("somsri"))


@pytest.mark.parametrize("term", [{"ends_on": date(9999, 1, 1)}, {"starts_on": date(2200, 1, 1)}])
def test_no_seat_is_opened_for_ever(db, term):
    with pytest.raises(ValidationError):
        services.open_seat(held().organisation_id, role="member", **term, actor=actor("somsri"))


def test_another_day_does_not_rewrite_the_first(db):
    services.hand_over(held().pk, ends_on=SOON, actor=actor("boonmee"))
    with pytest.raises(ValidationError):
        services.hand_over(held().pk, ends_on=SOON + timedelta(days=9), actor=actor("boonmee"))
    with pytest.raises(ValidationError):
        services.resign(held().pk, ends_on=SOON + timedelta(days=9), actor=actor("boonmee"))
    assert held().ends_on == SOON


def test_an_ended_term_is_never_rewritten(db):
    services.resign(held().pk, ends_on=clock.today(), actor=actor("boonmee"))
    chair = actor("boonmee")
    with clock.at(clock.now() + timedelta(days=3)):
        for end in (services.hand_over, services.resign):
            with pytest.raises(Conflict):
                end(held().pk, ends_on=clock.today(), actor=chair)


def test_the_organisation_ends_a_term_by_two_of_it(db):
    """The secretary asks, the holder is told, a member agrees whom the secretariat let in; the first two could not."""
    member = taken(services.open_seat(held().organisation_id, role="member", actor=actor("secretariat")), "mali")
    row = asked_to_end()
    for who in ("somsri", "boonmee"):
        with pytest.raises(PermissionDenied):
            services.agree_to_end(row.pk, actor=actor(who))
    assert actor("boonmee").by_person.notices.filter(kind="seat.end_asked").exists()
    services.agree_to_end(row.pk, actor=actor("mali"))
    assert held().ends_on == clock.today() and member.person_id != held().person_id


def test_a_member_whom_the_secretary_made_up_agrees_to_nothing(db):
    """Nor one whom that one made up in turn."""
    seat = services.open_seat(held().organisation_id, role="secretary", actor=actor("somsri"))
    _invitation, code = services.invite(seat.pk, actor=actor("somsri"))
    services.accept_invitation(code, username="fake", full_name="คนสมมติ", password="ดอกปีบบานเช้า-57")
    further = services.open_seat(held().organisation_id, role="member", actor=actor("fake"))
    _invitation, code = services.invite(further.pk, actor=actor("fake"))
    services.accept_invitation(code, username="faker", full_name="คนสมมติสอง", password="ดอกปีบบานเช้า-57")
    row = asked_to_end()
    for who in ("fake", "faker"):
        with pytest.raises(PermissionDenied):
            services.agree_to_end(row.pk, actor=actor(who))


def test_what_was_asked_is_dropped_by_the_organisation_and_not_by_the_holder(db):
    row = asked_to_end()
    with pytest.raises(PermissionDenied):
        services.drop_end(row.pk, actor=actor("boonmee"))
    assert not services.drop_end(row.pk, actor=actor("somsri")).is_open and held().ends_on is None


def test_a_seat_of_money_that_is_handed_over_is_confirmed_anew(db):
    _invitation, code = services.hand_over(of("cashier").pk, ends_on=clock.today(), actor=actor("cashier"))
    with clock.at(clock.now() + timedelta(days=1)):
        services.accept_invitation(code, username="next", full_name="คนต่อไป", password="ดอกปีบบานเช้า-57")
        assert of("next").why_inert and of("next").follows == of("cashier")
