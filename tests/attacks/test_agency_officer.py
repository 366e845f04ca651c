"""Who binds an organisation that gives money is somebody: an invented officer promises nothing, an invented member is no vote."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from approvals import services as approvals
from approvals.models import Resolution
from documents import services as documents
from funds.models import MoneySource
from grants import services as grants
from people import services as people
from people.actors import Actor
from people.models import Seat
from tests import factories
from tests.attacks.test_invented import invented
from tests.factories import actor

pytestmark = pytest.mark.usefixtures("db", "at_work")


def again(who: Actor) -> Actor:
    """What was said of them a moment ago counts."""
    seats = Seat.objects.select_related("organisation__province", "person")
    return Actor.in_seat(seats.get(pk=who.seat_id))


def recognised(who: Actor, *officials: str) -> Actor:
    for official in officials or ("amphoe_chair", "secretariat"):
        people.recognise(who.seat_id or 0, card="identity", actor=actor(official))
    return again(who)


def test_an_invented_officer_promises_and_refuses_nothing():
    """The secretariat opens a seat in a partner agency, joins as its officer, and answers in its name."""
    offer = factories.offer_of(factories.funding(), "พอช.")
    puppet = invented("secretariat", "codi", "officer")
    terms = {"version": offer.version, "actor": puppet}
    with pytest.raises(PermissionDenied), transaction.atomic():
        grants.make_offer(offer.pk, amounts={3: 20_000_00}, **terms)
    with pytest.raises(PermissionDenied), transaction.atomic():
        grants.decline(offer.pk, reason="ไม่มีงบ", **terms)
    read = grants.acknowledge(offer.pk, **terms)  # what binds nobody waits for nobody
    assert grants.ask_question(read.pk, text="มีใบเสนอราคาไหม", version=read.version, actor=puppet)


def test_an_invented_officer_signs_nothing():
    agreement = factories.drawn_up()
    sha256 = factories.printed(agreement)
    puppet = invented("secretariat", "codi", "officer")
    name = puppet.by_person.full_name
    with pytest.raises(PermissionDenied), transaction.atomic():
        grants.sign(agreement.pk, typed_name=name, sha256=sha256, actor=puppet)
    (place,) = agreement.signatures.filter(organisation__name_th="พอช.")
    with pytest.raises(PermissionDenied), transaction.atomic():
        documents.sign(agreement.document_id, place=place.place, typed_name=name, sha256=sha256, actor=puppet)


def test_somebody_real_speaks_for_an_agency_once_another_organisation_says_so():
    """Recognised alone is not enough: whose officer somebody is, the province that opened the seat does not say alone."""
    offer = factories.offer_of(factories.funding(), "พอช.")
    officer = recognised(invented("secretariat", "codi", "officer"))
    terms = {"amounts": {3: 20_000_00}, "version": offer.version}
    with pytest.raises(PermissionDenied), transaction.atomic():
        grants.make_offer(offer.pk, **terms, actor=officer)
    with pytest.raises(PermissionDenied), transaction.atomic():
        people.confirm_seat(officer.seat_id or 0, basis="x", actor=actor("secretariat"))
    people.confirm_seat(officer.seat_id or 0, basis="หนังสือ พอช. 12/2569", actor=actor("board_sec"))
    assert grants.make_offer(offer.pk, **terms, actor=again(officer)).amount == 20_000_00


def test_a_made_up_officer_is_no_official():
    """A friend who is recognised gets an agency's seat, and would be the second official beside the secretariat."""
    friend = people.open_seat(actor("codi").organisation_id or 0, role="officer", actor=actor("secretariat"))
    _invitation, code = people.invite(friend.pk, actor=actor("secretariat"))
    people.accept_invitation(code, person=actor("cashier").by_person)
    officer = again(Actor(seat=friend))
    puppet = invented("secretariat", "amphoe_sec", "member")
    with pytest.raises(PermissionDenied), transaction.atomic():
        people.recognise(puppet.seat_id or 0, card="identity", actor=officer)
    with pytest.raises(PermissionDenied), transaction.atomic():
        people.confirm_seat(puppet.seat_id or 0, basis="x", actor=officer)


def packed(count: int) -> list[Actor]:
    """The board's secretary fills it with people whom nobody has seen."""
    return [invented("board_sec", "board_sec", "member", f"puppet{number}") for number in range(count)]


def in_session(puppets: list[Actor], *, real: tuple[str, ...]):
    made = factories.meeting("board", kind="payment", opened=False)
    here = [actor(name).seat_id for name in real] + [one.seat_id for one in puppets]
    present = {seat: {"presence": "present"} for seat in here if seat}
    terms = {"presided_by": here[0], "version": made.version, "actor": actor("board_sec")}
    return approvals.open_meeting(made.pk, present=present, **terms)


def test_invented_members_make_no_quorum():
    puppets = packed(4)
    with pytest.raises(ValidationError, match="องค์ประชุม"), transaction.atomic():
        in_session(puppets, real=("board_chair", "board_m1"))
    assert in_session(puppets, real=("board_chair", "board_m1", "board_m2", "board_m3"))


def test_invented_members_have_no_vote():
    puppets = packed(3)
    made = in_session(puppets, real=("board_chair", "board_m1", "board_m2", "board_m3"))
    item, secretary = factories.the_item(made), actor("board_sec")
    motion = {"payment": 50_000_00, "payee": "สภา", "source": MoneySource.objects.get(code="SEED")}
    approvals.put_to_vote(item.pk, outcome="allow", version=item.version, actor=secretary, **motion)
    for puppet in puppets:
        with pytest.raises(ValidationError), transaction.atomic():
            approvals.vote(item.pk, choice="for", actor=puppet)
        with pytest.raises(ValidationError), transaction.atomic():
            approvals.vote(item.pk, choice="for", seat_id=puppet.seat_id, actor=secretary)
    assert not Resolution.objects.exists()


def test_two_officials_recognise_a_member_in_the_room():
    """What a province does: whoever is new shows their card before the meeting opens, and votes in it."""
    newcomer = recognised(packed(1)[0])
    made = in_session([newcomer], real=("board_chair", "board_m1"))
    item = factories.the_item(made)
    motion = {"payment": 50_000_00, "payee": "สภา", "source": MoneySource.objects.get(code="SEED")}
    approvals.put_to_vote(item.pk, outcome="allow", version=item.version, actor=actor("board_sec"), **motion)
    assert approvals.vote(item.pk, choice="for", actor=newcomer).person_id == newcomer.person_id


def test_the_pages_say_why_and_who_waits_for_whose_word(client):
    puppet = invented("secretariat", "codi", "officer")
    client.force_login(puppet.by_person)
    assert "ยังไม่ผูกพัน" in client.get("/people/seats/").content.decode()
    client.force_login(actor("amphoe_chair").by_person)
    assert puppet.by_person.full_name in client.get("/people/words/").content.decode()
