"""What committees put on paper by their real verbs: notice, extract, decision letter; numbers without gaps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from approvals import services
from approvals.models import CommitteeRules, Meeting, Resolution
from documents import paper
from documents.models import Document, Signature
from funds.models import MoneySource
from jobs import clock
from notices.models import Notice
from places.calendar import due
from requests import services as requests
from tests import factories
from tests.factories import actor
from tests.paper import reading
from tests.scenes import walked

pytestmark = pytest.mark.usefixtures("db", "at_work")
DEFECTS = [["indicators", "ระบุที่มาของค่าฐาน"], ["title", "ชื่อโครงการยาวเกินไป"]]
MOTIONS: dict[str, dict[str, Any]] = {
    "endorse": {"conditions": "รายงานทุกเดือน"},
    "reduce": {"amounts": {"1": 30_000_00, "2": 10_000_00}},
    "return_for_revision": {"defects": DEFECTS},
    "defer": {},
    "not_endorse": {},
}
SAID: dict[str, list[str]] = {
    "endorse": [
        "เห็นชอบโครงการแปรรูปกาแฟบ้านดอยฮาง",
        "๑๐๐,๐๐๐ บาท",
        "โดยมีเงื่อนไข รายงานทุกเดือน",
        "ส่งต่อไปยังคณะกรรมการบริหารกองทุน",
    ],
    "reduce": ["โดยปรับลดวงเงินจาก ๑๐๐,๐๐๐ บาท เป็น ๘๕,๐๐๐ บาท", "30,000.00", "85,000.00", "(แปดหมื่นห้าพันบาทถ้วน)"],
    "return_for_revision": ["แก้ไข ๒ รายการ", "ข้อ ๗ ตัวชี้วัด", "ข้อ ๑ ชื่อโครงการ และข้อ ๔", "ระบุที่มาของค่าฐาน"],
    "defer": ["ชะลอการพิจารณาโครงการ", "ไว้ก่อน", "จะนำกลับมาพิจารณาภายในวันที่"],
    "not_endorse": ["ไม่เห็นชอบโครงการแปรรูปกาแฟบ้านดอยฮาง"],
    "offer": ["กองทุนกลาง (ทุนประเดิม) เป็นเงิน ๖๐,๐๐๐ บาท", "30,000.00", "60,000.00"],
    "decline": ["ไม่สนับสนุนโครงการ", "จากกองทุนกลาง"],
}


def papers(made: Resolution) -> tuple[Document, Document]:
    made.refresh_from_db()
    return Document.objects.get(pk=made.extract_id), Document.objects.get(pk=made.letter_id)


@walked
def decided(outcome: str) -> Resolution:
    if outcome in MOTIONS:
        return factories.decide(factories.in_session(), outcome, **MOTIONS[outcome])
    row = factories.funding(grant={})
    terms = {"grant": factories.GRANT, "source": MoneySource.objects.get(code="SEED")} if outcome == "offer" else {}
    return factories.decide(factories.meeting("board", row, kind="fund_offer"), outcome, **terms)


@pytest.mark.parametrize("outcome", SAID)
def test_each_outcome_is_read_back_by_both_readers(outcome):
    extract, letter = (paper.pdf_of(one) for one in papers(decided(outcome)))
    told = [said for said in SAID[outcome] if "ส่งต่อ" not in said and "นำกลับ" not in said]
    for reader in reading.READERS.values():
        assert reading.missing(SAID[outcome], reader(letter)) == []
        assert reading.missing([*told, "ไม่มีผู้เห็นเป็นอย่างอื่น", "รับรองสำเนาถูกต้อง"], reader(extract)) == []


@pytest.mark.parametrize("outcome", SAID)
def test_what_goes_against_who_asked_tells_its_reasons_and_the_way_to_appeal(outcome):
    _extract, letter = papers(decided(outcome))
    appeal, against = letter.facts["appeal"], outcome not in ("endorse", "offer")
    assert bool(appeal) is against
    if against:
        assert all(letter.facts["reasons"].values())
        assert appeal["until"] == due(clock.today(), 15).isoformat()
        assert (appeal["days"], appeal["answer_days"], appeal["superior_days"]) == (15, 30, 30)
        assert appeal["to"].startswith("ประธาน")


def test_the_letter_goes_to_an_office_and_refers_to_what_was_sent():
    made = decided("not_endorse")
    extract, letter = papers(made)
    row = made.item.budget_request
    assert row is not None
    sent = Document.objects.get(subject=row.subject, kind="cover_letter")
    assert letter.facts["to"] == "ประธานสภาองค์กรชุมชนตำบลเวียง" and letter.subject == extract.subject == row.subject
    assert sent.number in letter.facts["references"][0] and row.receipt_number in letter.facts["references"][1]
    assert made.label in letter.facts["enclosures"][0]
    assert letter.title == f"แจ้งผลการพิจารณา มติที่ {made.label} ของ ก.บ.อ. เมืองเชียงราย"
    assert "สมศรี" not in str(letter.facts) and "บุญมี" not in str(letter.facts)


def test_of_several_letters_the_decision_refers_to_the_one_to_this_committee():
    """The council wrote to the amphoe first and to each funder later; the board answers what was sent to the board."""
    _extract, letter = papers(decided("decline"))
    named = letter.facts["references"][0]
    sent = Document.objects.filter(subject=letter.subject, kind="cover_letter")
    (to_board,) = [one.number for one in sent if one.facts["to"].endswith("คณะกรรมการบริหารกองทุน")]
    assert len(sent) == 4 and to_board in named


def test_who_has_an_interest_stands_in_the_extract_by_office():
    item = factories.listed()
    member = actor("amphoe_m1")
    services.declare(item.pk, seat_id=member.seat_id or 0, kind="relative", reason="พี่สาว", actor=member)
    extract, _letter = papers(factories.decide(item.meeting, "endorse"))
    assert [(one["position"], one["was_there"]) for one in extract.facts["recused"]] == [("กรรมการ", True)]
    assert extract.facts["quorum"] == {"members": 3, "present": 3, "needed": 2}
    text = reading.poppler(paper.pdf_of(extract))
    assert "ไม่นับเป็นองค์ประชุม" in text and "ธนา" not in text and "พี่สาว" not in text


def test_a_tie_is_told_with_the_casting_vote():
    item = factories.listed()
    services.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor("amphoe_sec"))
    services.vote(item.pk, choice="for", actor=actor("amphoe_m1"))
    services.vote(item.pk, choice="against", actor=actor("amphoe_m2"))
    item.refresh_from_db()
    services.close_vote(item.pk, version=item.version, actor=actor("amphoe_sec"))
    item.refresh_from_db()
    made = services.cast_vote(item.pk, choice="for", version=item.version, actor=actor("amphoe_chair"))
    assert made is not None
    extract, _letter = papers(made)
    said = ["เห็นด้วย ๑ เสียง", "ไม่เห็นด้วย ๑ เสียง", "ออกเสียงชี้ขาด"]
    assert reading.missing(said, reading.poppler(paper.pdf_of(extract))) == []


def test_a_dissent_replaces_the_extract_and_changes_nothing_else():
    made = decided("defer")
    first, letter = papers(made)
    services.dissent(made.pk, text="ควรพิจารณาเลย", actor=actor("amphoe_m2"))
    second, same_letter = papers(made)
    services.dissent(made.pk, text="ข้อมูลพอแล้ว", actor=actor("amphoe_vice"))
    third, _letter = papers(made)
    assert (second.replaces, third.replaces, same_letter) == (first, second, letter)
    assert [one["text"] for one in third.facts["dissents"]] == ["ควรพิจารณาเลย", "ข้อมูลพอแล้ว"]
    assert {**third.facts, "dissents": []} == first.facts


def test_another_matter_has_an_extract_and_no_letter():
    made = factories.decide(factories.meeting("amphoe"), "note")
    made.refresh_from_db()
    assert made.letter_id is None
    assert Document.objects.get(pk=made.extract_id).subject == made.item.meeting.subject


def test_the_notice_says_when_where_what_and_to_whom():
    made = factories.meeting("amphoe", factories.in_review(), opened=False)
    notice = Document.objects.get(kind="meeting_notice", subject=made.subject)
    pdf = paper.pdf_of(notice)
    for reader in reading.READERS.values():
        said = [
            "วันจันทร์ที่",
            "๒ กุมภาพันธ์ ๒๕๖๙",
            "เวลา ๑๐.๐๐ น.",
            "ศาลากลาง",
            "๔.๑ แปรรูปกาแฟบ้านดอยฮาง",
            "ฤดูเก็บเกี่ยวเริ่มแล้ว",
            "ดวงใจ อินต๊ะ",
        ]
        assert reading.missing(said, reader(pdf)) == []
    assert [one["position"] for one in notice.facts["members"]] == ["ประธาน", "รองประธาน", "กรรมการ", "กรรมการ"]
    assert notice.facts["signer"] == {"name": "ประเสริฐ มั่นคง", "position": "ประธาน ก.บ.อ. เมืองเชียงราย"}
    assert Signature.objects.get(document=notice).roles == ["chair", "vice_chair"]


def _called_again(days: int, *, announced: bool) -> Document:
    made = factories.meeting("amphoe", opened=False)
    again = services.call_again(
        made.pk,
        scheduled_at=clock.now() + timedelta(days=days),
        place="ศาลา",
        announce_lower_quorum=announced,
        version=made.version,
        actor=actor("amphoe_sec"),
    )
    services.call(again.pk, version=again.version, actor=actor("amphoe_sec"))
    return Document.objects.get(kind="meeting_notice", subject=again.subject)


@pytest.mark.parametrize(("days", "announced", "share"), [(9, True, "สองในห้า"), (9, False, ""), (20, True, "")])
def test_the_lower_quorum_is_promised_only_where_it_will_hold(days, announced, share):
    committee = actor("amphoe_sec").organisation_id or 0
    own = CommitteeRules(committee_id=committee, valid_from=clock.today(), recall_numerator=2, recall_denominator=5)
    factories.on_record(own.save)
    recall = _called_again(days, announced=announced).facts["recall"]
    assert (recall["share"], recall["days"], recall["of"]) == (share, 14, "2026-02-02")


def test_a_call_that_is_refused_after_its_number_was_taken_leaves_no_gap(monkeypatch):
    first = Document.objects.get(subject=factories.meeting("amphoe", opened=False).subject)
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError), transaction.atomic():
        broken.setattr("approvals.services.calling.note", lambda *args, **terms: 1 // (args[0] != "meeting.called"))
        factories.meeting("amphoe", opened=False)
    last = Document.objects.get(subject=factories.meeting("amphoe", opened=False).subject)
    numbers = [int(one.number.rpartition("/")[2]) for one in (first, last)]
    assert numbers == [1, 2] and Meeting.objects.count() == 2


def test_letters_of_a_committee_are_one_series():
    factories.decide(factories.in_session(), "endorse")
    factories.decide(factories.in_session(), "endorse")
    made = Document.objects.filter(kind__in=["meeting_notice", "decision_letter"]).order_by("pk")
    assert [int(one.number.rpartition("/")[2]) for one in made] == [1, 2, 3, 4]


def test_the_completeness_check_sends_its_whole_list_by_letter():
    row = factories.submitted()
    secretary = actor("amphoe_sec")
    requests.return_for_revision(
        row.pk, defects=[("budget", "ขาดใบเสนอราคา"), ("period", "เกินปีงบประมาณ")], version=row.version, actor=secretary
    )
    letter = Document.objects.get(kind="decision_letter", subject=row.subject)
    assert letter.title == "ขอให้แก้ไขคำของบประมาณ ครั้งที่ 1 ของ ก.บ.อ. เมืองเชียงราย"
    said = [
        "ข้อ ๑๑ งบประมาณ",
        "ขาดใบเสนอราคา",
        "ข้อ ๑๐ ระยะเวลาดำเนินการ",
        "เกินปีงบประมาณ",
        "มาตรา ๒๗",
        "จะไม่มีรายการใหม่ในภายหลัง",
    ]
    pdf = paper.pdf_of(letter)
    assert [reading.missing(said, reader(pdf)) for reader in reading.READERS.values()] == [[], []]
    assert letter.facts["due_on"] == factories.fresh(row).defect_lists.get().due_on.isoformat()


def test_a_refused_motion_puts_nothing_on_paper():
    item = factories.listed()
    before = Document.objects.count()
    with pytest.raises(ValidationError):
        factories.decide(item.meeting, "not_endorse", reasons=services.deciding.Reasons())
    assert Document.objects.count() == before


def test_an_agenda_changed_after_the_call_is_told_anew():
    made = factories.meeting("amphoe", opened=False)
    first = Document.objects.get(subject=made.subject)
    added = services.list_item(made.pk, kind="other", title="ปฏิทินลงพื้นที่", actor=actor("amphoe_sec"))
    second = Document.objects.get(subject=made.subject, replaces=first)
    assert [one["no"] for one in second.facts["matters"]] == ["4.1", "4.2"]
    assert first.number in second.facts["references"][0]
    assert Notice.objects.filter(kind="meeting.called", person__username="amphoe_m1", subject=made.subject).count() == 2
    services.strike_item(added.pk, version=added.version, actor=actor("amphoe_sec"))
    assert [one["no"] for one in Document.objects.get(replaces=second).facts["matters"]] == ["4.1"]


def test_a_secret_ballot_that_fails_is_told():
    item = factories.listed()
    member = actor("amphoe_m1")
    interest = services.declare(item.pk, seat_id=member.seat_id or 0, kind="agent", reason="ผู้รับมอบ", actor=member)
    services.let_stay(interest.pk, votes_for=1, others=3, actor=actor("amphoe_sec"))
    extract, _letter = papers(factories.decide(item.meeting, "endorse"))
    said = ["๑ จาก ๓ เสียง", "ไม่ถึงสองในสาม", "จึงออกจากที่ประชุม"]
    assert reading.missing(said, reading.poppler(paper.pdf_of(extract))) == []


def test_what_the_board_puts_off_stays_with_the_board():
    """Not with the council, which holds the request while its funders answer."""
    made = factories.decide(factories.meeting("board", factories.funding(grant={}), kind="fund_offer"), "defer")
    _extract, letter = papers(made)
    text = reading.poppler(paper.pdf_of(letter)).replace("\n", "")
    assert "คณะกรรมการบริหารกองทุน จะนำเรื่องนี้กลับมาพิจารณา" in text and "คำขอยังอยู่ที่" not in text
