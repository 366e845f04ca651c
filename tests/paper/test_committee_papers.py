"""The papers of committees: in the official order, complete, found again by two readers, their signatures never alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from approvals.papers import shown as committee
from documents import paper
from documents.money_table import SumsDisagree
from tests.paper import reading, sample
from tests.paper.test_hostile import outside
from thai import digits

KINDS = ("meeting_notice", "minutes", "resolution_extract", "decision_letter")
# Said in other words on the paper: codes, names of modes, what stands in the letter head as a whole.
_CODES = {"outcome", "mode", "casting", "state", "numerals", "adopted_in", "next", "item_no", "emblem", "stands"}


def texts(value: Any, name: str = "") -> Iterator[str]:
    """Every typed text of the facts; codes, dates and figures are shown in another form."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _CODES:
                yield from texts(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, name)
    elif isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d|", value):
        yield value


@pytest.fixture(scope="module", params=KINDS)
def made(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    return request.param, paper.pdf_of(sample.document(request.param))


@pytest.mark.parametrize("reader", reading.READERS.values(), ids=reading.READERS)
def test_every_word_of_the_facts_is_found_again(made: tuple[str, bytes], reader: Any) -> None:
    kind, pdf = made
    said = sample.facts(kind)
    if kind == "minutes":  # which name the asker in the words of the resolution, and no address
        del said["sender"]
        for matter in said["matters"]:
            matter["resolution"] = {
                k: matter["resolution"][k] for k in ("conditions", "reasons", "defects", "dissents")
            }
    if kind == "resolution_extract":
        del said["sender"]
        said["recused"], said["dissents"] = (_without(said[key], "name") for key in ("recused", "dissents"))
        del said["presided"]["name"]
    if kind == "decision_letter":
        said["recused"] = []
    words = {word for text in texts(said) for word in digits.arabic(text).split() if len(word) > 1}
    assert len(words) > 40
    assert reading.missing(words, digits.arabic(reader(pdf))) == []


def _without(rows: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != key} for row in rows]


def test_members_are_offices_in_the_extract() -> None:
    text = reading.poppler(paper.pdf_of(sample.document("resolution_extract")))
    named = sample.facts("resolution_extract")
    for row in (*named["recused"], *named["dissents"], named["presided"]):
        assert row["name"] not in text and row["position"] in text.replace("\n", "")


PARTS = [
    "รายงานการประชุม",
    "ครั้งที่ ๒/๒๕๖๙",
    "เมื่อวันอังคารที่ ๑๐ กุมภาพันธ์ ๒๕๖๙",
    "ผู้มาประชุม",
    "ผู้ไม่มาประชุม",
    "ลาป่วย",
    "ผู้เข้าร่วมประชุม",
    "เริ่มประชุมเวลา ๐๙.๔๐ น.",
    "ระเบียบวาระที่ ๑",
    "ระเบียบวาระที่ ๒",
    "ระเบียบวาระที่ ๓",
    "ระเบียบวาระที่ ๔",
    "แจ้งส่วนได้เสียในเรื่องนี้",
    "ข้อเสนอนี้จึงตกไป",
    "ข้อเท็จจริง",
    "ความเห็นแย้ง",
    "ออกเสียงชี้ขาด",
    "มติที่ประชุม",
    "ไม่มีผู้เห็นเป็นอย่างอื่น",
    "ระเบียบวาระที่ ๕",
    "เลิกประชุมเวลา ๑๒.๑๕ น.",
    "ผู้จดรายงานการประชุม",
    "ผู้ตรวจรายงานการประชุม",
]


def test_minutes_have_every_part_in_the_official_order() -> None:
    text = reading.poppler(paper.pdf_of(sample.document("minutes"))).replace("\n", "")
    places = [text.index(PARTS[0])]
    for part in PARTS[1:]:
        places.append(text.index(part, places[-1]))
    assert places == sorted(places)


LETTER = [
    "ที่ กบอ.วช./๒๑",
    "๑๐ กุมภาพันธ์ ๒๕๖๙",
    "เรื่อง",
    "เรียน",
    "อ้างถึง",
    "สิ่งที่ส่งมาด้วย",
    "มติที่ ๔/๒๕๖๙",
    "เหตุผล",
    "สิทธิอุทธรณ์",
    "จึงเรียนมา",
    "ขอแสดงความนับถือ",
    "โทร.",
]


def test_a_decision_letter_is_in_the_order_of_a_letter() -> None:
    """Also in the order of the page's content, which is what a copy of the whole page gives."""
    text = reading.poppler(paper.pdf_of(sample.document("decision_letter")))
    place = 0
    for part in LETTER:
        assert part in text[place:], f"{part} does not follow what comes before it"
        place = text.index(part, place)


def test_the_appeal_names_to_whom_how_and_the_very_day() -> None:
    for reader in reading.READERS.values():
        text = reader(paper.pdf_of(sample.document("decision_letter")))
        said = ["เป็นหนังสือต่อประธานคณะกรรมการ", "๑๕ วัน", "๒๕ กุมภาพันธ์ ๒๕๖๙", "๓๐ วัน"]
        assert reading.missing(said, text) == []


