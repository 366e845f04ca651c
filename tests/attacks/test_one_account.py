"""A meeting is not one account's: its hour, the word of who presided, what every member is told, and their objections."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from approvals import minutes, services, standing
from approvals.models import AgendaItem, Meeting, Resolution
from audit.errors import Conflict
from documents import services as documents
from documents.models import Document, HandSignature
from funds import services as funds
from jobs import clock
from notices.models import Notice
from people import services as people
from people.actors import Actor
from tests import factories
from tests.factories import actor, proof
from tests.races import race
from tests.reader import Visit, text_of
from tests.world import PASSWORD

pytestmark = pytest.mark.usefixtures("at_work")


def alone(who: str) -> Resolution:
    """Planned, called, opened at its hour with all "present", carried and closed, by one account."""
    me, now = actor(who), clock.now()
    with clock.at(now - timedelta(hours=1)):
        made = services.plan(
            me.organisation_id or 0, scheduled_at=now, place="x", is_urgent=True, urgent_reason="x", actor=me
        )
        services.list_item(made.pk, kind="other", title="จ่ายเพื่อน", actor=me)
        made = services.call(made.pk, version=made.version, actor=me)
    present = {seat: {"presence": "present"} for seat in made.voting_seats}
    chair = actor("amphoe_chair").seat_id or 0
    made = services.open_meeting(made.pk, present=present, presided_by=chair, version=made.version, actor=me)
    item = made.items.get()
    services.put_to_vote(item.pk, outcome="note", version=item.version, actor=me)
    services.resolve_unopposed(item.pk, version=item.version + 1, actor=me)
    made.refresh_from_db()
    services.close(made.pk, parts=replace(minutes.draft(made)), version=made.version, actor=me)
    return Resolution.objects.get(item=item)


def lets_money_go(row: Resolution) -> bool:
    return standing.of([row])[0].lets_money_go


def test_it_does_not_open_before_its_hour(db):
    with clock.at(clock.now() + timedelta(minutes=135)):
        called = factories.meeting("amphoe", opened=False)
    with pytest.raises(ValidationError, match="ตั้งแต่เวลานั้น"):
        factories.open_meeting(called)


def test_a_secretarys_word_alone_lets_no_money_go(db):
    row = alone("amphoe_sec")
    meeting = row.item.meeting
    for who in ("amphoe_sec", "board_chair", "somsri", "stranger"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            services.confirm(meeting.pk, version=meeting.version, actor=actor(who))
    assert not lets_money_go(row)
    factories.confirm(meeting, "amphoe_m1")  # not who presided
    assert not lets_money_go(row)
    factories.confirm(meeting)
    assert lets_money_go(row)


def test_a_chair_who_runs_it_alone_needs_another_who_was_there(db):
    row = alone("amphoe_chair")
    factories.confirm(row.item.meeting)
    assert not lets_money_go(row)
    assert standing.who_confirms(standing.of([row])[0]) == {
        actor(name).person_id for name in ("amphoe_vice", "amphoe_m1", "amphoe_m2")
    }
    factories.confirm(row.item.meeting, "amphoe_m2")
    assert lets_money_go(row)


def test_every_member_is_told_what_was_resolved(db):
    alone("amphoe_sec")
    told = Notice.objects.filter(kind="meeting.closed").values_list("person__username", flat=True)
    assert sorted(told) == ["amphoe_chair", "amphoe_m1", "amphoe_m2", "amphoe_vice"]


def test_who_presides_confirms_all_in_one_press_from_the_desk(db, visit: Visit):
    row = alone("amphoe_sec")
    page = f"/meetings/{row.item.meeting_id}/confirm/"
    assert page in visit("amphoe_chair", "/desk/").content.decode()
    assert page not in visit("amphoe_sec", "/desk/").content.decode()
    shown = visit("amphoe_chair", page)
    assert "จ่ายเพื่อน" in text_of(shown) and "จันทร์เพ็ญ แก้วมา" in text_of(shown)
    assert visit("amphoe_sec", page).status_code == 403
    meeting = Meeting.objects.get(pk=row.item.meeting_id)
    assert visit("amphoe_chair", page, {"version": meeting.version - 1}).status_code == 409
    assert visit("amphoe_chair", page, {"version": meeting.version}).status_code == 302
    assert lets_money_go(row) and page not in visit("amphoe_chair", "/desk/").content.decode()


def test_two_presses_confirm_once(fresh_database):
    meeting = alone("amphoe_sec").item.meeting
    chair = actor("amphoe_chair")
    outcomes = race(lambda: services.confirm(meeting.pk, version=meeting.version, actor=chair), times=2)
    assert sorted(type(one).__name__ for one in outcomes) == ["Meeting", "StaleVersion"]


# -- on paper -----------------------------------------------------------------------------------------------------------


def minutes_of(row: Resolution) -> Document:
    meeting = Meeting.objects.select_related("minutes").get(pk=row.item.meeting_id)
    assert meeting.minutes is not None
    return documents.keep(meeting.minutes.document_id or 0, factories.PDF)


def scanned(paper: Document, who: str) -> HandSignature:
    scan = factories.proof()["file"]
    documents.attach_scan(paper.pk, upload=scan, place=2, typed_name="ประเสริฐ มั่นคง", actor=actor(who))
    return HandSignature.objects.get(place__document=paper, state="awaiting")


def test_minutes_on_paper_count_once_somebody_else_has_confirmed_the_scan(db):
    row = alone("amphoe_sec")
    said = scanned(minutes_of(row), "amphoe_sec")
    assert not lets_money_go(row)
    documents.confirm_signature(said.pk, version=said.version, actor=actor("secretariat"))
    assert lets_money_go(row)


def test_minutes_that_the_vice_chair_signs_are_not_the_chairs_word(db):
    row, vice = alone("amphoe_sec"), actor("amphoe_vice")
    paper = minutes_of(row)
    name = vice.by_person.full_name
    documents.sign(paper.pk, place=2, typed_name=name, sha256=paper.pdf_id or "", actor=vice)
    assert not lets_money_go(row)


def test_a_vice_chairs_own_hand_is_not_the_chairs_word_either(db):
    row, vice = alone("amphoe_sec"), actor("amphoe_vice")
    paper, scan = minutes_of(row), factories.proof()["file"]
    documents.attach_scan(paper.pk, upload=scan, place=2, typed_name=vice.by_person.full_name, actor=vice)
    assert paper.signatures.get(place=2).signed_at and not lets_money_go(row)


# -- objections ---------------------------------------------------------------------------------------------------------


def objection(row: Resolution, who: str = "amphoe_m1") -> AgendaItem:
    item = AgendaItem.objects.get(pk=row.item_id)
    services.raise_objection(item.pk, text="ไม่มีการลงมติเรื่องนี้", version=item.version, actor=actor(who))
    return AgendaItem.objects.get(pk=item.pk)


def test_who_was_seated_on_that_day_after_the_meeting_does_not_object(db):
    row = alone("amphoe_sec")
    factories.confirm(row.item.meeting)
    seat = people.open_seat(row.item.meeting.committee_id, role="member", starts_on=clock.today(), actor=Actor.system())
    _invitation, code = people.invite(seat.pk, actor=Actor.system())
    late = people.accept_invitation(code, username="late", full_name="สมจิต มาทีหลัง", password=PASSWORD)
    assert late.pk in Meeting.objects.get(pk=row.item.meeting_id).members
    with pytest.raises(PermissionDenied):
        objection(row, "late")


def test_an_objection_holds_payment_until_the_chair_answers_and_undoes_nothing(db):
    row = alone("amphoe_sec")
    factories.confirm(row.item.meeting)
    item = objection(row)
    assert not lets_money_go(row) and item.state == "resolved"
    told = Notice.objects.filter(kind="resolution.objected").values_list("person__username", flat=True)
    assert sorted(told) == ["amphoe_chair", "amphoe_vice"]
    for who in ("amphoe_sec", "amphoe_m1", "amphoe_m2", "board_chair"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            services.answer_objections(item.pk, text="x", version=item.version, actor=actor(who))
    services.answer_objections(item.pk, text="ลงมติแล้ว", version=item.version, actor=actor("amphoe_chair"))
    assert lets_money_go(row)


def test_whoever_objects_does_not_answer_themselves(db):
    item = objection(alone("amphoe_sec"), "amphoe_chair")
    with pytest.raises(PermissionDenied):
        services.answer_objections(item.pk, text="x", version=item.version, actor=actor("amphoe_chair"))


def test_an_objection_comes_within_a_day_and_once_a_person(db):
    row = alone("amphoe_sec")
    objection(row)
    with pytest.raises(Conflict), transaction.atomic():
        objection(row)
    with clock.at(clock.now() + timedelta(days=1, minutes=1)), pytest.raises(Conflict), transaction.atomic():
        objection(row, "amphoe_m2")
    for who in ("somsri", "board_m1", "amphoe_sec"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            objection(row, who)


def test_an_objection_is_minuted_at_the_next_meeting(db):
    objection(alone("amphoe_sec"))
    drafted = minutes.draft(factories.meeting("amphoe"))
    assert "ธนา ปัญญา คัดค้านมติที่" in drafted.arising and "ไม่มีการลงมติเรื่องนี้" in drafted.arising


# -- the money ----------------------------------------------------------------------------------------------------------


def test_an_instalment_waits_for_every_result_that_let_it_be(db, visit: Visit):
    agreement = factories.signed()
    voucher = factories.voucher(agreement)
    voucher = funds.approve(voucher.pk, version=voucher.version, actor=actor("approver"))
    item = AgendaItem.objects.filter(meeting__committee__kind="amphoe_committee").latest("pk")
    services.raise_objection(item.pk, text="x", version=item.version, actor=actor("amphoe_m1"))
    with pytest.raises(Conflict), transaction.atomic():
        funds.pay(voucher.pk, **proof(), actor=actor("cashier"))
    assert "คัดค้าน" in text_of(visit("cashier", f"/vouchers/{voucher.pk}/"))
    item.refresh_from_db()
    services.answer_objections(item.pk, text="x", version=item.version, actor=actor("amphoe_chair"))
    assert funds.pay(voucher.pk, **proof(), actor=actor("cashier")).state == "paid"


def test_an_agency_waits_too(db):
    agreement = factories.signed()
    item = AgendaItem.objects.filter(meeting__committee__kind="fund_board").latest("pk")
    services.raise_objection(item.pk, text="x", version=item.version, actor=actor("board_m1"))
    with pytest.raises(Conflict):
        factories.paid_direct(agreement, "พอช.", "codi")


def test_a_payment_and_an_objection_at_once_come_one_after_the_other(fresh_database):
    """Whichever is first: money never goes out over an objection that is on record before it."""
    voucher = factories.voucher(factories.signed())
    voucher = funds.approve(voucher.pk, version=voucher.version, actor=actor("approver"))
    item = AgendaItem.objects.filter(meeting__committee__kind="amphoe_committee").latest("pk")
    member, cashier = actor("amphoe_m1"), actor("cashier")
    objected, paid = race(
        lambda: services.raise_objection(item.pk, text="x", version=item.version, actor=member),
        lambda: funds.pay(voucher.pk, **proof(), actor=cashier),
    )
    assert not isinstance(objected, Exception)
    assert isinstance(paid, Conflict) or paid.state == "paid"


def test_what_was_endorsed_goes_on_while_payment_waits(db):
    """Asked of agencies, accepted, drawn up: before anybody has confirmed anything."""
    agreement = factories.drawn_up()
    meetings = Meeting.objects.filter(items__budget_request=agreement.budget_request)
    assert {meeting.state for meeting in meetings} == {"open"} and agreement.state == "drafted"
