"""Words that once said something else than what was so, each where it is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from approvals import services as approvals
from approvals.workflow import MeetingState
from funds.workflow import State as VoucherState
from grants.workflow import OfferState
from notices.models import Mail, Notice
from requests import screens
from requests import services as requests
from requests.workflow import State
from tests import factories
from tests.factories import actor
from tests.reader import text_of
from tools import messages


@pytest.mark.parametrize(
    ("word", "thai"),
    [
        (OfferState.ACKNOWLEDGED, "รับเรื่องแล้ว"),
        (VoucherState.RECEIVED, "รับเงินแล้ว"),
        (MeetingState.CLOSED, "ปิดประชุมแล้ว"),
        (State.CLOSED, "ปิดแล้ว"),
    ],
)
def test_one_english_word_is_said_as_each_room_means_it(word, thai):
    with translation.override("th"):
        assert str(word.label) == thai


def test_a_council_whose_request_was_reduced_reads_by_how_much_and_why(db, at_work):
    made = factories.in_session()
    factories.decide(made, "reduce", amounts={"1": 30_000_00})
    asked = factories.the_item(made).budget_request.amount
    notice = Notice.objects.filter(kind="request.endorsed", person__username="somsri").get()
    with translation.override("th"):
        assert notice.text == f"ขอ {asked / 100:,.2f} บาท เห็นชอบ {(notice.facts['amount']) / 100:,.2f} บาท"
    assert notice.facts["amount"] < asked and notice.facts["reason"] == factories.REASONS.consideration
    letter = Mail.objects.filter(subject__contains="เห็นชอบ").first()
    assert letter is None or factories.REASONS.consideration in letter.body


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("request.suspended", {"reason": "รอผลตรวจสอบ"}),
        ("voucher.rejected", {"reason": "ใบเสร็จไม่ครบ", "number": "บจ 1/2569"}),
        ("item.listed", {"title": "โครงการธนาคารน้ำ", "committee": "ก.บ.อ. เมือง"}),
    ],
)
def test_what_a_notice_says_in_its_sentence_it_does_not_say_again_below(kind, facts):
    notice = Notice(kind=kind, facts=facts)
    with translation.override("th"):
        said = " ".join([notice.text, notice.title, notice.reason])
    assert [said.count(fact) for fact in facts.values()] == [1] * len(facts)


def test_a_page_that_nobody_has_written_is_not_called_complete(db, visit):
    draft = factories.draft(complete=False)
    pages = {one.key: text_of(visit("somsri", f"/requests/{draft.pk}/write/{one.key}/")) for one in screens.ALL}
    assert not [key for key, page in pages.items() if "หน้านี้ครบแล้ว" in page]
    told = text_of(visit("somsri", f"/requests/{draft.pk}/write/"))
    assert told.count("ยังไม่เริ่ม") == 10 and told.count("ชัดเจนแล้ว") == 1 and "ชัดเจนแล้ว 0 จาก 9" in told


def test_who_is_told_that_a_request_was_withdrawn_reads_why(db, at_work):
    """The notice said "ถอนคำขอ: –": the reason stood in the log alone."""
    row = factories.in_review()
    requests.withdraw(row.pk, version=row.version, reason="ได้ทุนอื่นแล้ว", actor=actor("somsri"))
    told = Notice.objects.filter(kind="request.withdrawn")
    with translation.override("th"):
        assert {notice.text for notice in told} == {"ถอนคำขอ: ได้ทุนอื่นแล้ว"}


def test_words_that_fit_nothing_are_not_called_an_empty_list(db, visit):
    """Who may write one was told to begin with a first request, among ten of their own."""
    factories.in_review()
    assert "ไม่พบคำขอที่ตรง" in text_of(visit("somsri", "/requests/?q=ซซซซ"))


def test_an_offer_that_was_accepted_is_not_called_money_received(db, visit):
    agreement = factories.signed()
    told = text_of(visit("", f"/public/requests/{agreement.budget_request_id}/"))
    assert "รับข้อเสนอแล้ว" in told and "รับแล้ว" not in told.replace("รับข้อเสนอแล้ว", "")


def test_sums_are_spelt_out_in_thai_on_thai_pages_alone(db, visit):
    place = f"/public/requests/{factories.submitted().pk}/"
    assert "บาทถ้วน" in text_of(visit("", place))
    assert "บาทถ้วน" not in text_of(visit("", place, HTTP_COOKIE="django_language=en"))


def test_nobody_is_counted_for_an_item_before_its_meeting_opens(db, visit):
    called = factories.meeting("amphoe", factories.in_review(), opened=False)
    place = f"/meetings/items/{factories.the_item(called).pk}/"
    assert "วาระนี้นับกรรมการ" not in text_of(visit("amphoe_sec", place))
    factories.open_meeting(called)
    assert "วาระนี้นับกรรมการ" in text_of(visit("amphoe_sec", place))


ZERO = ("เห็นด้วย 0", "0 for")


def test_a_story_counts_no_votes_where_nobody_voted(db, visit):
    """In the desk's story, the public one and the auditors' list alike: it said that nobody was for it."""
    row = factories.endorsed_by_amphoe()
    for who, place in (("somsri", f"/requests/{row.pk}/"), ("", f"/public/requests/{row.pk}/"), ("auditor", "/audit/")):
        told = text_of(visit(who, place))
        assert "ไม่มีผู้คัดค้าน" in told and not [word for word in ZERO if word in told]


def test_a_story_says_who_decided_where_votes_were_equal(db, visit):
    item = factories.listed()
    approvals.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor("amphoe_sec"))
    for choice, who in (("for", "amphoe_m1"), ("against", "amphoe_m2")):
        approvals.vote(item.pk, choice=choice, actor=actor(who))
    for end, terms, who in ((approvals.close_vote, {}, "sec"), (approvals.cast_vote, {"choice": "for"}, "chair")):
        item.refresh_from_db()
        end(item.pk, **terms, version=item.version, actor=actor(f"amphoe_{who}"))
    told = text_of(visit("", f"/public/requests/{item.budget_request_id}/"))
    assert "เห็นด้วย 1 ไม่เห็นด้วย 1 งดออกเสียง 0 ประธานในที่ประชุมออกเสียงชี้ขาด" in told


def _house(tmp_path: Path, monkeypatch, **rooms: tuple[str, str]) -> list[str]:
    monkeypatch.setattr(messages, "PROJECT", tmp_path)
    for room, (code, catalogue) in rooms.items():
        po = tmp_path / room / "locale" / "th" / "LC_MESSAGES" / "django.po"
        po.parent.mkdir(parents=True)
        po.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + catalogue)
        (tmp_path / room / "words.py").write_text(code)
    return list(messages.problems())


RECEIVED = 'msgid "Received"\nmsgstr "รับเงินแล้ว"\n'


@pytest.mark.parametrize(
    ("rooms", "said"),
    [
        ({"funds": ('_("Received")', RECEIVED), "grants": ('_("Received")', "")}, ["is a word of funds"]),
        ({"config": ("", RECEIVED), "funds": ('_("Received")', ""), "grants": ('_("Received")', "")}, []),
        (
            {
                "funds": ('_("Received")', RECEIVED),
                "grants": ('pgettext("offer", "Received")', 'msgctxt "offer"\n' + RECEIVED),
            },
            [],
        ),
        ({"funds": ('_("Received")', RECEIVED), "grants": ('_("Received")', RECEIVED)}, ["is said in funds too"]),
        ({"funds": ("", RECEIVED)}, ["nobody says"]),
        ({"funds": ('_("Received")', "")}, ["no Thai for"]),
    ],
)
def test_a_word_of_one_room_is_not_read_on_the_page_of_another(tmp_path, monkeypatch, rooms, said):
    problems = _house(tmp_path, monkeypatch, **rooms)
    assert len(problems) >= len(said) and all(any(part in each for each in problems) for part in said)
    assert bool(problems) == bool(said)
