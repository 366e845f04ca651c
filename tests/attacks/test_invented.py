"""Whoever lets somebody in may be that somebody: an account that nobody recognised is no second word beside its inviter's."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from approvals import services, standing
from approvals.models import Resolution
from documents import services as documents
from documents.models import HandSignature
from jobs import clock
from people import services as people
from people.actors import Actor
from people.models import Seat, Unseating
from people.standing import may_be_one
from tests import factories
from tests.factories import PDF, actor
from tests.world import PASSWORD

pytestmark = pytest.mark.usefixtures("at_work")


def invented(by: str, organisation: str, role: str, username: str = "puppet") -> Actor:
    """One account opens a seat, prints its slip and joins as somebody who does not exist."""
    me, there = actor(by), actor(organisation).organisation_id or 0
    seat = people.open_seat(there, role=role, starts_on=date(2026, 1, 1), actor=me)
    _invitation, code = people.invite(seat.pk, actor=me)
    people.accept_invitation(code, username=username, full_name=f"หุ่นเชิด {username}", password=PASSWORD)
    return Actor.in_seat(Seat.objects.select_related("organisation__province", "person").get(pk=seat.pk))


def resolved(presided: Actor, recorder: str = "amphoe_sec") -> Resolution:
    """A result, carried by a show of hands that the recorder wrote down, with `presided` in the chair; closed."""
    made = factories.meeting("amphoe", opened=False)
    present = {seat: {"presence": "present"} for seat in made.voting_seats}
    me = actor(recorder)
    made = services.open_meeting(
        made.pk, present=present, presided_by=presided.seat_id or 0, version=made.version, actor=me
    )
    row = factories.decide(made, "note", by=recorder)
    factories.close(made)
    return row


def confirmed_by(row: Resolution, *who: Actor) -> bool:
    for one in who:
        meeting = row.item.meeting
        meeting.refresh_from_db()
        services.confirm(meeting.pk, version=meeting.version, actor=one)
    return standing.of([row])[0].lets_money_go


def test_a_secretary_and_their_puppet_let_no_money_go(db):
    """One person with two accounts: one recorded it, the other presided and confirmed."""
    puppet = invented("amphoe_sec", "amphoe_sec", "member")
    row = resolved(puppet)
    assert not confirmed_by(row, puppet)
    wanted = standing.who_confirms(standing.of([row])[0])
    assert puppet.person_id not in wanted and actor("amphoe_chair").person_id in wanted
    assert confirmed_by(row, actor("amphoe_m1"))


def test_on_a_funds_board_a_puppet_does_not_even_preside(db):
    """Where money is decided on, an account that nobody recognised is nobody."""
    puppet = invented("board_sec", "board_sec", "member")
    made = factories.meeting("board", kind="payment", opened=False)
    present = {seat: {"presence": "present"} for seat in made.voting_seats}
    terms = {"presided_by": puppet.seat_id or 0, "version": made.version, "actor": actor("board_sec")}
    with pytest.raises(ValidationError), transaction.atomic():
        services.open_meeting(made.pk, present=present, **terms)


def test_two_puppets_of_one_hand_let_no_money_go(db):
    """The secretariat invents the secretary and a member: neither let the other in."""
    secretary = invented("secretariat", "amphoe_sec", "secretary", "recorder")
    puppet = invented("secretariat", "amphoe_sec", "member")
    assert secretary.person_id != puppet.person_id
    row = resolved(puppet, "recorder")
    assert row.resolved_by_id == secretary.seat_id
    assert not confirmed_by(row, puppet)


def test_a_puppets_puppet_is_a_puppet(db):
    first = invented("amphoe_sec", "amphoe_sec", "secretary", "first")
    second = invented("first", "amphoe_sec", "member", "second")
    row = resolved(second)
    assert first.person_id and not confirmed_by(row, second)


def test_whoever_was_recognised_is_somebody(db):
    puppet = invented("amphoe_sec", "amphoe_sec", "member")
    row = resolved(puppet)
    for official in ("amphoe_chair", "secretariat"):
        people.recognise(puppet.seat_id or 0, card="identity", actor=actor(official))
    assert confirmed_by(row, puppet)


def test_an_account_taken_by_a_slip_is_its_printers(db):
    """Light: whoever printed the slip may hold the account now."""
    chair = actor("boonmee")
    _invitation, code = people.let_back_in(chair.seat_id or 0, actor=actor("somsri"))
    people.accept_invitation(code, password=f"{PASSWORD}-ใหม่")
    assert may_be_one(chair.person_id or 0, {actor("somsri").person_id or 0})
    assert not may_be_one(chair.person_id or 0, {actor("other").person_id or 0})


def test_a_puppet_in_the_vice_chair_answers_no_objection(db):
    row = factories.allowed()
    item = row.item
    item.refresh_from_db()
    services.raise_objection(item.pk, text="ไม่ได้อนุมัติ", version=item.version, actor=actor("board_m1"))
    puppet = invented("board_sec", "board_sec", "vice_chair")
    item.refresh_from_db()
    with pytest.raises(PermissionDenied), transaction.atomic():
        services.answer_objections(item.pk, text="ผ่าน", version=item.version, actor=puppet)
    services.answer_objections(item.pk, text="ผ่าน", version=item.version, actor=actor("board_chair"))


def test_a_committee_has_one_chair_at_a_time(db):
    """A second one, invented, would sign for the fund and say that the first one signed."""
    for by in ("board_sec", "secretariat"):
        with pytest.raises(ValidationError), transaction.atomic():
            invented(by, "board_sec", "chair")


def test_a_puppet_confirms_no_picture_of_its_inviters(db):
    """The secretariat invents an officer of the agency that a picture binds."""
    agreement = factories.drawn_up()
    factories.printed(agreement)
    (place,) = agreement.signatures.filter(organisation__name_th="พอช.")
    documents.attach_scan(
        agreement.document_id or 0,
        upload=SimpleUploadedFile("scan.pdf", PDF),
        place=place.place,
        typed_name="ชลธิชา วัฒนา",
        actor=actor("secretariat"),
    )
    puppet, said = invented("secretariat", "codi", "officer"), HandSignature.objects.get()
    with pytest.raises(PermissionDenied), transaction.atomic():
        documents.confirm_signature(said.pk, version=said.version, actor=puppet)


def test_a_secretariat_and_its_puppet_end_no_councils_term(db):
    """It asks; the amphoe's secretary whom it invented agrees."""
    puppet = invented("secretariat", "amphoe_sec", "secretary")
    seat = actor("boonmee").seat_id or 0
    people.ask_to_end(seat, ends_on=clock.today(), basis="มติ 1/2569", actor=actor("secretariat"))
    with pytest.raises(PermissionDenied), transaction.atomic():
        people.agree_to_end(Unseating.objects.get().pk, actor=puppet)
    people.agree_to_end(Unseating.objects.get().pk, actor=actor("amphoe_sec"))


@pytest.mark.parametrize(
    "name",
    [
        "พิมพ์ใจ  บุญเรือง",
        "พิมพ์ใจ\u200b บุญเรือง",
        "พิมพ์ใจ บุญเรือง\u00ad",
        "พิมพ์ใจ บุญเร\u0e37\u0e37อง",
        "นางสาวพิมพ์ใจ บุญเรือง",
        "น.ส. พิมพ์ใจ บุญเรือง",
        "พิมพ์ใจ บุญเรือง.",
    ],
)
def test_one_human_is_not_recognised_twice_by_spelling_the_name_otherwise(db, name):
    """The same on every screen, and another name to the machine: the treasurer's second account."""
    seat = people.open_seat(actor("amphoe_sec").organisation_id or 0, role="member", actor=actor("amphoe_sec"))
    _invitation, code = people.invite(seat.pk, actor=actor("amphoe_sec"))
    people.accept_invitation(code, username="again", full_name=name, password=PASSWORD)
    with pytest.raises(ValidationError, match="ชื่อ"), transaction.atomic():
        people.recognise(seat.pk, card="identity", actor=actor("amphoe_chair"))
