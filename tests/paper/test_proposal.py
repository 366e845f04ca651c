"""The proposal: complete, in the official layout, with right sums, and found again word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest

from documents import paper
from documents.money_table import SumsDisagree
from tests.paper import reading, sample
from thai import digits

MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def made() -> bytes:
    return paper.pdf_of(sample.document())


def words(value: Any, key: str = "") -> Iterator[str]:
    """Every word of the free text in the facts; codes, figures and dates are shown in another form."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in {
                "kind",
                "category",
                "sha256",
                "number",
                "code",
                "quantity",
                "unit",
                "phone",
                "registration_no",
                "numerals",
            }:
                yield from words(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner, key)
    elif isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        yield from (word for word in value.split() if len(word) > 1)


@pytest.mark.parametrize("reader", reading.READERS.values(), ids=reading.READERS)
def test_every_word_is_found_again(made: bytes, reader: Any) -> None:
    wanted = set(words(sample.facts()))
    assert len(wanted) > 150
    assert reading.missing(wanted, reader(made)) == []


@pytest.mark.parametrize("reader", reading.READERS.values(), ids=reading.READERS)
def test_figures_words_dates_and_codes_stand_on_it(made: bytes, reader: Any) -> None:
    text = reader(made)
    shown = ["132,200.00", "๑๓๒,๒๐๐", "(หนึ่งแสนสามหมื่นสองพันสองร้อยบาทถ้วน)", "๕๗/๒๕๖๙/๐๐๑๒", "๑๘", "ธันวาคม", "๒๕๖๘"]
    shown += ["7KQ2M-X9D4T-B3NHW", "10,800.00", "105,500.00", "15,900.00", "× 1.5 ชั่วโมง", "× 1,200.00 บาท", "– "[:1]]
    assert reading.missing(shown, text) == []
    assert sum(f"{n}. " in digits.arabic(text) for n in range(1, 18)) == 17


def test_a_copy_of_the_page_reads_as_the_page_does(made: bytes) -> None:
    text = reading.poppler(made)
    for line in ("องค์กร สภาองค์กรชุมชนตำบลดอนศิลา", "คนที่ ๑ นางสมพร ตัวอย่าง", "วิธีติดตาม เยี่ยมกลุ่ม"):
        assert line in text
    assert text.index("๑. ชื่อโครงการ") < text.index("องค์กร สภา") < text.index("๓. ผู้รับผิดชอบ")


def test_totals_are_carried_over_every_page() -> None:
    line = sample.facts()["lines"][0]
    lines = [{**line, "no": number} for number in range(1, 101)]
    total = 100 * line["amount"]
    text = reading.poppler(paper.pdf_of(sample.document(lines=lines, total=total, sources=[])))
    carried, brought = (re.findall(rf"{word} ([\d,.]+)", text) for word in ("ยอดยกไป", "ยอดยกมา"))
    assert carried == brought
    assert len(carried) >= 3


def test_margins_are_official_to_the_millimetre(made: bytes) -> None:
    page = pypdfium2.PdfDocument(made)[0]
    left = min(item.get_bounds()[0] for item in page.get_objects(filter=[1]))
    assert page.get_size() == pytest.approx((210 * MILLIMETRE, 297 * MILLIMETRE), abs=0.1)
    assert left / MILLIMETRE == pytest.approx(30, abs=0.7)


def test_an_empty_draft_can_be_printed() -> None:
    text = reading.poppler(paper.pdf_of(sample.document(**sample.empty_facts())))
    assert "None" not in text
    assert "ศูนย์บาทถ้วน" in text


@pytest.mark.parametrize("sentences", range(3, 33, 6))
def test_the_places_to_sign_never_stand_alone_on_a_page(sentences: int) -> None:
    made = paper.pdf_of(sample.document(outputs="ผู้เข้าร่วมทุกคนทำได้เอง\n" * sentences))
    pages = [page for page in reading.poppler(made).split("\f") if "(ลงชื่อ)" in page]
    assert len(pages) == 1
    before = pages[0].partition("(ลงชื่อ)")[0].splitlines()
    assert len([line for line in before if line.strip() and not line.startswith(("- ", "รหัส", "ตรวจ"))]) >= 2


def test_a_draft_says_so_on_every_page_and_carries_no_code() -> None:
    draft = sample.document()
    draft.code = ""
    text = reading.poppler(paper.pdf_of(draft))
    assert text.count("ฉบับร่าง ยังไม่ใช่เอกสารที่ออกแล้ว") == text.count("\f")
    assert "รหัสตรวจสอบ" not in text


def test_typed_markup_stays_text() -> None:
    typed = '<img src="file:///etc/passwd"><script>alert(1)</script>{{ facts }}'
    text = reading.poppler(paper.pdf_of(sample.document(outputs=typed)))
    assert "{{ facts }}" in text
    assert "<script>alert(1)</script>" in text.replace("\n", "")


@pytest.mark.parametrize(
    "change", [{"total": 13_220_001}, {"sources": [{"kind": "own_cash", "name": "", "amount": 1}]}]
)
def test_sums_that_disagree_make_no_paper(change: dict[str, Any]) -> None:
    with pytest.raises(SumsDisagree):
        paper.html_of(sample.document(**change))


@pytest.mark.usefixtures("cold_press")
def test_the_same_facts_give_the_same_bytes(made: bytes) -> None:
    assert paper.pdf_of(sample.document()) == made
