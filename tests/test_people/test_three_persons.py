"""One person does not become three: a secretariat that opens the fund's seats and joins as people it invented moves no money."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from approvals.papers.offices import office
from audit.errors import Conflict, Invalid
from funds import services as funds
from funds.models import Expense, Fund, Income, MoneySource, Voucher
from jobs import clock
from people import services
from people.actors import Actor
from people.kinds import EXCLUDES, ROLES_OF, Weight, weight_of
from people.models import Organisation, Person, Recognition, Seat
from people.permissions import confirms
from tests import factories
from tests.factories import actor
from tests.pages.unfit import free_at_the_fund, governor, of, taken

pytestmark = pytest.mark.usefixtures("db", "at_work")
WORDS = {"password": "ดอกปีบบานเช้า-57"}


def invented(role: str) -> Seat:
    """The secretariat opens a seat of the fund, prints the slip, and joins as somebody whom it made up."""
    fund = of("cashier").organisation
    seat = services.open_seat(fund.pk, role=role, actor=actor("secretariat"))
    _invitation, code = services.invite(seat.pk, actor=actor("secretariat"))
    services.accept_invitation(code, username=f"fake_{role}", full_name=f"คนสมมติ {role}", **WORDS)
    return of(f"fake_{role}")


def paper(basis: str = "letter:x1") -> funds.Paper:
    seed = MoneySource.objects.get(code="SEED", fund__code="CR")
    return funds.Paper(seed, 1_000_00, "ร้านเพื่อน", basis, clock.today())


def make_voucher(said: funds.Paper, who: Actor) -> Voucher:
    return funds.make_voucher(uuid4(), said, expense=Expense.ORGANISATIONS, actor=who)


def test_invented_officers_make_approve_and_pay_nothing(client):
    """The attack of the 1,000 baht, at each of its steps."""
    allowed = paper(factories.allowed(1_000_00, "ร้านเพื่อน").basis)
    treasurer, approver, cashier = (Actor.in_seat(invented(role)) for role in ("treasurer", "approver", "cashier"))
    for said in (paper(), allowed):
        with pytest.raises(PermissionDenied):
            make_voucher(said, treasurer)
    with pytest.raises(Invalid):  # a letter pays nothing, whoever asks
        make_voucher(paper(), actor("treasurer"))
    voucher = make_voucher(allowed, actor("treasurer"))
    with pytest.raises(PermissionDenied):
        funds.approve(voucher.pk, version=voucher.version, actor=approver)
    voucher = funds.approve(voucher.pk, version=voucher.version, actor=actor("approver"))
    with pytest.raises(PermissionDenied):
        funds.pay(voucher.pk, **factories.proof(), version=voucher.version, actor=cashier)
    client.force_login(cashier.by_person)
    assert client.get("/funds/CR/").status_code == 404  # the seat is not offered
    assert "ยังทำงานในตำแหน่งนี้ไม่ได้" in client.get("/people/seats/").content.decode()  # and the page says why


def test_the_secretariat_neither_confirms_nor_recognises_them_alone():
    seat = invented("cashier")
    with pytest.raises(PermissionDenied):
        services.confirm_seat(seat.pk, basis="มติ 1", actor=actor("secretariat"))
    services.recognise(seat.pk, card="identity", actor=actor("secretariat"))
    with pytest.raises(Conflict):
        services.recognise(seat.pk, card="passport", actor=actor("secretariat"))
    assert not of("fake_cashier").person.is_recognised


def test_a_ring_of_invented_people_recognises_nobody():
    """Officials are recognised themselves: an agency that was made up has none."""
    agency = services.create_organisation(
        kind="partner_agency", name_th="หน่วยงานสมมติ", province_id="57", actor=actor("secretariat")
    )
    fake = taken(services.open_seat(agency.pk, role="officer", actor=actor("secretariat")), "fake_officer")
    seat = invented("cashier")
    for who in (Actor.in_seat(fake), Actor.in_seat(seat)):
        with pytest.raises(PermissionDenied):
            services.recognise((seat if who.seat_id == fake.pk else fake).pk, card="identity", actor=who)


def test_confirmed_alone_or_recognised_alone_it_stays_inert():
    seat = invented("cashier")
    services.confirm_seat(seat.pk, basis="มติ 4/2569", actor=actor("board_chair"))
    assert of("fake_cashier").why_inert
    for official in ("amphoe_sec", "codi"):
        services.recognise(seat.pk, card="identity", actor=actor(official))
    assert not of("fake_cashier").why_inert
    other = invented("approver")
    for official in ("amphoe_sec", "codi"):
        services.recognise(other.pk, card="identity", actor=actor(official))
    assert of("fake_approver").why_inert


def test_two_officials_of_one_organisation_are_one():
    seat = invented("cashier")
    for official in ("amphoe_sec", "amphoe_chair"):
        services.recognise(seat.pk, card="identity", actor=actor(official))
    assert not of("fake_cashier").person.is_recognised


def test_a_word_of_an_official_who_left_does_not_count():
    seat = invented("cashier")
    services.recognise(seat.pk, card="identity", actor=actor("codi"))
    with clock.at(clock.bangkok(2026, 2, 9)):
        services.resign(of("codi").pk, ends_on=clock.today(), actor=actor("codi"))
    with clock.at(clock.bangkok(2026, 2, 12)):
        services.recognise(seat.pk, card="identity", actor=actor("amphoe_sec"))
        assert not of("fake_cashier").person.is_recognised


def test_nobody_confirms_what_they_opened_in_their_other_seat():
    """A person of the secretariat who also sits on the board compares as one person."""
    seat = invented("cashier")
    board = Organisation.objects.get(kind="fund_board", province="57")
    secretary = services.open_seat(board.pk, role="secretary", actor=Actor.system())
    _invitation, code = services.invite(secretary.pk, actor=Actor.system())
    services.accept_invitation(code, person=actor("secretariat").by_person)
    second = Actor.in_seat(Seat.objects.get(pk=secretary.pk))
    assert confirms(second, Seat.objects.get(pk=seat.pk))
    with pytest.raises(PermissionDenied):
        services.confirm_seat(seat.pk, basis="มติ 1", actor=second)


def test_nobody_confirms_what_a_colleague_in_their_other_organisation_opened():
    """The board's secretary works in the secretariat as well: the two organisations are one pair of hands."""
    office = of("secretariat").organisation
    colleague = taken(services.open_seat(office.pk, role="secretariat", actor=Actor.system()), "colleague")
    board = Organisation.objects.get(kind="fund_board", province="57")
    secretary = services.open_seat(board.pk, role="secretary", actor=Actor.system())
    _invitation, code = services.invite(secretary.pk, actor=Actor.system())
    services.accept_invitation(code, person=colleague.person)
    for official in ("amphoe_sec", "codi"):
        services.recognise(colleague.pk, card="identity", actor=actor(official))
    second = Actor.in_seat(Seat.objects.select_related("organisation", "person").get(pk=secretary.pk))
    with pytest.raises(PermissionDenied):
        services.confirm_seat(invented("cashier").pk, basis="มติ 1", actor=second)


