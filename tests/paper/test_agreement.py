"""The agreement: who gives what and when, with the amount in words."""

from __future__ import annotations

from documents import paper
from documents.models import Document
from jobs import clock
from tests.paper import reading

FACTS = {
    "number": "57/2569/3",
    "request_number": "57/2569/0012",
    "title": "บ้านพอเพียง",
    "council": "สภาองค์กรชุมชนตำบลดอนศิลา",
    "recipient": "บัญชีโครงการบ้านพอเพียงตำบลดอนศิลา",
    "province": "เชียงราย",
    "drawn_up_on": "2026-03-17",
    "total": 15_005_050,
    "resolution": "มติที่ 12/2569 ของคณะกรรมการบริหารกองทุน",
    "offers": [
        {
            "funder": "กองทุนกลางจังหวัดเชียงราย",
            "amount": 15_005_050,
            "conditions": "รายงานทุกเดือน",
            "channel": "ผ่านกองทุนกลาง",
            "instalments": [
                {"number": 1, "amount": 7_502_525, "due_on": "2026-04-01"},
                {"number": 2, "amount": 7_502_525, "due_on": "2026-07-01"},
            ],
        }
    ],
    "lines": [{"no": 1, "description": "ค่าวัสดุ", "endorsed": 15_005_050, "given": 15_005_050}],
}


def test_the_agreement_says_who_gives_what_and_when() -> None:
    document = Document(kind="agreement", number="57/2569/3", title="บันทึกข้อตกลง", facts=FACTS, code="0" * 15)
    document.issued_at = clock.bangkok(2026, 3, 17)
    made = paper.pdf_of(document)
    said = ["๑๕๐,๐๕๐.๕๐", "(หนึ่งแสนห้าหมื่นห้าสิบบาทห้าสิบสตางค์)", "75,025.25", "กองทุนกลางจังหวัดเชียงราย", "๑๗", "๕๗/๒๕๖๙/๐๐๑๒"]
    for reader in reading.READERS.values():
        assert reading.missing(said, reader(made)) == []
