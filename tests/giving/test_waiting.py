"""What waits for each person: every funder sees its own answer, every payer its own instalment, at once."""

from __future__ import annotations

from datetime import timedelta

from desk.waiting import tasks
from grants import services as grants
from jobs import clock
from tests import factories
from tests.factories import FUND, actor

SIGN = "ลงนาม หรือพิมพ์ไปลงนามด้วยมือ"


def texts(username: str) -> list[str]:
    """Apart from papers to be signed, which can also be printed and signed by hand."""
    return [task.text for task in tasks(actor(username)) if task.text != SIGN]


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
    waiting = [task for task in tasks(actor("boonmee")) if task.text == SIGN]
    assert len(waiting) == 1 and row.title in waiting[0].about
    with clock.at(clock.now() + timedelta(days=61)):
        assert SIGN not in [task.text for task in tasks(actor("boonmee"))]
