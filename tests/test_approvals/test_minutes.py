"""The minutes: written in parts, frozen when the meeting closes, adopted or put right at a later one."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from approvals import minutes, services
from approvals.minutes import Parts
from approvals.models import Meeting, Minutes
from audit.errors import Conflict
from audit.models import Event
from documents import paper
from documents.models import Document, Signature
from people.models import Person
from tests import factories
from tests.factories import actor
from tests.paper import reading
from tests.reader import text_of

pytestmark = pytest.mark.usefixtures("db", "at_work")
SECRETARY = "amphoe_sec"


@pytest.fixture
def visit(client):
    def go(who: str, url: str, data: dict[str, Any] | None = None):
        client.force_login(Person.objects.get(username=who))
        return client.get(url) if data is None else client.post(url, data)

    return go


def closed(**parts: Any) -> Meeting:
    return factories.close(factories.meeting("amphoe"), **parts)


def session() -> Meeting:
    made = factories.meeting("amphoe")
    made.refresh_from_db()
    return made


def the_paper(row: Minutes) -> Document:
    return Document.objects.get(pk=row.document_id)


def test_what_was_said_and_what_the_records_know_stand_on_the_paper():
    made = factories.meeting("amphoe", factories.in_review(), opened=False)
    made = factories.open_meeting(made, absent=("amphoe_m2",))
    away = made.attendances.filter(seat=actor("amphoe_m2").seat_id)
    factories.on_record(lambda: away.update(reason="ลาคลอด"))
    factories.decide(made, "reduce", amounts={"1": 30_000_00})
    item = factories.the_item(made)
    made = factories.close(made, discussion={item.pk: "กรรมการถามเรื่องตลาด"}, attending="สมพร ใจคำ พัฒนากร\n\nอนันต์ ปูนแก้ว")
    assert made.minutes is not None
    text = [
        "ครั้งที่ ๑/๒๕๖๙",
        "ลาคลอด",
        "๒. อนันต์ ปูนแก้ว",
        "กรรมการถามเรื่องตลาด",
        "(มติที่ ๑/๒๕๖๙)",
        "30,000.00",
        "จากทั้งหมด",
        "๔ คน",
    ]
    pdf = paper.pdf_of(the_paper(made.minutes))
    assert [reading.missing(text, reader(pdf)) for reader in reading.READERS.values()] == [[], []]


def test_who_wrote_and_who_presided_are_asked_to_sign():
    made = closed()
    places = Signature.objects.filter(document__subject=made.subject, document__kind="minutes")
    assert [(one.label, one.roles) for one in places] == [
        ("ผู้จดรายงานการประชุม", ["secretary"]),
        ("ผู้ตรวจรายงานการประชุม", ["chair", "vice_chair"]),
    ]


@pytest.mark.parametrize("blank", minutes.AGENDAS)
def test_an_agenda_that_says_nothing_closes_no_meeting(blank):
    with pytest.raises(ValidationError) as refused:
        closed(**{blank: " \n"})
    assert list(refused.value.error_dict) == [blank]
    assert not Minutes.objects.exists() and Meeting.objects.get().state == "open"


def test_a_meeting_does_not_end_before_it_begins():
    with pytest.raises(ValidationError) as refused:
        closed(began=time(10), ended=time(9, 59))
    assert list(refused.value.error_dict) == ["ended"]


def test_the_database_keeps_closed_meetings_their_minutes():
    made = closed()
    with pytest.raises(IntegrityError, match="a_closed_meeting_has_minutes"), transaction.atomic():
        Meeting.objects.filter(pk=made.pk).update(minutes=None)
    with pytest.raises(DatabaseError, match="may not"), transaction.atomic():
        Minutes.objects.update(other="")


def test_the_page_is_prefilled_and_keeps_what_was_typed(visit):
    made = factories.in_session()
    factories.decide(made, "endorse")
    url, item = f"/meetings/{made.pk}/close/", factories.the_item(made)
    assert "ขอรวม 100,000 บาท" in visit(SECRETARY, url).content.decode()
    typed = {"version": made.version, "began": "10:00", "ended": "12:00", "from_chair": "ฝนมาช้า", "last_minutes": "ไม่มี"}
    typed |= {"arising": "ไม่มี", "other": "", f"item_{item.pk}": "ถามเรื่องตลาดกันมาก"}
    refused = visit(SECRETARY, url, typed)
    assert refused.status_code == 422
    assert all(said in refused.content.decode() for said in ("ฝนมาช้า", "ถามเรื่องตลาดกันมาก", "12:00"))
    made.refresh_from_db()
    assert visit(SECRETARY, url, typed | {"other": "ไม่มี", "version": made.version}).status_code == 302
    assert "ถามเรื่องตลาดกันมาก" in text_of(visit("amphoe_m1", f"/meetings/{made.pk}/"))


def test_the_next_meeting_adopts_them_as_they_are(visit):
    before, now = closed(), session()
    assert "รอการรับรอง" in text_of(visit(SECRETARY, f"/meetings/{now.pk}/"))
    answer = visit(SECRETARY, f"/meetings/{now.pk}/adopt/{before.minutes_id}/", {"version": now.version})
    assert answer.status_code == 302
    before.refresh_from_db()
    assert before.minutes is not None and before.minutes.adopted_in == now
    assert "รับรองแล้วในการประชุมครั้งที่ 2/2569" in text_of(visit(SECRETARY, f"/meetings/{before.pk}/"))
    assert minutes.draft(now).last_minutes == "ที่ประชุมรับรองรายงานการประชุมครั้งที่ 1/2569 โดยไม่มีการแก้ไข"


def test_corrections_are_issued_anew_and_replace_the_old(visit):
    before, now = closed(other="นัดครั้งหน้าวันจันทร์"), session()
    assert before.minutes is not None
    url = f"/meetings/{now.pk}/adopt-corrected/{before.minutes_id}/"
    assert "นัดครั้งหน้าวันจันทร์" in visit(SECRETARY, url).content.decode()
    said = {"version": now.version, "began": "10:00", "ended": "11:00", "from_chair": "ไม่มี", "last_minutes": "ไม่มี"}
    said |= {"arising": "ไม่มี", "other": "นัดครั้งหน้าวันอังคาร", "corrections": ""}
    assert visit(SECRETARY, url, said).status_code == 422
    assert visit(SECRETARY, url, said | {"corrections": "วันจันทร์ เป็นวันอังคาร"}).status_code == 302
    old, new = before.rounds.all()
    before.refresh_from_db()
    assert before.minutes == new and the_paper(new).replaces == the_paper(old)
    assert (old.other, old.adopted_in, new.adopted_in) == ("นัดครั้งหน้าวันจันทร์", None, now)
    assert "วันจันทร์ เป็นวันอังคาร" in minutes.draft(now).last_minutes


def test_minutes_are_adopted_once_in_session_and_by_their_own_committee():
    before, called = closed(), factories.meeting("amphoe", opened=False)
    waiting = before.minutes_id or 0
    with pytest.raises(Conflict):
        services.adopt(called.pk, waiting, version=called.version, actor=actor(SECRETARY))
    board = factories.meeting("board")
    with pytest.raises(Conflict):
        services.adopt(board.pk, waiting, version=board.version, actor=actor("board_sec"))
    now = session()
    services.adopt(now.pk, waiting, version=now.version, actor=actor(SECRETARY))
    now.refresh_from_db()
    with pytest.raises(Conflict):
        parts = Parts.of(before.rounds.get())
        services.adopt_corrected(
            now.pk, waiting, parts=parts, corrections="x", version=now.version, actor=actor(SECRETARY)
        )


@pytest.mark.parametrize("who", ["amphoe_m1", "board_sec", "somsri", "auditor"])
def test_only_who_runs_the_committee_adopts(visit, who):
    before, now = closed(), session()
    answer = visit(who, f"/meetings/{now.pk}/adopt/{before.minutes_id}/", {"version": now.version})
    refused = 404 if who in ("board_sec", "somsri") else 403  # to whom it is not there at all
    assert answer.status_code == refused
    assert visit(who, f"/meetings/{now.pk}/adopt-corrected/{before.minutes_id}/").status_code == refused
    with pytest.raises(PermissionDenied):
        services.adopt(now.pk, before.minutes_id or 0, version=now.version, actor=actor(who))
    assert visit("stranger", f"/meetings/{now.pk}/adopt-corrected/{before.minutes_id}/").status_code == 404


def test_the_pages_lead_to_the_papers(visit):
    made = factories.in_session()
    resolution = factories.decide(made, "endorse")
    factories.close(made)
    page = visit("amphoe_m1", f"/meetings/{made.pk}/").content.decode()
    for document in Document.objects.filter(subject=made.subject):
        assert f"/documents/{document.pk}/" in page
    resolution.refresh_from_db()
    page = visit("somsri", factories.the_item(made).get_absolute_url()).content.decode()
    assert all(f"/documents/{pk}/" in page for pk in (resolution.extract_id, resolution.letter_id))


@pytest.mark.parametrize("who", ["stranger"])
def test_another_province_reads_no_paper_of_a_meeting(visit, who):
    document = Document.objects.filter(subject=closed().subject).first()
    assert document is not None
    assert visit(who, f"/documents/{document.pk}/").status_code == 404


def test_a_matter_talked_about_without_a_resolution_stays_in_the_minutes(visit):
    made = factories.in_session()
    item = factories.the_item(made)
    assert item.title in text_of(visit(SECRETARY, f"/meetings/{made.pk}/close/"))
    made = factories.close(made, discussion={item.pk: "รอข้อมูลจากอำเภอ"})
    assert factories.the_item(made).state == "struck" and made.minutes is not None
    said = ["รอข้อมูลจากอำเภอ", "ไม่มีมติในเรื่องนี้"]
    assert reading.missing(said, reading.poppler(paper.pdf_of(the_paper(made.minutes)))) == []
    assert "รอข้อมูลจากอำเภอ" in text_of(visit("amphoe_m1", f"/meetings/{made.pk}/"))


def test_the_list_of_who_came_tells_how_and_for_whom():
    made = factories.meeting("amphoe", opened=False)
    seats = {name: actor(name).seat_id or 0 for name in factories.MEMBERS["amphoe"]}
    present = {seat: {"presence": "present"} for seat in seats.values()}
    present[seats["amphoe_vice"]] = {"presence": "present", "reason": "สมชาย แก้วมา มาประชุมแทน"}
    present[seats["amphoe_m1"]] = {"presence": "online", "identified_by": "กล้องและบัตรประชาชน"}
    present[seats["amphoe_m2"]] = {"presence": "excused"}
    chair = seats["amphoe_chair"]
    made = services.open_meeting(
        made.pk, present=present, presided_by=chair, version=made.version, actor=actor(SECRETARY)
    )
    made = factories.close(made)
    assert made.minutes is not None
    said = ["สมชาย แก้วมา", "มาประชุมแทน)", "ยืนยันตัวตนโดย", "กล้องและบัตรประชาชน", "– ลา", "มีกรรมการมาประชุม"]
    text = reading.pdfium(paper.pdf_of(the_paper(made.minutes)))
    assert reading.missing(said, text) == [] and text.index("ผู้ไม่มาประชุม") < text.index("ดวงใจ อินต๊ะ")


def test_two_clicks_adopt_once():
    before, now = closed(), session()
    services.adopt(now.pk, before.minutes_id or 0, version=now.version, actor=actor(SECRETARY))
    with pytest.raises(Conflict):
        services.adopt(now.pk, before.minutes_id or 0, version=now.version, actor=actor(SECRETARY))
    assert [event.event for event in Event.objects.filter(event="minutes.adopted")] == ["minutes.adopted"]
