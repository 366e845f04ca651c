"""Nobody becomes another by letting them back in: light for a council's own people, heavy for all whose seats weigh."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from audit.errors import Conflict
from jobs import clock
from jobs import services as jobs
from notices.models import Notice
from people import services, sheets
from people.actors import Actor
from people.models import Person, Recovery, Seat
from tests.factories import actor
from tests.pages.unfit import asked, of, spoken_for
from tests.reader import Visit, text_of
from tests.world import PASSWORD

pytestmark = pytest.mark.usefixtures("db", "at_work")
NEW = "ข้าวเหนียว-เชียงราย-57"


def in_a_second(username: str, organisation: str, role: str) -> Seat:
    """The person takes a further seat, with a slip of their own."""
    place = (
        Seat.objects.select_related("organisation").filter(person__username=organisation).earliest("pk").organisation
    )
    seat = services.open_seat(place.pk, role=role, actor=Actor.system())
    _invitation, code = services.invite(seat.pk, actor=Actor.system())
    services.accept_invitation(code, person=Person.objects.get(username=username))
    return Seat.objects.get(pk=seat.pk)


def let_in(seat: Seat, by: str) -> str:
    return services.let_back_in(seat.pk, actor=actor(by))[1]


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__username", flat=True))


def test_a_slip_opens_the_seats_of_its_organisation_only():
    elsewhere = in_a_second("boonmee", "other", "member")
    services.accept_invitation(let_in(of_first("boonmee"), "somsri"), password=NEW)
    elsewhere.refresh_from_db()
    assert elsewhere.why_inert and not of_first("boonmee").why_inert
    services.reopen_seat(elsewhere.pk, actor=actor("other"))
    elsewhere.refresh_from_db()
    assert not elsewhere.why_inert


def of_first(username: str) -> Seat:
    return Seat.objects.select_related("organisation", "person").filter(person__username=username).earliest("pk")


def test_the_person_and_the_council_are_told_of_a_slip():
    let_in(of("boonmee"), "amphoe_chair")
    assert told("seat.let_back_in") == {"boonmee", "somsri"}


def test_a_councils_secretary_does_not_become_a_member_of_the_board():
    """The attack: the chair of the council sits on the fund's board as well."""
    in_a_second("boonmee", "board_m1", "member")
    with pytest.raises(Conflict):
        let_in(of_first("boonmee"), "somsri")


def test_a_slip_printed_before_the_seat_weighed_opens_nothing():
    code = let_in(of("boonmee"), "somsri")
    in_a_second("boonmee", "board_m1", "member")
    with pytest.raises(Conflict):
        services.accept_invitation(code, password=NEW)
    assert Person.objects.get(username="boonmee").check_password(PASSWORD)


@pytest.mark.parametrize("who", ["secretariat", "board_chair", "codi", "other", "stranger", "boonmee"])
def test_nobody_else_prints_a_slip(who):
    with pytest.raises(PermissionDenied):
        let_in(of("boonmee"), who)


@pytest.mark.parametrize("victim", ["cashier", "auditor", "secretariat", "board_m1", "amphoe_m1", "codi"])
def test_no_slip_opens_a_seat_that_weighs(victim):
    for who in ("amphoe_chair", "amphoe_sec", "secretariat", "board_sec", "somsri"):
        with pytest.raises((PermissionDenied, Conflict)):
            let_in(of(victim), who)


def ask(username: str) -> tuple[Recovery, str]:
    _number, code = services.ask_recovery(username)
    return Recovery.objects.filter(person__username=username).latest("pk"), code


def vouched(username: str = "treasurer", *, first: str = "approver") -> str:
    row, code = ask(username)
    for who in (first, "board_chair"):
        services.vouch(row.pk, how_known="พบกันวันนี้", actor=actor(who))
    return code


def test_heavy_takes_two_and_a_day_and_leaves_the_money_shut(client):
    TOTP.activate(Person.objects.get(username="treasurer"), generate_totp_secret())
    client.force_login(Person.objects.get(username="treasurer"))
    code = vouched()
    with pytest.raises(ValidationError):
        services.come_back(code, password=NEW)
    with clock.at(clock.now() + timedelta(hours=24, minutes=1)):
        jobs.run_due()
        assert "recovery.opened" in Notice.objects.values_list("kind", flat=True)
        services.come_back(code, password=NEW)
        assert of("treasurer").why_inert and not Authenticator.objects.filter(user__username="treasurer").exists()
        assert client.get("/desk/").status_code == 302  # what the old password opened is over
        with pytest.raises(PermissionDenied):
            services.reopen_seat(of("treasurer").pk, actor=actor("treasurer"))
        services.reopen_seat(of("treasurer").pk, actor=actor("board_chair"))
        assert not of("treasurer").why_inert


