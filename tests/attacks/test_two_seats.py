"""Persons vote, not seats: whoever holds two seats of a committee is one voter, one recusal, one place in the quorum."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from approvals import quorum, services, standing
from approvals.models import AgendaItem, Meeting, Resolution, Vote
from audit.errors import Conflict
from funds.models import MoneySource
from jobs import clock
from people.actors import Actor
from people.models import Role, Seat
from people.services import open_seat
from tests import factories
from tests.factories import REASONS, actor, on_record
from tests.races import race
from tests.scenes import walked

SECRETARY = "amphoe_sec"


def another_seat(username: str, role: Role) -> Actor:
    """The same person in a second seat of the same committee."""
    first = actor(username)
    seat = open_seat(first.organisation_id or 0, role=role, starts_on=clock.today(), actor=Actor.system())
    on_record(lambda: Seat.objects.filter(pk=seat.pk).update(person=first.person))
    return Actor.in_seat(Seat.objects.select_related("organisation__province", "person").get(pk=seat.pk))


@walked
def with_two_seats() -> AgendaItem:
    """The amphoe's first member sits there twice, its chair is its secretary too; its meeting is in session."""
    another_seat("amphoe_m1", Role.MEMBER)
    another_seat("amphoe_chair", Role.SECRETARY)
    return factories.listed()


def second(username: str) -> Actor:
    seats = Seat.objects.select_related("organisation__province", "person")
    return Actor.in_seat(seats.filter(person__username=username).latest("pk"))


@pytest.fixture
def item(db, at_work) -> AgendaItem:
    return with_two_seats()


@pytest.fixture
def actors(item) -> dict[str, Actor]:
    """The people by their first seats."""
    names = ("amphoe_m1", "amphoe_chair", "amphoe_vice", "amphoe_m2", SECRETARY)
    found = Seat.objects.select_related("organisation__province", "person").order_by("-pk")
    return {str(s.person.username): Actor.in_seat(s) for s in found if s.person and s.person.username in names}


def put(item: AgendaItem, who: Actor, **motion: object) -> AgendaItem:
    services.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=who, **motion)
    return AgendaItem.objects.get(pk=item.pk)


def test_one_person_counts_once_in_the_quorum(item):
    counted = quorum.of_meeting(item.meeting)
    assert (counted.members, counted.present, counted.needed) == (4, 4, 2)


def test_the_second_vote_of_one_person_is_refused_in_either_seat(item, actors):
    put(item, actors[SECRETARY])
    services.vote(item.pk, choice="for", actor=actors["amphoe_m1"])
    for who, seat in ((second("amphoe_m1"), None), (actors[SECRETARY], second("amphoe_m1").seat_id)):
        with pytest.raises(Conflict), transaction.atomic():
            services.vote(item.pk, choice="for", seat_id=seat, actor=who)
    vote = Vote.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        vote.pk, vote.seat_id = None, second("amphoe_m1").seat_id
        vote.save(force_insert=True)


def test_the_database_takes_no_vote_of_a_seat_that_another_holds(item, actors):
    put(item, actors[SECRETARY])
    vote = services.vote(item.pk, choice="for", actor=actors["amphoe_m1"])
    with pytest.raises(DatabaseError, match="not held"), transaction.atomic():
        vote.pk, vote.person_id = None, actors["amphoe_m2"].person_id
        vote.save(force_insert=True)


def test_who_left_in_one_seat_has_left_in_the_other(item, actors):
    twice, other = actors["amphoe_m1"], second("amphoe_m1")
    services.declare(item.pk, seat_id=other.seat_id or 0, kind="party", reason="สมาชิก", actor=twice)
    with pytest.raises(ValidationError), transaction.atomic():
        services.declare(item.pk, seat_id=twice.seat_id or 0, kind="party", reason="สมาชิก", actor=twice)
    put(item, actors[SECRETARY])
    for who in (twice, other):
        with pytest.raises(ValidationError), transaction.atomic():
            services.vote(item.pk, choice="for", actor=who)
    counted = quorum.of_item(AgendaItem.objects.get(pk=item.pk))
    assert (counted.members, counted.present) == (3, 3)


def test_a_chair_who_left_does_nothing_as_secretary(item, actors):
    """Today's attack: recused as chair, the same person recorded the resolution in the secretary's seat."""
    chair, as_secretary = actors["amphoe_chair"], second("amphoe_chair")
    services.declare(item.pk, seat_id=chair.seat_id or 0, kind="party", reason="เป็นผู้ขอ", actor=chair)
    with pytest.raises(PermissionDenied), transaction.atomic():
        put(item, as_secretary)
    voting = put(item, actors[SECRETARY])
    assert voting.presider is not None and voting.presider.role == Role.VICE_CHAIR
    for end in (services.resolve_unopposed, services.close_vote):
        for who in (chair, as_secretary):
            with pytest.raises(PermissionDenied), transaction.atomic():
                end(item.pk, version=voting.version, actor=who)
    made = services.resolve_unopposed(item.pk, version=voting.version, actor=actors[SECRETARY])
    assert made.presided_by == actors["amphoe_vice"].seat
    for name in ("presided_by", "resolved_by"):
        with pytest.raises(DatabaseError, match="has left"), transaction.atomic():
            Resolution.objects.filter(pk=made.pk).update(**{name: as_secretary.seat})


