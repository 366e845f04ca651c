"""What waits for each person: every funder sees its own answer, every payer its own instalment, at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.translation import override

from approvals import services as approvals
from desk.cutting import cut
from documents import services as documents
from grants import services as grants
from jobs import clock
from people import waits
from people.actors import Actor
from people.models import Person, Seat
from tests import factories
from tests.factories import FUND, actor
from tests.reader import text_of
from tests.world import SEATS

SIGN = "ลงนาม หรือพิมพ์ไปลงนามด้วยมือ"


def tasks(username: str) -> list[waits.Task]:
    return tasks_of(actor(username).by_person)


def tasks_of(person: Person) -> list[waits.Task]:
    return waits.tasks(cut(waits.question_of(person), "").rows, person)


def texts(username: str) -> list[str]:
    """Apart from papers to be signed, which can also be printed and signed by hand."""
    return [task.text for task in tasks(username) if task.text != SIGN]


def test_every_funder_that_was_asked_has_to_answer(db, at_work):
    factories.funding()
    assert texts("codi") == texts("thpf") == ["ตอบคำขอ"]
    assert "ตอบคำขอ" not in texts("board_sec")  # the board has granted already


def test_the_council_sees_the_answers_when_all_are_there(db, at_work):
    factories.all_answered()
    assert texts("somsri") == ["ดูคำตอบของผู้ให้ทุน"]
    assert texts("codi") == []


def test_each_payer_sees_what_it_has_to_check(db, at_work):
    agreement = factories.signed()
    for name in (FUND, "พอช."):
        row = factories.instalment(agreement, name)
        grants.request_payment(row.pk, version=row.version, actor=actor("somsri"))
    assert texts("treasurer") == texts("codi") == ["ตรวจเอกสารขอเบิกงวด"]
    assert texts("thpf") == []


def test_the_council_reports_on_what_was_paid(db, at_work):
    agreement = factories.signed()
    factories.paid_direct(agreement, "พอช.", "codi")
    assert "รายงานผลงวดนี้" in texts("somsri")
    assert texts("codi") == []


def test_nothing_waits_for_a_stranger(db, at_work):
    factories.signed()
    assert texts("stranger") == texts("other") == []


def test_papers_to_be_signed_are_one_line_for_each_matter(db, at_work):
    row = factories.submitted()
    waiting = [task for task in tasks("boonmee") if task.text == SIGN]
    assert len(waiting) == 1 and row.title in waiting[0].about
    with clock.at(clock.now() + timedelta(days=61)):
        assert SIGN not in [task.text for task in tasks("boonmee")]


def test_a_vote_waits_in_whichever_seat_one_acts(db, at_work):
    """A member with a second seat sees the open ballot, and where it leads acts in the seat that votes."""
    item = factories.listed()
    secretary = actor("amphoe_sec")
    approvals.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=secretary)
    acting = actor("amphoe_m1")
    member = acting.by_person
    also = Seat(organisation=actor("other").organisation, role="member", person=member, starts_on="2020-01-01")
    factories.on_record(also.save)
    (vote,) = [task for task in tasks_of(member) if task.url == item.get_absolute_url()]
    assert vote.text == "ลงคะแนน" and vote.seat == acting.seat


def test_a_question_is_put_together_once_a_day_and_anew_for_another_seat(db, at_work):
    person = actor("amphoe_m1").by_person
    asked = waits.question_of(person)
    assert waits.question_of(actor("amphoe_m1").by_person) is asked
    with clock.at(clock.now() + timedelta(days=1)):
        assert waits.question_of(person) is not asked
    with override("en"):
        assert waits.question_of(person) is not asked
    factories.on_record(Seat(organisation=person.seats.get().organisation, role="vice_chair", person=person).save)
    assert waits.question_of(actor("amphoe_m1").by_person) is not asked


@pytest.mark.parametrize("username", SEATS)
def test_a_question_looks_at_seat_and_day_alone(db, at_work, username, django_assert_num_queries):
    """Else what is kept of it would be of another moment."""
    person = actor(username).by_person
    assert person.seats_today
    waits._question.cache_clear()
    with django_assert_num_queries(0):
        asked = waits.question_of(person)
    waits._question.cache_clear()
    with clock.at(clock.now() + timedelta(hours=1)):
        assert repr(waits.question_of(person)) == repr(asked)  # some terms are of types that no two are equal of


def test_a_long_list_says_its_part_and_hides_nothing(db, at_work, client):
    """240 papers wait for one signature: the latest fifty, of how many, and the way to all others."""
    seat = actor("boonmee").seat
    client.force_login(seat.person)
    for n in range(240):
        issue(f"request:{n + 1}", seat.organisation_id, n)
    shown = [text_of(client.get(f"/desk/?page={n}")) for n in range(1, 6)]
    assert ["รายการที่ 1 ถึง 50 จาก 240" in shown[0], "รายการที่ 201 ถึง 240 จาก 240" in shown[4]] == [True, True]
    assert all(sum(f"เรื่องที่ {n} " in page for page in shown) == 1 for n in range(240))


def issue(subject: str, organisation: int, n: int) -> None:
    signer = documents.Signer("ประธาน", organisation, ("chair",))
    terms = {"subject": subject, "tree": "57", "title": f"เรื่องที่ {n} .", "facts": {"number": "1", "total": 0}}
    documents.freeze("cover_letter", **terms, actor=Actor.system(), signers=[signer])