def test_who_comes_back_reads_why_no_seat_is_theirs_and_who_was_told_opens_it_there(visit: Visit):
    """The desk said that they hold none; the notice of the board led to a page where nothing could be done."""
    code, row = vouched(), Recovery.objects.latest("pk")
    with clock.at(clock.now() + timedelta(hours=25)):
        services.come_back(code, password=NEW)
        assert "ปิดไว้ตั้งแต่" in text_of(visit("treasurer", "/desk/")) and "ไม่มีตำแหน่ง" not in text_of(
            visit("treasurer", "/desk/")
        )
        place = f"/people/seats/{of('treasurer').pk}/reopen-seat/"
        assert place in visit("board_chair", row.get_absolute_url()).content.decode()
        assert visit("board_chair", place, {}).status_code == 302 and not of("treasurer").why_inert
        assert place not in visit("board_chair", row.get_absolute_url()).content.decode()


def test_everybody_beside_them_is_told_and_one_press_stops_it():
    code = vouched()
    assert told("recovery.asked") >= {"treasurer", "approver", "cashier", "board_chair", "board_m3"}
    services.stop(Recovery.objects.latest("pk").pk, actor=actor("board_m3"))
    with clock.at(clock.now() + timedelta(days=2)), pytest.raises(ValidationError):
        services.come_back(code, password=NEW)


def test_a_code_works_once_and_not_for_ever():
    code = vouched()
    with clock.at(clock.now() + timedelta(days=15)), pytest.raises(ValidationError):
        services.come_back(code, password=NEW)
    with clock.at(clock.now() + timedelta(days=2)):
        services.come_back(code, password=NEW)
        with pytest.raises(ValidationError):
            services.come_back(code, password=NEW + "2")


@pytest.mark.parametrize("who", ["somsri", "stranger", "treasurer", "board_m1", "amphoe_m1"])
def test_nobody_speaks_for_them_who_is_not_known_or_not_near(who):
    with pytest.raises(PermissionDenied):
        services.vouch(asked("treasurer").pk, how_known="x", actor=actor(who))


def test_one_person_in_two_seats_and_two_of_one_organisation_speak_once():
    row = asked("treasurer")
    services.vouch(row.pk, how_known="x", actor=actor("amphoe_sec"))
    second = Actor.in_seat(in_a_second("amphoe_sec", "board_m1", "vice_chair"))
    for who in (second, actor("amphoe_chair")):
        with pytest.raises(Conflict):
            services.vouch(row.pk, how_known="x", actor=who)


@pytest.mark.parametrize("who", ["board_chair", "cashier"])
def test_whom_they_audit_does_not_speak_for_an_auditor(who):
    with pytest.raises(PermissionDenied):
        services.vouch(asked("auditor").pk, how_known="x", actor=actor(who))


def test_a_seat_in_a_province_where_nobody_spoke_stays_shut():
    """The secretariat of one province did not act in the other."""
    elsewhere = in_a_second("board_m1", "stranger", "member")
    code = vouched("board_m1", first="amphoe_sec")
    with clock.at(clock.now() + timedelta(days=2)):
        services.come_back(code, password=NEW)
    elsewhere.refresh_from_db()
    assert elsewhere.why_inert and not of_first("board_m1").why_inert


def test_an_unknown_name_is_answered_alike(client):
    known, unknown = (client.post("/people/recover/", {"login": login}) for login in ("treasurer", "nobody"))
    assert known.status_code == unknown.status_code == 200 and Recovery.objects.count() == 1
    assert len(known.content) // 100 == len(unknown.content) // 100


def test_the_pages_lead_back_in(client):
    row = spoken_for()
    client.force_login(actor("cashier").by_person)
    page = client.get(f"/people/recoveries/{row.pk}/").content.decode()
    assert row.number in page and "หยุดเรื่องนี้" in page
    client.logout()
    _number, code = services.ask_recovery("approver")
    assert client.post("/people/recover/come-back/", {"code": code, "password": NEW}).status_code == 422


def test_the_database_lets_nobody_back_before_the_wait_is_over():
    row = spoken_for()
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.filter(pk=row.pk).update(used_at=clock.now())


def test_a_sheet_of_codes_is_asked_for_at_sign_in(client, settings):
    """Each code works once; without one the password alone opens nothing."""
    settings.REQUIRE_MFA = True
    codes = sheets.print_sheet(Person.objects.get(username="cashier"))
    answer = client.post("/accounts/login/", {"login": "cashier", "password": PASSWORD})
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    answer = client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert answer.status_code == 302 and client.get("/desk/").status_code == 200
    assert sheets.codes_left(Person.objects.get(username="cashier")) == len(codes) - 1