def test_the_database_keeps_one_person_out_of_two_seats_of_money():
    seat = free_at_the_fund()
    with pytest.raises(DatabaseError), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(person=of("treasurer").person)


@pytest.mark.parametrize(
    ("who", "role"), [("treasurer", "cashier"), ("auditor", "approver"), ("secretariat", "cashier")]
)
def test_seats_that_exclude_each_other_are_not_joined(who, role):
    seat = services.open_seat(of("cashier").organisation_id, role=role, actor=Actor.system())
    _invitation, code = services.invite(seat.pk, actor=Actor.system())
    with pytest.raises(ValidationError):
        services.accept_invitation(code, person=of(who).person)


def test_who_paid_this_year_does_not_audit_it_later():
    """The terms do not touch, their fiscal years do."""
    cashier = of("cashier").person
    services.resign(of("cashier").pk, ends_on=clock.today(), actor=actor("cashier"))
    office = of("auditor").organisation
    for month, fits in ((5, False), (11, True)):
        with clock.at(clock.bangkok(2026, month, 4)):
            seat = services.open_seat(office.pk, role="auditor", actor=Actor.system())
            _invitation, code = services.invite(seat.pk, actor=Actor.system())
            if not fits:
                with pytest.raises(ValidationError):
                    services.accept_invitation(code, person=cashier)
            else:
                assert services.accept_invitation(code, person=cashier) == cashier


