"""Further ways from one seat into another that were looked for and found: each is tried again."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import transaction

from audit.errors import Conflict
from jobs import clock
from notices.models import Notice
from people import services
from people.actors import Actor
from people.models import Recovery, Seat
from people.services import codes, standing
from tests.factories import actor
from tests.pages.unfit import asked, free_at_the_fund, held, of, shut, spoken_for, taken
from tests.races import race

pytestmark = pytest.mark.usefixtures("at_work")


def come_back(row: Recovery) -> None:
    """The attacker has the code; here its hash is put in place of one that nobody kept."""
    code = "AAAAABBBBBCCCC"
    Recovery.objects.filter(pk=row.pk).update(code_hash=codes.hash_of(code))
    services.come_back(code, password="ข้าวเหนียว-เชียงราย-57")


def test_a_shut_seat_is_not_handed_to_a_friend(db):
    """Whoever became the chair by another council's slip would have handed the chair's own seat to themselves."""
    seat = shut()
    for end in (services.hand_over, services.resign):
        with pytest.raises(Conflict):
            end(seat.pk, ends_on=clock.today(), actor=Actor(seat.person, None))


def test_a_slip_for_the_successor_is_not_printed_from_a_shut_seat(db):
    services.hand_over(held().pk, ends_on=clock.today() + timedelta(days=9), actor=actor("boonmee"))
    following = Seat.objects.get(follows=held())
    seat = shut(by="other")
    with pytest.raises(PermissionDenied):
        services.invite(following.pk, actor=Actor(seat.person, None))


def test_a_vice_chair_of_the_board_whom_somebody_made_up_opens_and_ends_nothing(db):
    """There is one chair at a time; a second one is not even opened."""
    board = of("board_chair").organisation
    with pytest.raises(ValidationError), transaction.atomic():
        services.open_seat(board.pk, role="chair", actor=actor("secretariat"))
    fake = taken(services.open_seat(board.pk, role="vice_chair", actor=actor("secretariat")), "fake_chair")
    row = spoken_for()
    with clock.at(clock.now() + timedelta(days=2)):
        come_back(row)
        for verb in (services.reopen_seat, services.confirm_seat):
            terms = {"basis": "x"} if verb is services.confirm_seat else {}
            with pytest.raises(PermissionDenied):
                verb(of("treasurer").pk, **terms, actor=Actor.in_seat(fake))
        with pytest.raises(PermissionDenied):
            services.ask_to_end(of("cashier").pk, ends_on=clock.today(), basis="x", actor=Actor.in_seat(fake))


def test_the_secretariat_does_not_agree_to_what_its_own_puppet_asks(db):
    puppet = taken(services.open_seat(held().organisation_id, role="secretary", actor=actor("secretariat")), "puppet")
    row = services.ask_to_end(held().pk, ends_on=clock.today(), basis="มติ", actor=Actor.in_seat(puppet))
    with pytest.raises(PermissionDenied):
        services.agree_to_end(row.pk, actor=actor("secretariat"))
    services.agree_to_end(row.pk, actor=actor("amphoe_chair"))


def test_a_second_board_of_the_fund_is_refused(db):
    """It would have confirmed what the first one does not."""
    fund = of("cashier").organisation
    terms = {"kind": "fund_board", "name_th": "คณะกรรมการสมมติ", "province_id": "57", "parent": fund}
    with pytest.raises(ValidationError):
        services.create_organisation(**terms, actor=actor("secretariat"))


def test_one_human_with_two_accounts_is_one(db):
    """The treasurer joins as cashier in a new account of the same name; the officials are told that the name is known."""
    seat = free_at_the_fund()
    _invitation, code = services.invite(seat.pk, actor=actor("secretariat"))
    name = of("treasurer").person.full_name
    services.accept_invitation(code, username="again", full_name=name.replace(" ", "  "), password="ดอกปีบบานเช้า-57")
    with pytest.raises(ValidationError):
        services.recognise(seat.pk, card="identity", actor=actor("codi"))


def test_asking_in_somebodys_name_does_not_keep_them_out(db):
    for _often in range(3):
        asked("treasurer")
    services.stop(Recovery.objects.earliest("pk").pk, actor=actor("cashier"))
    asked("treasurer")
    assert Recovery.objects.count() == 4


def test_whoever_may_say_a_word_is_told_of_a_new_officer(db):
    taken(free_at_the_fund())
    told = set(Notice.objects.filter(kind="seat.awaits_words").values_list("person__username", flat=True))
    assert {"board_chair", "codi", "amphoe_sec"} <= told and "mali" not in told


def test_two_officials_at_once_recognise_once(fresh_database):
    seat = taken(free_at_the_fund())
    officials = [actor("codi"), actor("amphoe_sec")]
    race(*(lambda who=who: services.recognise(seat.pk, card="identity", actor=who) for who in officials))
    assert of("mali").person.is_recognised and of("mali").person.sightings.count() == 2


def test_two_words_at_once_begin_one_wait(fresh_database):
    row = asked("treasurer")
    race(
        *(lambda who=who: services.vouch(row.pk, how_known="x", actor=who) for who in (actor("codi"), actor("cashier")))
    )
    row.refresh_from_db()
    assert row.words.count() == 2 and row.ready_at is not None


def test_two_seats_of_money_at_once_become_one(fresh_database):
    """The same person takes up both with two codes at the same moment."""
    fund = of("cashier").organisation_id
    slips = []
    for role in ("treasurer", "cashier"):
        seat = services.open_seat(fund, role=role, actor=actor("secretariat"))
        slips.append(services.invite(seat.pk, actor=actor("secretariat"))[1])
    person = of("somsri").person
    race(*(lambda code=code: services.accept_invitation(code, person=person) for code in slips))
    assert Seat.objects.filter(person=person, organisation=fund).count() == 1


@pytest.mark.parametrize("verb", ["confirm_seat", "recognise", "reopen_seat", "ask_to_end", "let_back_in"])
def test_another_province_does_nothing_here(db, verb):
    terms = {"confirm_seat": {"basis": "x"}, "recognise": {"card": "identity"}}.get(verb, {})
    terms = {"ends_on": clock.today(), "basis": "x"} if verb == "ask_to_end" else terms
    for seat in (of("cashier"), held()):
        with pytest.raises(PermissionDenied):
            getattr(services, verb)(seat.pk, **terms, actor=actor("stranger"))


def test_the_first_officials_of_a_province_come_by_protocol(db):
    """Two of different offices, each by the operator; the third is refused: these two recognise."""
    made = []
    for kind, role in (("secretariat", "secretariat"), ("amphoe_committee", "chair"), ("province_committee", "chair")):
        place = services.create_organisation(kind=kind, name_th=kind, province_id="56", actor=Actor.system())
        made.append(taken(services.open_seat(place.pk, role=role, actor=Actor.system()), f"first_{kind}"))
    for seat in made[:2]:
        name = seat.person.username if seat.person else ""
        call_command("recognise_official", province="56", username=name, protocol="บันทึก 1", stdout=StringIO())
    assert standing.has_officials("56")
    with pytest.raises(Conflict):
        services.recognise_by_protocol(made[2].pk, protocol="บันทึก 1", actor=Actor.system())
    services.confirm_seat(made[0].pk, basis="มติ 1", actor=actor("first_amphoe_committee"))
    for official in ("first_amphoe_committee", "first_secretariat"):
        services.recognise(made[2].pk, card="official", actor=actor(official))
    assert of("first_province_committee").person.is_recognised
