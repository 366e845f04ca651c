"""A request as an Excel form: taken away and brought back it says the same, and whatever is wrong in it is named by its cell."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import load_workbook

from documents import workbooks
from documents.workbooks import Book, address
from requests import papers, reports, services
from requests.models import Activity, BudgetLine, BudgetRequest, MoneyPart, Objective, TargetGroup
from requests.services.filling import as_filled
from requests.workbook import drawing, plan, reading, stamp
from tests import factories
from tests.reader import text_of
from tests.test_requests import broken_forms as broken
from tests.test_requests.broken_forms import Raw, dated, error, formula

LINES, PARTS, ACTS = plan.NAMES[BudgetLine], plan.NAMES[MoneyPart], plan.NAMES[Activity]
GROUPS, AIMS = plan.NAMES[TargetGroup], plan.NAMES[Objective]


@pytest.fixture
def row(db: None, at_work: None) -> BudgetRequest:
    return reports.with_rows(factories.draft())


@cache
def opened(data: bytes) -> Book:
    return workbooks.read(data)


@cache
def _drawn(pk: int, version: int) -> bytes:
    """Once a worker: the scene is the same for every test."""
    return drawing.drawn(reports.with_rows(BudgetRequest.objects.select_related("organisation", "call").get(pk=pk)))


def form(row: BudgetRequest) -> broken.Sheets:
    return broken.sheets_of(opened(_drawn(row.pk, row.version)))


def place(row: BudgetRequest, sheet: str, name: str, number: int = 1) -> tuple[int, int]:
    """Where an answer stands, or the answer `name` in the row `number` of a sheet; "name+1" is the column behind it."""
    planned, (name, _plus, more) = plan.plan_of(row), name.partition("+")
    if sheet == plan.ANSWERS:
        return next(one.row for one in planned.answers if one.box.name == name), plan.ANSWER
    table = next(one for one in planned.tables if one.name == sheet)
    column = next(n for n, box, _words in table.columns() if box.name == name)
    return plan.FIRST_ROW + number - 1, column + int(more or 0)


def read(row: BudgetRequest, data: bytes) -> reading.Read:
    with translation.override("th"):
        return reading.read(workbooks.read(data), row)


# What is written where, and what is said of it; all of it in one file each.
A = plan.ANSWERS
CELLS: dict[str, tuple[str, str, Any, str]] = {
    "a formula": (A, "situation", formula("B2&B3"), "สูตร"),
    "a formula for a name": (A, "title", formula("HYPERLINK(1)"), "สูตร"),
    "a formula for a price": (LINES, "rate", formula("40+40"), "สูตร"),
    "a formula for a quantity": (LINES, "factors", formula("A1"), "สูตร"),
    "a formula for a source": (PARTS, "amount", formula("B3"), "สูตร"),
    "a broken reference": (A, "outcomes", error("#REF!"), "ข้อผิดพลาด"),
    "no such name": (LINES, "description", error("#NAME?"), "ข้อผิดพลาด"),
    "divided by nothing": (LINES, "rate", error("#DIV/0!"), "ข้อผิดพลาด"),
    "a truth": (LINES, "rate", True, "ตัวหนังสือ"),
    "a truth for a name": (A, "contact_name", False, "ตัวหนังสือ"),
    "5,000 letters": (A, "title", "ก" * 5_000, "5000"),
    "5,000 letters in a line": (LINES, "description", "ค่า" * 1_700, "5100"),
    "151 letters too many": (LINES, "description", "ก" * 301, "300"),
    "21,000 letters of a situation": (A, "situation", "ก" * 21_000, "20000"),
    "an amount in words": (LINES, "rate", "แปดสิบบาท", "ตัวเลข"),
    "less than nothing": (LINES, "rate", -80, "ติดลบ"),
    "nothing": (PARTS, "amount", 0, "มากกว่าศูนย์"),
    "half a satang": (LINES, "rate", 80.005, "ทศนิยม"),
    "a third": (LINES, "rate", 26.666666666666668, "ทศนิยม"),
    "far too much": (LINES, "rate", 1e17, "มากเกินไป"),
    "an amount with two points": (PARTS, "amount", "1.200.00", "ตัวเลข"),
    "several quantities in words": (LINES, "factors", "หลายคน", "ไม่ใช่จำนวน"),
    "a quantity below nothing": (LINES, "factors", -5, "ไม่ใช่จำนวน"),
    "no quantity at all": (LINES, "factors", 0, "ไม่ใช่จำนวน"),
    "a day for a quantity": (LINES, "factors", dated(46098), "'3/2569"),
    "a number for a day": (A, "starts_on", 46098, "17/3/2569"),
    "a day that there is not": (A, "ends_on", "31/2/2569", "วัน/เดือน/ปี"),
    "the 30th of February in Thai digits": (A, "ends_on", "๓๐/๒/๒๕๖๙", "วัน/เดือน/ปี"),
    "next month": (A, "starts_on", "เดือนหน้า", "วัน/เดือน/ปี"),
    "a year alone": (A, "resolution_on", "2569", "วัน/เดือน/ปี"),
    "the American order": (A, "resolution_on", "12/25/2568", "วัน/เดือน/ปี"),
    "a year of two digits that Excel made one of its own": (A, "resolution_on", dated(25280), "1969"),
    "a year of 1900": (A, "starts_on", dated(40), "1900"),
    "a day in a name": (A, "contact_name", dated(46098), "'3/2569"),
    "a meeting that became a day": (A, "resolution_number", dated(46082), "'3/2569"),
    "a telephone that lost its 0": (A, "contact_phone", 812345678, "0"),
    "a telephone of 31 letters": (A, "second_phone", "0" * 31, "30"),
    "people in words": (A, "resolution_attendance", "หลายคน", "ตัวเลข"),
    "half a person": (GROUPS, "direct", 12.5, "ตัวเลข"),
    "fewer than nobody": (GROUPS, "direct", -3, "ตัวเลข"),
    "no count": (GROUPS, "direct", "", "กรอก"),
    "more people than there are": (GROUPS, "direct", 20_000_000, "10000000"),
    "no such dimension": (A, "dimension", "ด้านที่แปด", "เลือก"),
    "no such kind of recipient": (A, "recipient_kind", "บัญชีของฉัน", "เลือก"),
    "perhaps": (A, "multi_year", "อาจจะ", "เลือก"),
    "no such kind of cost": (LINES, "category", "ค่าเบ็ดเตล็ด", "เลือก"),
    "no kind of cost": (LINES, "category", "", "กรอก"),
    "a funder who is none": (PARTS, "funder", "ธนาคารโลก", "เลือก"),
    "a number for a choice": (PARTS, "kind", 3, "เลือก"),
    "no funder named": (PARTS, "funder", "", "เลือก"),
    "an activity that there is not": (LINES, "activity", 9, "9"),
    "an activity by its name": (LINES, "activity", "อบรมแปรรูป", "เลขที่"),
    "no name of a line": (LINES, "description", "", "กรอก"),
    "no price": (LINES, "rate", "", "ยอดรวม"),
    "a sum that is not the product": (LINES, "amount", 41_000, "เว้นว่าง"),
    "a sum in words": (LINES, "amount", "สี่หมื่น", "ตัวเลข"),
    "a unit without a quantity": (LINES, "factors+5", "คน", "จำนวน"),
    "an end before the start": (ACTS, "ends_on", "1/1/2569", "ก่อน"),
    "no start": (ACTS, "starts_on", "", "กรอก"),
    "an activity without a name": (ACTS, "name", "", "กรอก"),
    "an aim of 600 letters": (AIMS, "text", "ก" * 600, "500"),
    "a note beside the answers": (A, "title+2", "ถามประธานก่อน", "นอกแบบ"),
}
# Where it is asked for, when that is a cell or so to the right.
ASKED_BESIDE = {"no price": 1, "a unit without a quantity": -1}


@pytest.mark.parametrize("case", CELLS)
def test_what_is_wrong_is_named_by_its_cell(row: BudgetRequest, case: str):
    sheet, name, value, said = CELLS[case]
    sheets = form(row)
    at = (1, 9) if case == "a note beside the answers" else place(row, sheet, name)
    sheets[sheet][at] = value
    found = read(row, broken.file_of(sheets))
    where = (at[0], at[1] + ASKED_BESIDE.get(case, 0))
    assert [(fault.sheet, fault.cell) for fault in found.faults] == [(sheet, address(where))], found.faults
    assert said in found.faults[0].text


def test_all_of_it_is_said_at_once(row: BudgetRequest):
    sheets, places = form(row), {}
    for sheet, name, value, _said in list(CELLS.values())[:20]:
        if "+" not in name:
            places[sheet, place(row, sheet, name)] = value
    for (sheet, at), value in places.items():
        sheets[sheet][at] = value
    told = {(fault.sheet, fault.cell) for fault in read(row, broken.file_of(sheets)).faults}
    assert told >= {(sheet, address(at)) for sheet, at in places} and len(told) >= 8


def _without(name: str):
    return lambda sheets: sheets.pop(name)


def _renamed(sheets: broken.Sheets) -> None:
    sheets["งบ"] = sheets.pop(LINES)


def _moved(sheets: broken.Sheets) -> None:
    """A column was put in before the names."""
    sheets[LINES] = {(row, column + (column > 1)): value for (row, column), value in sheets[LINES].items()}


def _pushed(sheets: broken.Sheets) -> None:
    """A row was put in above the third answer."""
    sheets[A] = {(row + (row > 6), column): value for (row, column), value in sheets[A].items()}


def _too_many(sheets: broken.Sheets) -> None:
    sheets[AIMS] |= {(plan.FIRST_ROW + n, 2): f"ข้อ {n}" for n in range(301)}


SHEETS: dict[str, tuple[Any, str, str]] = {
    "a sheet that is gone": (_without(LINES), LINES, ""),
    "the answers gone": (_without(A), A, ""),
    "a sheet by another name": (_renamed, LINES, ""),
    "a sheet of one's own": (lambda sheets: sheets.update(บันทึก={(2, 2): "จดไว้"}), "บันทึก", "B2"),
    "a column that was put in": (_moved, LINES, "B4"),
    "a row that was put in": (_pushed, A, "B7"),
    "301 aims": (_too_many, AIMS, "B305"),
    "a note beside the lines": (lambda sheets: sheets[LINES].update({(6, 40): "?"}), LINES, "AN6"),
}


@pytest.mark.parametrize("case", SHEETS)
def test_a_sheet_that_is_not_as_it_was_is_named(row: BudgetRequest, case: str):
    spoil, sheet, cell = SHEETS[case]
    sheets = form(row)
    spoil(sheets)
    assert (sheet, cell) in [(fault.sheet, fault.cell) for fault in read(row, broken.file_of(sheets)).faults]


@pytest.mark.parametrize("ref", ["C5:C7", "A1:XFD1048576", "C5:D5"])
def test_merged_cells_are_named_by_their_range(row: BudgetRequest, ref: str):
    (fault, *_more) = read(row, broken.file_of(form(row), merged={A: ref})).faults
    assert fault.sheet == A and fault.cell == "C5" and ref in fault.text


def _stamped(row: BudgetRequest, **changes: int) -> bytes:
    sheets = form(row)
    told = dict(stamp.stamp_of(row).rows()) | changes
    sheets[stamp.SHEET] = {(n, c): pair[c - 1] for n, pair in enumerate(told.items(), 1) for c in (1, 2)}
    return broken.file_of(sheets)


def _plain(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
FILES: dict[str, tuple[Any, str]] = {
    "old Excel": (lambda row: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook" * 99, "xls"),
    "a password": (
        lambda row: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
    ),
    "a CSV": (lambda row: "ชื่อโครงการ,จำนวน\nก,1\n".encode(), "csv"),
    "a page": (lambda row: b"<html><table><tr><td>1</td></tr></table></html>", "csv"),
    "a PDF": (lambda row: factories.PDF, "no_workbook"),
    "a photo": (lambda row: b"\xff\xd8\xff\xe0\0\0", "no_workbook"),
    "a letter": (lambda row: _plain(word__document_xml=b"<w/>"), "no_workbook"),
    "a workbook of LibreOffice": (
        lambda row: _plain(mimetype=b"application/vnd.oasis", content_xml=b"<o/>"),
        "no_workbook",
    ),
    "a binary workbook": (lambda row: _plain(**{"xl__workbook.bin": b"\x83"}), "xls"),
    "macros": (lambda row: broken.file_of(form(row), parts={"xl/vbaProject.bin": b"\xd0\xcf"}), "macros"),
    "a bomb": (lambda row: broken.lying(broken.file_of(form(row))), "bomb"),
    "a thousand parts": (
        lambda row: broken.file_of(form(row), parts={f"xl/media/{n}.bin": b"" for n in range(400)}),
        "bomb",
    ),
    "entities": (lambda row: broken.file_of(form(row), parts={"xl/sharedStrings.xml": DOCTYPE}), "damaged"),
    "half a file": (lambda row: broken.cut(broken.file_of(form(row))), "damaged"),
    "XML that ends too soon": (lambda row: broken.file_of(form(row), parts={"xl/worksheets/s1.xml": b"<w"}), "damaged"),
    "no book in it": (lambda row: broken.file_of(form(row), parts={"xl/workbook.xml": b"<x/>"}), "no_form"),
    "somebody's own workbook": (lambda row: broken.file_of({"Sheet1": {(1, 1): "งบ", (1, 2): 5}}), "no_form"),
    "another request's": (lambda row: _stamped(row, request=row.pk + 1), "another_request"),
    "last year's": (lambda row: _stamped(row, request=row.pk + 1, fiscal_year=2568), "another_year"),
    "an older form": (lambda row: _stamped(row, form=0), "older_form"),
    "a stamp that was written over": (lambda row: _stamped(row, pairs=10**9), "no_form"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_no_form_is_told_what_it_is(row: BudgetRequest, case: str):
    make, code = FILES[case]
    with pytest.raises(ValidationError) as refused:
        read(row, make(row))
    assert refused.value.code == code


def test_the_corpus_is_large_enough():
    assert len(CELLS) + len(SHEETS) + len(FILES) >= 90


GOOD = {
    "Thai digits": ("resolution_on", "๒๐/๑๒/๒๕๖๘", "2025-12-20"),
    "the common era": ("resolution_on", "20/12/2025", "2025-12-20"),
    "a day of Excel's own": ("resolution_on", dated(46011), "2025-12-20"),
    "a day of Excel's own in the Buddhist era": ("resolution_on", dated(244338), "2025-12-20"),
    "a month by its name": ("resolution_on", "20 ธ.ค. 68", "2025-12-20"),
}


@pytest.mark.parametrize("case", GOOD)
def test_both_eras_are_read_as_the_day_that_is_meant(row: BudgetRequest, case: str):
    name, value, day = GOOD[case]
    sheets = form(row)
    sheets[A][place(row, A, name)] = value
    sheets[A][place(row, A, "resolution_attendance")] = "๓๒ คน"
    found = read(row, broken.file_of(sheets))
    assert found.faults == [] and found.parts["council"].fields[name].isoformat() == day
    assert found.parts["council"].fields["resolution_attendance"] == 32


def test_taken_away_and_brought_back_it_says_the_same(row: BudgetRequest):
    found = reading.read(opened(_drawn(row.pk, row.version)), row)
    fresh = factories.fresh(row)
    assert found.faults == [] and as_filled(fresh, found.parts) == papers.facts(fresh, revision=1)
    with pytest.raises(ValidationError) as refused:
        services.fill(row.pk, parts=found.parts, version=row.version, actor=factories.actor("somsri"))
    assert refused.value.code == "nothing_other"


def test_the_form_locks_what_it_reckons_and_offers_what_can_be_chosen(row: BudgetRequest):
    book = load_workbook(io.BytesIO(_drawn(row.pk, row.version)))
    lines = book[LINES]
    reckoned = lines.cell(plan.FIRST_ROW, lines.max_column)
    assert reckoned.value.startswith("=IF(") and reckoned.protection.locked and lines.protection.sheet
    assert not lines.cell(plan.FIRST_ROW, 2).protection.locked
    assert book[stamp.SHEET].sheet_state == "veryHidden" and book[drawing.CHOICES].sheet_state == "hidden"
    assert {rule.type for rule in lines.data_validations.dataValidation} >= {"list", "decimal", "textLength"}
    assert lines["B3"].value == f"=SUM({reckoned.column_letter}5:{reckoned.column_letter}304)"


def _sent(row: BudgetRequest, client: Any, data: bytes, **told: Any) -> Any:
    upload = SimpleUploadedFile("แบบ.xlsx", data)
    return client.post(f"/requests/{row.pk}/fill/", {"version": factories.fresh(row).version, "file": upload, **told})


def changed(row: BudgetRequest) -> bytes:
    sheets = form(row)
    sheets[A][place(row, A, "title")] = "แปรรูปกาแฟและชา"
    sheets[LINES][place(row, LINES, "rate", 2)] = 600
    return broken.file_of(sheets)


def test_a_correct_form_becomes_the_draft(row, somsri):
    answer = _sent(row, somsri, changed(row))
    fresh = factories.fresh(row)
    assert answer.status_code == 302 and fresh.title == "แปรรูปกาแฟและชา" and fresh.version == row.version + 1
    assert fresh.amount == fresh.written_amount() == 92_500_00


def test_nothing_of_a_wrong_form_is_kept(row, somsri):
    sheets = form(row)
    sheets[A][place(row, A, "title")] = "ชื่อใหม่"
    sheets[LINES][at := place(row, LINES, "rate")] = "แปดสิบ"
    answer = _sent(row, somsri, broken.file_of(sheets))
    assert answer.status_code == 422 and address(at) in text_of(answer) and LINES in text_of(answer)
    assert factories.fresh(row).title == row.title and factories.fresh(row).version == row.version


def test_an_older_form_shows_what_is_other_and_is_kept_when_it_is_wanted(row, somsri):
    data = changed(row)
    services.write(
        row.pk, "results", fields={"outputs": "ชาแห้ง"}, version=row.version, actor=factories.actor("boonmee")
    )
    answer = _sent(row, somsri, data)
    assert answer.status_code == 409 and "ชาแห้ง" in text_of(answer) and "และชา" in text_of(answer)
    assert factories.fresh(row).title == row.title
    assert _sent(row, somsri, data, over="on").status_code == 302
    assert factories.fresh(row).title == "แปรรูปกาแฟและชา" and factories.fresh(row).outputs != "ชาแห้ง"


def test_the_form_is_taken_away_under_its_name(row, somsri):
    answer = somsri.get(f"/requests/{row.pk}/form.xlsx")
    assert answer.status_code == 200 and answer.content[:2] == b"PK" and "xlsx" in answer.headers["Content-Disposition"]
    assert isinstance(Raw("x").xml, str)