def test_a_recalled_meeting_says_that_a_third_is_enough() -> None:
    text = reading.poppler(paper.pdf_of(sample.document("meeting_notice"))).replace("\n", "")
    assert "๑๔ วัน" in text and "ไม่น้อยกว่าหนึ่งในสามของจำนวนกรรมการทั้งหมด" in text and "มาตรา ๗๙" in text
    plain = reading.poppler(paper.pdf_of(sample.document("meeting_notice", recall=None, urgent_reason="")))
    assert "หนึ่งในสาม" not in plain and "เร่งด่วน" not in plain


def test_the_address_of_an_online_meeting_can_be_typed() -> None:
    changed = {"mode": "online", "place": "https://meet.example.org/57-2569"}
    text = reading.poppler(paper.pdf_of(sample.document("meeting_notice", **changed)))
    assert reading.missing([changed["place"]], text) == []


LONG = "ที่ประชุมรับทราบตามที่เสนอ และให้ฝ่ายเลขานุการติดตามผลมารายงานในคราวถัดไป\n"


@pytest.mark.parametrize("sentences", range(0, 24, 4))
@pytest.mark.parametrize(
    ("kind", "sign"),
    [
        ("minutes", "ผู้ตรวจรายงานการประชุม"),
        ("decision_letter", "ขอแสดงความนับถือ"),
        ("resolution_extract", "รับรองสำเนาถูกต้อง"),
    ],
)
def test_signatures_stand_below_text_and_nothing_follows_alone(kind: str, sign: str, sentences: int) -> None:
    long = LONG * sentences
    reasons = {"facts": LONG + long, "criterion": LONG, "consideration": LONG}
    pages = reading.poppler(paper.pdf_of(sample.document(kind, other=LONG + long, reasons=reasons))).split("\f")[:-1]
    (signed,) = [number for number, page in enumerate(pages) if sign in page]
    body = [line for line in pages[signed].partition(sign)[0].splitlines() if re.search("[ก-๙]{8}", line)]
    assert body and "ตรวจสอบ" not in body[0]
    assert signed == len(pages) - 1


def test_long_tables_carry_their_totals() -> None:
    lines = [{"no": n, "description": f"ค่าวัสดุ {n}", "asked": 200_00, "amount": n * 100} for n in range(1, 81)]
    total = sum(range(1, 81)) * 100
    pdf = paper.pdf_of(sample.document("resolution_extract", lines=lines, endorsed=total))
    pages = reading.poppler(pdf).split("\f")
    carried, brought = (re.findall(rf"{word} ([\d,.]+)", "\f".join(pages)) for word in ("ยอดยกไป", "ยอดยกมา"))
    assert carried == brought and len(carried) == 2


@pytest.mark.parametrize("kind", ["resolution_extract", "decision_letter"])
def test_lines_that_do_not_come_to_the_total_make_no_paper(kind: str) -> None:
    with pytest.raises(SumsDisagree):
        paper.html_of(sample.document(kind, endorsed=1))


def test_what_anybody_may_know_has_no_name_and_no_typed_text() -> None:
    for kind in KINDS[1:]:
        told = str(committee.public(sample.facts(kind)))
        assert "ประเสริฐ" not in told and "ราคาวัสดุ" not in told and "2569" in told


def test_minutes_put_right_say_so_and_by_which_meeting() -> None:
    corrections = "แก้ชื่อตำบลผางามเป็นเวียงเหนือ"
    made = paper.pdf_of(sample.document("minutes", round=2, adopted_in="3/2569", corrections=corrections))
    text = reading.poppler(made)
    assert "ฉบับแก้ไข ตามมติที่ประชุมครั้งที่ ๓/๒๕๖๙" in text and corrections in text


WORD = "กรุงเทพมหานครอมรรัตนโกสินทร์มหินทรายุธยา" * 5
MARKUP = '<script>alert(1)</script>{{ facts }}<img src="file:///etc/passwd">'


@pytest.mark.parametrize("typed", [WORD, "W" * 200, MARKUP], ids=["thai", "latin", "markup"])
@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("meeting_notice", ["urgent_reason", "place"]),
        ("minutes", ["from_chair", "last_minutes", "arising", "other", "place"]),
        ("resolution_extract", ["conditions", "item_title", "place"]),
        ("decision_letter", ["conditions", "title", "next"]),
    ],
)
def test_whatever_is_typed_stays_text_within_the_margins(kind: str, fields: list[str], typed: str) -> None:
    pdf = paper.pdf_of(sample.document(kind, **dict.fromkeys(fields, typed)))
    assert outside(pdf) == []
    found = "".join(reading.pdfium(pdf).split()).replace("\ufffe", "")
    assert digits.arabic(found).count("".join(typed.split())[:100]) >= len(fields)


def test_a_committee_of_sixty_is_all_on_the_list() -> None:
    members = [{"name": f"นางสาวสมหญิง น้ำใจงาม{n}", "position": f"กรรมการคนที่ {n}"} for n in range(1, 61)]
    text = reading.poppler(paper.pdf_of(sample.document("meeting_notice", members=members)))
    assert reading.missing([f"นางสาวสมหญิง น้ำใจงาม{n}" for n in range(1, 61)], text) == []
