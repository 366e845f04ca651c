"""Cost norms: dated, the nearest first, never blocking; set, brought in and compared by the secretariat, frozen when sent."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook

from audit.errors import Conflict
from documents import paper
from documents.models import Document
from jobs import clock
from programmes import services
from programmes.models import Call, CostNorm
from programmes.norms import norms_on, over_any, sets_on
from programmes.reports import history_of, norms_changed
from requests import completeness
from requests import services as requests
from requests.models import BudgetRequest
from tests import factories
from tests.reader import text_of

MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)


class Line:
    def __init__(self, description: str, rate: int | None) -> None:
        self.description, self.rate = description, rate


def caps(day: date, **told: Any) -> list[int | None]:
    found = over_any([Line("เต็นท์ใหญ่", 900_00)], sets_on(day, "57", **told))
    return [norm.cap for _line, norm in found]


def test_a_new_figure_ends_the_one_before_and_both_stay_readable(db, at_work):
    old = factories.norm()
    new = factories.norm(cap=700_00, valid_from=MAY)
    old.refresh_from_db()
    assert (old.valid_to, new.valid_to) == (date(2026, 4, 30), None)
    assert (caps(MARCH), caps(MAY)) == ([500_00], [700_00])
    assert [row.pk for row in history_of(new)] == [new.pk, old.pk]
    (change,) = norms_changed("57", MARCH, MAY)
    assert change.before and change.after and (change.before.cap, change.after.cap) == (500_00, 700_00)


@pytest.mark.parametrize("day", [date(2025, 10, 1), date(2025, 9, 1)])
def test_a_norm_is_not_put_before_one_that_holds(db, at_work, day):
    factories.norm()
    with pytest.raises(ValidationError) as refused:
        factories.norm(cap=1, valid_from=day)
    assert "valid_from" in refused.value.error_dict and CostNorm.objects.filter(code="TENT").count() == 1


def test_a_norm_that_waits_is_not_gone_over_and_says_so(db, at_work, client):
    row = factories.norm(cap=None)
    assert caps(MARCH) == [] and row.waits and row.status == "needs_confirmation"
    client.force_login(factories.actor("somsri").person)
    assert "ยังไม่รู้อัตรา" in text_of(client.get("/norms/")) and "ยังไม่รู้อัตรา" in text_of(client.get(f"/norms/{row.pk}/"))


def test_a_funder_and_a_call_have_their_own_norms(db, at_work):
    factories.norm()
    codi, call = factories.agency("พอช."), Call.objects.get(province="57")
    factories.norm(cap=300_00, funder_id=codi.pk)
    assert (caps(MARCH), caps(MARCH, funders=[codi.pk])) == ([500_00], [300_00])
    factories.norm(cap=600_00, call_id=call.pk)
    assert (caps(MARCH, call=call.pk), caps(MARCH)) == ([600_00], [500_00])


def test_the_provinces_own_stands_before_the_common_one(db, at_work):
    assert norms_on(MARCH, "57")["COMMUNITY_LUNCH"].cap == 80_00
    factories.norm("COMMUNITY_LUNCH", cap=100_00, words="")
    assert norms_on(MARCH, "57")["COMMUNITY_LUNCH"].cap == 100_00
    assert (
        norms_on(date(2025, 9, 1), "57")["COMMUNITY_LUNCH"].cap == norms_on(MARCH, "10")["COMMUNITY_LUNCH"].cap == 80_00
    )


def test_a_norm_ends_once_and_not_before_it_begins(db, at_work):
    row, who = factories.norm(), factories.actor("secretariat")
    with pytest.raises(ValidationError):
        services.end_norm(row.pk, valid_to=date(2025, 1, 1), actor=who)
    services.end_norm(row.pk, valid_to=MARCH, actor=who)
    assert caps(MARCH) == [500_00] and caps(MAY) == []
    with pytest.raises(Conflict):
        services.end_norm(row.pk, valid_to=MAY, actor=who)


def test_what_is_common_is_nobodys_to_end(db, at_work):
    common = CostNorm.objects.filter(province=None, cap__isnull=False).first()
    with pytest.raises(PermissionDenied):
        services.end_norm(common.pk, valid_to=MARCH, actor=factories.actor("secretariat"))


def _over(row: BudgetRequest, reason: str = "") -> BudgetRequest:
    line = factories.line(rate=100_00, factors=[{"quantity": "400", "unit": "คน"}], over_norm_reason=reason)
    lines = [line, *factories.LINES[1:]]
    return requests.write(row.pk, "budget", fields={}, rows=lines, version=row.version, actor=factories.actor("somsri"))


def test_over_a_norm_the_reason_is_asked_beside_both_figures(db, at_work):
    row = _over(factories.draft())
    with translation.override("th"):
        (gap,) = completeness.gaps(row)
    assert gap.section == "budget" and "100 เกินเกณฑ์ 80 บาท" in gap.text and "แนวปฏิบัติโครงการชุมชน" in gap.text


def test_a_norm_is_frozen_when_it_is_sent_and_printed_with_its_rule(db, at_work):
    row = _over(factories.draft(), reason="พื้นที่ห่างไกล")
    row = requests.submit(row.pk, version=row.version, actor=factories.actor("somsri"))
    factories.norm("COMMUNITY_LUNCH", cap=120_00, words="", valid_from=clock.today())
    told = row.revisions.get()
    first, *rest = told.content["lines"]
    assert first["norm"]["cap"] == 80_00 and not [line for line in rest if "norm" in line] and told.content_version == 2
    document = Document.objects.get(subject=row.subject, kind="proposal")
    assert "100 เกินเกณฑ์ 80 บาท" in " ".join(paper.html_of(document).split())


HEAD = "รหัส,รายการ,ไม่เกิน (บาท),หน่วย,ระเบียบ,เริ่มใช้,คำในรายการงบประมาณ,เฉพาะผู้ให้ทุน\n"
GOOD = "TENT,ค่าเช่าเต็นท์,500,หลัง/วัน,ประกาศ 1/2569,1/10/2568,เต็นท์,พอช.\nWAIT,อัตราใหม่,,คน/วัน,ว 246,31/10/2568,,\n"


@pytest.fixture
def secretary(db, at_work, client, settings):
    settings.REQUIRE_MFA = False
    client.force_login(factories.actor("secretariat").person)
    return lambda data, name="norms.csv": client.post("/norms/import/", {"file": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp874"])
def test_a_list_is_brought_in_whole_and_once(secretary, coding):
    assert secretary((HEAD + GOOD).encode(coding)).status_code == 302
    tent, wait = CostNorm.objects.filter(province="57").order_by("code")
    assert (tent.cap, str(tent.funder), tent.valid_from) == (500_00, "พอช.", date(2025, 10, 1)) and wait.waits
    again = secretary((HEAD + GOOD).encode())
    assert again.status_code == 422 and "ใช้อยู่แล้ว" in text_of(again)


def test_an_excel_list_is_read_as_well(secretary):
    book, out = Workbook(), io.BytesIO()
    for line in (HEAD + GOOD).splitlines():
        book.active.append(line.split(","))
    book.active["F2"] = date(2025, 10, 1)
    book.active["C2"] = 500
    book.save(out)
    assert secretary(out.getvalue(), "norms.xlsx").status_code == 302
    assert CostNorm.objects.get(province="57", code="TENT").cap == 500_00


WRONG = {
    "C2": GOOD.replace("500", "ห้าร้อย"),
    "F2": GOOD.replace("1/10/2568", "ตุลาคม"),
    "H2": GOOD.replace("พอช.", "ธนาคารโลก"),
    "B3": GOOD.replace("อัตราใหม่", ""),
    "A3": GOOD.replace("WAIT", "อาหาร"),
    "C3": GOOD.replace("อัตราใหม่,,", "อัตราใหม่,-5,"),
}


@pytest.mark.parametrize("cell", WRONG)
def test_each_fault_of_a_list_is_named_by_its_cell_and_nothing_is_entered(secretary, cell):
    answer = secretary((HEAD + WRONG[cell]).encode())
    assert answer.status_code == 422 and cell in text_of(answer) and not CostNorm.objects.filter(province="57").exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"a,b\n1,2\n", "หัวตาราง"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "CSV"), (HEAD.encode(), "1 ถึง")],
)
def test_what_is_no_list_is_told_so(secretary, data, said):
    answer = secretary(data)
    assert answer.status_code == 422 and said in text_of(answer)


def test_the_list_that_is_taken_away_can_be_brought_back(secretary, client):
    secretary((HEAD + GOOD).encode())
    told = b"".join(client.get("/norms/list.csv").streaming_content)
    assert "ค่าเช่าเต็นท์" in told.decode() and "1/10/2568" in told.decode()
    assert client.get("/norms/?on=1/1/2569&against=1/1/2568").status_code == 200