def test_two_seats_at_once_vote_once(fresh_database, at_work):
    item = with_two_seats()
    put(item, actor(SECRETARY))
    first = Actor.in_seat(Seat.objects.filter(person__username="amphoe_m1").earliest("pk"))
    other = second("amphoe_m1")
    outcomes = race(
        lambda: services.vote(item.pk, choice="for", actor=first),
        lambda: services.vote(item.pk, choice="for", actor=other),
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Conflict", "Vote"]


# -- a tie while who presides has left ----------------------------------------------------------------------------------


def tie(item: AgendaItem, secretary: Actor) -> AgendaItem:
    for name, choice in {"amphoe_m1": "for", "amphoe_m2": "against"}.items():
        services.vote(item.pk, choice=choice, seat_id=actor_of(name).seat_id, actor=secretary)
    assert services.close_vote(item.pk, version=item.version, actor=secretary) is None
    return AgendaItem.objects.get(pk=item.pk)


def actor_of(name: str) -> Actor:
    return Actor.in_seat(Seat.objects.filter(person__username=name).earliest("pk"))


def test_a_tie_while_the_chair_has_left_is_broken_by_the_vice_chair(item, actors):
    chair, vice = actors["amphoe_chair"], actors["amphoe_vice"]
    services.declare(item.pk, seat_id=chair.seat_id or 0, kind="party", reason="เป็นผู้ขอ", actor=chair)
    tied = tie(put(item, actors[SECRETARY]), actors[SECRETARY])
    for who in (chair, second("amphoe_chair"), actors["amphoe_m1"]):
        with pytest.raises(PermissionDenied), transaction.atomic():
            services.cast_vote(item.pk, choice="for", reasons=REASONS, version=tied.version, actor=who)
    made = services.cast_vote(item.pk, choice="for", reasons=REASONS, version=tied.version, actor=vice)
    assert made is not None and (made.casting_vote, made.presided_by) == ("for", vice.seat)


def test_where_no_vice_chair_is_the_others_choose_who_presides(item, actors):
    chair, vice = actors["amphoe_chair"], actors["amphoe_vice"]
    for who in (chair, vice):
        services.declare(item.pk, seat_id=who.seat_id or 0, kind="party", reason="เป็นผู้ขอ", actor=who)
    with pytest.raises(Conflict, match="ประธาน"), transaction.atomic():
        put(item, actors[SECRETARY])
    hand = {"version": item.version, "actor": actors[SECRETARY]}
    for wrong in (chair, vice):
        with pytest.raises(ValidationError), transaction.atomic():
            services.hand_chair(item.pk, seat_id=wrong.seat_id or 0, **hand)
    handed = services.hand_chair(item.pk, seat_id=actors["amphoe_m1"].seat_id or 0, **hand)
    tied = tie(put(handed, actors[SECRETARY]), actors[SECRETARY])
    made = services.cast_vote(item.pk, choice="for", reasons=REASONS, version=tied.version, actor=actors["amphoe_m1"])
    assert made is not None and made.presided_by == actors["amphoe_m1"].seat


def test_a_vice_chair_who_is_there_goes_before_a_friend(item, actors):
    chair = actors["amphoe_chair"]
    services.declare(item.pk, seat_id=chair.seat_id or 0, kind="party", reason="เป็นผู้ขอ", actor=chair)
    with pytest.raises(ValidationError, match="รองประธาน"):
        services.hand_chair(
            item.pk, seat_id=actors["amphoe_m1"].seat_id or 0, version=item.version, actor=actors[SECRETARY]
        )
    assert Meeting.objects.get(pk=item.meeting_id).presided_by == chair.seat


def test_two_who_choose_a_stand_in_at_once_choose_one(fresh_database, at_work):
    item = with_two_seats()
    for name in ("amphoe_chair", "amphoe_vice"):
        who = actor_of(name)
        services.declare(item.pk, seat_id=who.seat_id or 0, kind="party", reason="เป็นผู้ขอ", actor=who)
    secretary, seats = actor(SECRETARY), [actor_of(name).seat_id or 0 for name in ("amphoe_m1", "amphoe_m2")]
    outcomes = race(
        *(
            lambda seat=seat: services.hand_chair(item.pk, seat_id=seat, version=item.version, actor=secretary)
            for seat in seats
        )
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["AgendaItem", "StaleVersion"]


def test_a_stand_in_of_the_fund_board_carries_a_grant_through(db, at_work):
    """A board without a vice-chair: whoever the others chose gives the deciding vote, and the money is set aside."""
    row = factories.endorsed_by_amphoe()
    board = {name: actor(name) for name in ("board_chair", "board_m1", "board_m2", "board_sec")}
    item = factories.the_item(factories.meeting("board", row))
    chair, secretary = board["board_chair"], board["board_sec"]
    services.declare(item.pk, seat_id=chair.seat_id or 0, kind="party", reason="เป็นผู้ขอ", actor=chair)
    stand_in = board["board_m1"].seat_id or 0
    handed = services.hand_chair(item.pk, seat_id=stand_in, version=item.version, actor=secretary)
    seed = MoneySource.objects.get(code="SEED", fund__code="CR")
    voting = put(handed, secretary, grant=factories.GRANT, source=seed)
    for name, choice in {"board_m1": "for", "board_m2": "against"}.items():
        services.vote(item.pk, choice=choice, actor=board[name])
    services.close_vote(item.pk, version=voting.version, actor=secretary)
    tied = AgendaItem.objects.get(pk=item.pk)
    made = services.cast_vote(item.pk, choice="for", version=tied.version, actor=board["board_m1"])
    assert made is not None and factories.fresh(row).state == "funding"
    factories.close(made.item.meeting)
    meeting = factories.confirm(Meeting.objects.get(pk=item.meeting_id))  # of the chair, who left for it
    assert not standing.of([made])[0].is_confirmed
    services.confirm(meeting.pk, version=meeting.version, actor=board["board_m1"])
    assert standing.of([made])[0].is_confirmed
