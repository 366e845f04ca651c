"""What a committee may get wrong: each refused in Thai, in its page, and nothing half decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from approvals import minutes, services
from approvals.models import AgendaItem, Meeting, Motion, Resolution, Vote
from approvals.models.decisions import Reasons
from audit.errors import Conflict
from audit.models import Event
from jobs import clock
from people import services as people
from people.actors import Actor
from people.models import Person, Seat
from tests import factories
from tests.factories import MEMBERS, actor
from tests.reader import text_of

pytestmark = pytest.mark.usefixtures("db", "at_work")
SECRETARY = "amphoe_sec"


@pytest.fixture
def visit(client):
    def go(who: str, url: str, data: dict[str, Any] | None = None):
        client.force_login(Person.objects.get(username=who))
        return client.get(url) if data is None else client.post(url, data)

    return go


@pytest.fixture
def item() -> AgendaItem:
    return factories.listed()


@pytest.fixture
def voting(item: AgendaItem) -> AgendaItem:
    services.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor(SECRETARY))
    return fresh(item)


def fresh(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.get(pk=item.pk)


def planned(days: int, **fields: Any) -> Meeting:
    made = services.plan(
        actor(SECRETARY).organisation_id or 0,
        scheduled_at=clock.now() + timedelta(days=days),
        place="ศาลา",
        actor=actor(SECRETARY),
        **fields,
    )
    services.list_item(made.pk, kind="other", title="เรื่องอื่น", actor=actor(SECRETARY))
    return made


def test_a_notice_that_is_too_short_is_told_in_days(visit):
    made = planned(2)
    visit(SECRETARY, f"/meetings/{made.pk}/call/", {"version": made.version})
    assert "3 วัน" in text_of(visit(SECRETARY, f"/meetings/{made.pk}/")) and Meeting.objects.get().state == "planned"
    with pytest.raises(ValidationError):
        services.call(made.pk, version=made.version, actor=actor(SECRETARY))


def test_three_days_are_enough_and_urgency_needs_a_reason():
    made = planned(3)
    assert services.call(made.pk, version=made.version, actor=actor(SECRETARY)).state == "called"
    with pytest.raises(ValidationError):
        planned(1, is_urgent=True)


def test_a_meeting_opens_at_its_hour_and_not_before(visit):
    called = services.call(planned(4).pk, version=1, actor=actor(SECRETARY))
    for early in (clock.now(), called.scheduled_at - timedelta(minutes=1)):
        with clock.at(early), pytest.raises(ValidationError, match="2569"):
            factories.open_meeting(called)
    with clock.at(called.scheduled_at):
        assert factories.open_meeting(called).number == 1


def test_without_quorum_nothing_opens(visit):
    called = factories.meeting("amphoe", factories.in_review(), opened=False)
    here = actor("amphoe_chair").seat_id
    data = {f"seat_{actor(name).seat_id}": "absent" for name in MEMBERS["amphoe"]}
    data |= {f"seat_{here}": "present", "presided_by": here, "version": called.version, f"how_{here}": "มาเอง"}
    answer = visit(SECRETARY, f"/meetings/{called.pk}/open-meeting/", data)
    assert answer.status_code == 422 and "องค์ประชุม" in text_of(answer) and "มาเอง" in answer.content.decode()
    assert (Meeting.objects.get().state, Meeting.objects.get().number) == ("called", None)


@pytest.mark.parametrize("stranger", ["board_m1", "somsri", SECRETARY])
def test_only_members_make_a_quorum(stranger):
    called = factories.meeting("amphoe", opened=False)
    present = {
        seat: {"presence": "present"} for seat in (actor(stranger).seat_id, actor("amphoe_chair").seat_id) if seat
    }
    with pytest.raises(ValidationError):
        services.open_meeting(
            called.pk, present=present, presided_by=max(present), version=called.version, actor=actor(SECRETARY)
        )


def test_a_member_with_an_interest_neither_votes_nor_counts(visit, item):
    member = actor("amphoe_m1")
    services.declare(item.pk, seat_id=member.seat_id or 0, kind="relative", reason="พี่สาว", actor=member)
    services.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor(SECRETARY))
    answer = visit("amphoe_m1", f"/meetings/items/{item.pk}/vote/", {"choice": "for"})
    assert answer.status_code == 422 and "ส่วนได้เสีย" in text_of(answer) and not Vote.objects.exists()
    item = fresh(item)
    made = services.resolve_unopposed(item.pk, version=item.version, actor=actor(SECRETARY))
    assert (made.members, made.present) == (3, 3)


def test_recusals_may_end_the_quorum(item):
    for name in ("amphoe_chair", "amphoe_vice", "amphoe_m1", "amphoe_m2"):
        services.declare(item.pk, seat_id=actor(name).seat_id or 0, kind="party", reason="สมาชิก", actor=actor(name))
    with pytest.raises(Conflict):  # nobody is left who could preside
        services.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor(SECRETARY))
    assert not Resolution.objects.exists()


def test_too_few_are_left_of_an_item(item):
    for name in ("amphoe_vice", "amphoe_m1", "amphoe_m2"):
        services.declare(item.pk, seat_id=actor(name).seat_id or 0, kind="party", reason="สมาชิก", actor=actor(name))
    chair = item.meeting.attendances.filter(person=actor("amphoe_chair").person_id)
    factories.on_record(lambda: chair.update(presence="absent"))
    services.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor(SECRETARY))
    with pytest.raises(ValidationError):
        services.resolve_unopposed(item.pk, version=fresh(item).version, actor=actor(SECRETARY))
    assert not Resolution.objects.exists()


def test_nobody_declares_or_votes_for_another(item, voting):
    with pytest.raises(PermissionDenied):
        services.vote(voting.pk, choice="for", seat_id=actor("amphoe_m2").seat_id, actor=actor("amphoe_m1"))
    with pytest.raises(PermissionDenied):
        services.vote(voting.pk, choice="for", actor=actor("board_m1"))


def test_a_casting_vote_needs_a_tie_and_the_chair(visit, voting):
    services.vote(voting.pk, choice="for", actor=actor("amphoe_m1"))
    with pytest.raises(Conflict):
        services.cast_vote(voting.pk, choice="for", version=voting.version, actor=actor("amphoe_chair"))
    services.vote(voting.pk, choice="against", actor=actor("amphoe_m2"))
    with pytest.raises(Conflict):  # members may still vote
        services.cast_vote(voting.pk, choice="for", version=voting.version, actor=actor("amphoe_chair"))
    assert services.close_vote(voting.pk, version=voting.version, actor=actor(SECRETARY)) is None
    with pytest.raises(Conflict):
        services.vote(voting.pk, choice="for", actor=actor("amphoe_chair"))
    voting.refresh_from_db()
    with pytest.raises(PermissionDenied):
        services.cast_vote(voting.pk, choice="for", version=voting.version, actor=actor("amphoe_vice"))
    made = services.cast_vote(voting.pk, choice="for", version=voting.version, actor=actor("amphoe_chair"))
    assert made is not None and made.casting_vote == "for"


def test_votes_that_nobody_cast_decide_nothing(voting):
    with pytest.raises(ValidationError):
        services.close_vote(voting.pk, version=voting.version, actor=actor(SECRETARY))


@pytest.mark.parametrize("missing", ["facts", "criterion", "consideration"])
@pytest.mark.parametrize("outcome", ["not_endorse", "defer"])
def test_a_refusal_gives_all_its_reasons(visit, item, outcome, missing):
    services.put_to_vote(item.pk, outcome=outcome, version=item.version, actor=actor(SECRETARY))
    reasons = {"facts": "ข้อเท็จจริงหนึ่ง", "criterion": "เกณฑ์หนึ่ง", "consideration": "พิจารณาแล้ว", missing: "  "}
    data = {"how": "unopposed", "version": fresh(item).version, **reasons}
    answer = visit(SECRETARY, f"/meetings/items/{item.pk}/close-vote/", data)
    assert answer.status_code == 422 and not Resolution.objects.exists()
    assert all(text in answer.content.decode() for text in reasons.values() if text.strip())
    with pytest.raises(IntegrityError), transaction.atomic():
        _resolution_without_reasons(item, outcome)


def _resolution_without_reasons(item: AgendaItem, outcome: str) -> None:
    """Around the service: the database refuses too."""
    Resolution.objects.create(
        item=item,
        motion=Motion.objects.get(),
        number=1,
        year=2569,
        outcome=outcome,
        votes_for=0,
        votes_against=0,
        abstained=0,
        members=4,
        present=4,
        needed=2,
        unopposed=True,
        presided_by_id=item.meeting.presided_by_id,
        resolved_at=clock.now(),
        resolved_by=actor(SECRETARY).seat,
    )


@pytest.mark.parametrize(
    "motion",
    [
        {"outcome": "reduce"},
        {"outcome": "return_for_revision"},
        {"outcome": "offer", "grant": {"1": 1_00}},
        {"outcome": "note"},
    ],
)
def test_a_motion_that_could_not_be_carried_out_is_not_put(item, motion):
    with pytest.raises(ValidationError):
        services.put_to_vote(item.pk, version=item.version, actor=actor(SECRETARY), **motion)
    assert fresh(item).state == "listed" and not Motion.objects.exists()


@pytest.mark.parametrize("amounts", [{"1": 40_000_01}, {"1": -1}, {"9": 1}, {"1": 0, "2": 0, "3": 0}])
def test_a_reduction_stays_between_nothing_and_what_was_asked(item, amounts):
    services.put_to_vote(item.pk, outcome="reduce", amounts=amounts, version=item.version, actor=actor(SECRETARY))
    with pytest.raises(ValidationError):
        services.resolve_unopposed(
            item.pk, reasons=factories.REASONS, version=fresh(item).version, actor=actor(SECRETARY)
        )
    assert fresh(item).state == "voting" and not Resolution.objects.exists()


def test_a_request_that_does_not_ask_the_fund_gets_nothing_of_it(item):
    """The amphoe decides for no fund: such a grant is refused in words."""
    services.put_to_vote(item.pk, outcome="endorse", grant={"1": 1_00}, version=item.version, actor=actor(SECRETARY))
    with pytest.raises(ValidationError):
        services.resolve_unopposed(item.pk, version=fresh(item).version, actor=actor(SECRETARY))


def test_a_request_is_on_one_agenda_at_a_time(item):
    other = planned(9)
    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        services.list_item(other.pk, kind="review", budget_request_id=item.budget_request_id, actor=actor(SECRETARY))


@pytest.mark.parametrize("chosen", ["999999", "99999999999999999999999", "๑", "x"])
def test_a_request_that_does_not_exist_is_not_listed(visit, chosen):
    made = planned(9)
    assert visit(SECRETARY, f"/meetings/{made.pk}/list-item/", {"request": chosen, "kind": "review"}).status_code == 302
    assert made.items.filter(kind="review").count() == 0


def test_a_board_decides_for_no_other_province():
    row, system = factories.funding(), Actor.system()
    fund = people.create_organisation(kind="central_fund", name_th="กองทุนพะเยา", province_id="56", actor=system)
    board = people.create_organisation(
        kind="fund_board", name_th="คณะกรรมการพะเยา", province_id="56", parent=fund, actor=system
    )
    seat = people.open_seat(board.pk, role="secretary", actor=system)
    person = Person.objects.create_user("phayao_sec", full_name="ก")
    people.accept_invitation(people.invite(seat.pk, actor=system)[1], person=person)
    who, soon = Actor.in_seat(Seat.objects.get(pk=seat.pk)), clock.now() + timedelta(days=9)
    made = services.plan(board.pk, scheduled_at=soon, place="ศาลา", actor=who)
    with pytest.raises(Conflict):
        services.list_item(made.pk, kind="fund_offer", budget_request_id=row.pk, actor=who)


def test_a_view_on_what_was_not_resolved_has_no_place(visit, item):
    assert visit("amphoe_m1", f"/meetings/items/{item.pk}/dissent/", {"text": "ไม่เห็นด้วย"}).status_code == 404


def test_a_meeting_is_not_closed_over_an_open_vote_or_without_minutes(visit, voting):
    meeting = voting.meeting
    with pytest.raises(Conflict):
        services.close(meeting.pk, parts=minutes.draft(meeting), version=meeting.version, actor=actor(SECRETARY))
    said = {"version": meeting.version, "began": "10:00", "ended": "11:00", "from_chair": "แจ้งเรื่องฝน", "other": " "}
    answer = visit(SECRETARY, f"/meetings/{meeting.pk}/close/", said)
    assert answer.status_code == 422 and "แจ้งเรื่องฝน" in answer.content.decode()


def test_a_council_holds_no_meetings():
    with pytest.raises(PermissionDenied):
        services.plan(
            actor("somsri").organisation_id or 0,
            scheduled_at=clock.now() + timedelta(days=9),
            place="ศาลา",
            actor=actor("somsri"),
        )


def test_reasons_are_open_and_conditions_are_not_kept_in_the_log():
    factories.decide(
        factories.in_session(),
        "defer",
        reasons=Reasons("ก", "ข", "ค"),
        conditions="ติดต่อคุณสมชาย 081-0000000",
    )
    bodies = b"".join(bytes(event.body) for event in Event.objects.filter(event="resolution.made")).decode()
    assert "ก" in bodies and "081-0000000" not in bodies


@pytest.mark.parametrize("day", ["31/12/9999", "1/3/2599"])
def test_a_meeting_of_a_far_year_is_refused_beside_its_form(client, day):
    """The log takes no such day: it was an error of ours."""
    client.force_login(actor("amphoe_sec").by_person)
    answer = client.post("/meetings/new/", {"day": day, "at": "10:00", "place": "ศาลากลาง", "mode": "on_site"})
    assert (
        answer.status_code == 422 and "ภายในสองปี" in answer.content.decode() and "ศาลากลาง" in answer.content.decode()
    )
