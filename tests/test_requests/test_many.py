"""Many requests in one workbook: all of them begun for their councils, or every fault by its cell; run again, none twice."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from audit.models import Event
from documents import workbooks
from documents.workbooks import address
from jobs import running
from programmes.models import Call
from requests import papers, services
from requests.models import Activity, Batch, BudgetLine, BudgetRequest, MoneyPart, Objective
from requests.workbook import drawing_many, many, plan
from tests import factories
from tests.reader import text_of
from tests.test_requests import broken_forms as broken

COUNCILS = ("สภาองค์กรชุมชนตำบลเวียง",)
LINES, PARTS, AIMS, ACTS = (plan.NAMES[model] for model in (BudgetLine, MoneyPart, Objective, Activity))


@cache
def _blank(call: int) -> workbooks.Book:
    return workbooks.read(drawing_many.drawn(Call.objects.get(pk=call), COUNCILS))


def filled(count: int, *, call: Call | None = None) -> broken.Sheets:
    """A workbook of so many requests, each with an aim, an activity, two lines and two sources."""
    row = call or Call.objects.get(province="57")
    sheets, planned = broken.sheets_of(_blank(row.pk)), plan.plan_of(many.template(row))
    columns = many.columns_of(planned)
    tables = {table.name: {box.name: n for n, box, _w in reversed(list(table.columns()))} for table in planned.tables}
    says = {"title": "ซ่อมฝายที่ {n}", "starts_on": "1/3/2569", "ends_on": "31/8/2569", "contact_phone": "053-000001"}
    for n in range(1, count + 1):
        at = plan.FIRST_ROW + n - 1
        told = {(at, 1): n, (at, 2): COUNCILS[0], **{(at, columns[k]): v.format(n=n) for k, v in says.items()}}
        sheets[many.SHEET] |= told
        _put(sheets, tables, AIMS, n, text="ให้มีน้ำ")
        _put(sheets, tables, ACTS, n, name="ลงแรง", starts_on="1/4/2569", ends_on="2/4/2569")
        for price in (80, 1_000):
            _put(sheets, tables, LINES, n, description="ค่าปูน", factors=10, rate=price, category="ค่าวัสดุ", activity=1)
        _put(sheets, tables, PARTS, n, kind="ขอจากผู้ให้ทุน", funder="พอช.", amount=10_000)
        _put(sheets, tables, PARTS, n, kind="เงินของตนเอง", name="กลุ่ม", amount=800)
    return sheets


def _put(sheets: broken.Sheets, tables: dict[str, dict[str, int]], sheet: str, number: int, **values: Any) -> None:
    cells, columns = sheets[sheet], tables[sheet]
    at = max(plan.FIRST_ROW - 1, *(row for row, _column in cells)) + 1
    cells |= {(at, 1): number, **{(at, columns[name]): value for name, value in values.items()}}


def brought(data: bytes) -> Batch:
    call = Call.objects.get(province="57")
    row = services.bring_many(call.pk, data=data, actor=factories.actor("secretariat"))
    with translation.override("th"):
        return services.read_batch(row.pk)


def test_all_are_begun_for_their_councils_and_on_record(db, at_work):
    batch = brought(broken.file_of(filled(3)))
    made = BudgetRequest.objects.filter(brought__batch=batch).order_by("brought__number")
    assert [row.title for row in made] == ["ซ่อมฝายที่ 1", "ซ่อมฝายที่ 2", "ซ่อมฝายที่ 3"] and batch.total == 3
    first = papers.facts(made[0], revision=1)
    assert first["total"] == made[0].amount == 10_800_00 and first["lines"][0]["activity"] == "ลงแรง"
    assert [source["amount"] for source in first["sources"]] == [10_000_00, 800_00] and batch.content is None
    assert made[0].filed_by.organisation.kind == "secretariat" and made[0].organisation.name_th == COUNCILS[0]
    events = Event.objects.filter(tree="57", subject=made[0].subject).order_by("seq")
    assert [event.event for event in events] == ["request.begun", "request.filled"]


def test_a_job_that_is_run_again_begins_none_twice(db, at_work, monkeypatch):
    row = services.bring_many(
        Call.objects.get(province="57").pk, data=broken.file_of(filled(30)), actor=factories.actor("secretariat")
    )

    def stopped(done: int, total: int) -> None:
        if done > 30:
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        services.read_batch(row.pk, step=stopped)
    assert row.brought.count() == 25
    assert services.read_batch(row.pk).total == 30 and row.brought.count() == 30
    assert services.read_batch(row.pk).total == 30


WRONG: dict[str, tuple[str, tuple[int, int], Any, str]] = {
    "no such council": (many.SHEET, (6, 2), "สภาที่ไม่มี", "B6"),
    "a number twice": (many.SHEET, (6, 1), 1, "A6"),
    "no number": (many.SHEET, (5, 1), "หนึ่ง", "A5"),
    "no name": (many.SHEET, (5, 3), "", "C5"),
    "a formula": (many.SHEET, (5, 3), broken.formula("1+1"), "C5"),
    "a row of nobody": (LINES, (5, 1), 77, "A5"),
    "a row without a number": (AIMS, (5, 1), "", "A5"),
    "a price in words": (LINES, (6, 11), "แปดสิบ", "K6"),
    "an activity that there is not": (LINES, (5, 13), 9, "M5"),
    "nothing asked": (PARTS, (5, 5), 0, "E5"),
    "another heading": (LINES, (4, 11), "ราคา", "K4"),
}


@pytest.mark.parametrize("case", WRONG)
def test_each_fault_is_named_by_its_cell_and_nothing_is_begun(db, at_work, case):
    sheet, place, value, cell = WRONG[case]
    sheets = filled(2)
    sheets[sheet][place] = value
    batch = brought(broken.file_of(sheets))
    assert [sheet, cell] in [fault[:2] for fault in batch.faults], batch.faults
    assert not batch.brought.exists() and address(place) == cell


@pytest.mark.parametrize(("data", "said"), [(b"1,2", "CSV"), (broken.file_of({"x": {(1, 1): 1}}), "แผ่นงานที่ซ่อนไว้")])
def test_what_is_no_workbook_of_many_is_told_so(db, at_work, data, said):
    batch = brought(data)
    assert len(batch.faults) == 1 and said in batch.faults[0][2] and batch.is_done


def test_nobody_but_the_secretariat_brings_many(db, at_work):
    with pytest.raises(PermissionDenied):
        services.bring_many(Call.objects.get(province="57").pk, data=b"x", actor=factories.actor("somsri"))


def test_it_is_brought_in_at_a_page_and_read_by_a_job(db, at_work, client, settings):
    settings.REQUIRE_MFA = False
    client.force_login(factories.actor("secretariat").person)
    call = Call.objects.get(province="57")
    assert client.get(f"/requests/many/{call.pk}/form.xlsx").content[:2] == b"PK"
    upload = SimpleUploadedFile("many.xlsx", broken.file_of(filled(2)))
    answer = client.post("/requests/many/", {"call": call.pk, "file": upload})
    assert answer.status_code == 302 and "กำลังอ่านไฟล์" in text_of(client.get(answer.url))
    assert running.run(Batch.objects.get().job_id)
    page = text_of(client.get(answer.url))
    assert "สร้างคำขอแล้ว 2 เรื่อง" in page and "ซ่อมฝายที่ 2" in page