@pytest.mark.parametrize("role", ["auditor", "treasurer", "secretariat", "officer"])
def test_a_council_opens_no_such_seat_in_itself(role):
    with pytest.raises(ValidationError):
        services.open_seat(of("somsri").organisation_id, role=role, actor=actor("somsri"))


def test_every_role_that_weighs_has_its_kind_of_organisation():
    weights = {(kind, role): weight_of(kind, role) for kind, roles in ROLES_OF.items() for role in roles}
    assert {kind for (kind, _role), weight in weights.items() if weight == Weight.MONEY} == {"central_fund"}
    assert {weight for (kind, _r), weight in weights.items() if kind == "governance_board"} == {Weight.OVERSIGHT}


def test_the_database_and_the_table_exclude_the_same():
    text = (Path(settings.BASE_DIR) / "people/sql/seats.sql").read_text(encoding="utf-8")
    found = re.findall(r"\('(\w+)', '(\w+)', '(organisation|province)'\)", text)
    assert {frozenset((one, other)): within for one, other, within in found} == EXCLUDES


def test_nobody_is_called_recognised_without_a_recognition():
    with pytest.raises(DatabaseError), transaction.atomic():
        Person.objects.filter(username="somsri").update(is_recognised=True)
        connection.check_constraints()


def test_what_officials_said_stays():
    with pytest.raises(DatabaseError), transaction.atomic():
        Recognition.objects.update(how="thaid")
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        Recognition.objects.create(person=of("somsri").person, how="officials")


def test_the_operator_recognises_the_first_two_alone():
    seat = invented("cashier")
    with pytest.raises(Conflict):
        services.recognise_by_protocol(seat.pk, protocol="x", actor=Actor.system())
    with pytest.raises(PermissionDenied):
        services.recognise_by_protocol(seat.pk, protocol="x", actor=actor("secretariat"))


def test_two_volunteers_and_a_stand_in_run_a_fund():
    """The cashier has left; somebody of the governance board is third for the year, from receipt to payment."""
    allowed = factories.allowed(1_000_00, "ร้านเพื่อน").basis
    person = governor()
    services.resign(of("cashier").pk, ends_on=clock.today(), actor=actor("cashier"))
    with clock.at(clock.bangkok(2026, 2, 9, 10)):
        fund = Fund.objects.get(code="CR")
        terms = {"role": "cashier", "person_id": person.pk, "year": 2569}
        seat = services.name_stand_in(fund.organisation_id, **terms, actor=actor("board_chair"))
        services.confirm_seat(seat.pk, basis="มติ ก.ธ.จ. 1/2569", actor=actor("governor_chair"))
        third = Actor.in_seat(Seat.objects.select_related("organisation", "person").get(pk=seat.pk))
        received = funds.Paper(paper().source, 500_00, "ผู้บริจาค", "หนังสือ 1", clock.today())
        funds.record_receipt(uuid4(), received, income=Income.OTHER, proof=factories.letter(), actor=third)
        voucher = make_voucher(paper(allowed), actor("treasurer"))
        voucher = funds.approve(voucher.pk, version=voucher.version, actor=actor("approver"))
        funds.pay(voucher.pk, **factories.proof(), version=voucher.version, actor=third)
        assert len({voucher.made_by_id, voucher.approved_by_id, person.pk}) == 3
        with pytest.raises(Conflict):
            services.name_stand_in(fund.organisation_id, **terms, actor=actor("board_chair"))


def test_a_governor_needs_a_second_factor_and_papers_say_the_title():
    seat = Seat.objects.select_related("organisation", "person").get(person=governor())
    assert seat.needs_mfa and seat.person is not None
    seat.person.name_title = "นางสาว"
    assert office(seat)["name"].startswith("นางสาวมะลิ")


def test_a_stand_in_does_not_audit_that_year(client):
    person = governor()
    services.name_stand_in(
        of("cashier").organisation_id, role="cashier", person_id=person.pk, year=2569, actor=actor("secretariat")
    )
    client.force_login(person)
    assert client.post("/audit/57/ask-for-bundle/").status_code == 403
    other = governor("another_governor")
    client.force_login(other)
    assert client.post("/audit/57/ask-for-bundle/").status_code == 302
