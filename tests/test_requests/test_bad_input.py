"""What a council may mistype: each gets a plain Thai word, keeps what was typed, and changes nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from requests import services
from requests.models import Activity, BudgetLine, MoneyPart, Revision
from tests import factories
from tests.factories import PDF
from tests.reader import text_of
from tests.test_requests.conftest import rows

LINE = {"category": "operating", "description": "ค่าอาหารว่าง", "factors": "50 คน × 2 มื้อ", "rate": "80"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rate": "-5"}, "ติดลบไม่ได้"),
        ({"rate": "0.005"}, "ทศนิยม"),
        ({"rate": "0.01", "factors": "1.5 ชั่วโมง"}, "มีเศษสตางค์"),
        ({"rate": "999999999999999"}, "มากเกินไป"),
        ({"rate": "5000000000", "factors": "9000000 คน × 9000000 มื้อ"}, "มากกว่าศูนย์"),
        ({"rate": "แปดสิบ"}, "ตัวเลข"),
        ({"rate": "0"}, "มากกว่าศูนย์"),
        ({"factors": "หลายคน"}, "ไม่ใช่จำนวน"),
        ({"factors": "-3 คน"}, "ไม่ใช่จำนวน"),
        ({"rate": "", "amount": ""}, "ราคา"),
    ],
)
def test_an_amount_that_cannot_be_is_refused_beside_it(draft, write, typed, said):
    before = list(BudgetLine.objects.filter(budget_request=draft).values())
    answer = write("budget", rows({**LINE, **typed}))
    assert answer.status_code == 422 and said in text_of(answer)
    assert all(str(value) in answer.content.decode() for value in {**LINE, **typed}.values())
    assert list(BudgetLine.objects.filter(budget_request=draft).values()) == before


def test_half_a_satang_is_fine_when_it_multiplies_to_whole_ones(draft, write):
    assert write("budget", rows({**LINE, "rate": "0.02", "factors": "1.5 ชั่วโมง"})).status_code == 302
    assert BudgetLine.objects.get(budget_request=draft).amount == 3


def test_one_wrong_row_leaves_the_others_unsaved(draft, write):
    answer = write("budget", rows(LINE, {**LINE, "rate": "0.01", "factors": "1.5 ชั่วโมง"}))
    assert "แถวที่ 2" in text_of(answer) and answer.status_code == 422
    assert BudgetLine.objects.filter(budget_request=draft).count() == 3


def test_an_activity_ends_after_it_starts(draft, write):
    row = {"name": "อบรม", "starts_on": "20/3/2569", "ends_on": "10/3/2569", "place": "ศาลา"}
    answer = write("activities", {"method": "อบรม", **rows(row)})
    assert answer.status_code == 422 and "สิ้นสุดอยู่ก่อน" in text_of(answer) and "10/3/2569" in answer.content.decode()
    assert Activity.objects.get(budget_request=draft).name == "อบรมแปรรูป"


@pytest.mark.parametrize("typed", ["31/2/2569", "เดือนหน้า", "2569", "0/0/0000", "1/1/99999"])
def test_a_day_that_does_not_exist_is_named(write, typed):
    answer = write("period", {"starts_on": typed, "ends_on": "31/8/2569"})
    assert answer.status_code == 422 and typed in answer.content.decode() and "วัน/เดือน/ปี" in text_of(answer)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (("1/3/2569", "31/12/2569"), "ปีงบประมาณ"),
        (("31/8/2569", "1/3/2569"), "สิ้นสุดอยู่ก่อน"),
        (("1/9/2568", "1/3/2569"), "ปีงบประมาณ"),
    ],
)
def test_a_period_outside_the_fiscal_year_is_kept_but_not_sent(draft, write, somsri, period, said):
    write("period", {"starts_on": period[0], "ends_on": period[1]})
    answer = somsri.post(f"/requests/{draft.pk}/submit/", {"version": factories.fresh(draft).version})
    assert answer.status_code == 422 and said in text_of(answer) and factories.fresh(draft).state == "draft"


def test_sources_that_do_not_come_to_the_total_are_told_with_the_gap(draft, write, somsri):
    part = MoneyPart.objects.filter(budget_request=draft, kind="funder").first()
    write("money", rows({"kind": "funder", "funder": part.funder_id, "amount": "99,000"}))
    answer = somsri.post(f"/requests/{draft.pk}/submit/", {"version": factories.fresh(draft).version})
    assert answer.status_code == 422 and "1,000.00" in text_of(answer) and not Revision.objects.exists()


FILES = {
    "11 MB": ("ใหญ่.pdf", PDF + b"0" * 11 * 1024 * 1024, "10 MB"),
    "mislabelled": ("รูป.pdf", b"\x89PNG\r\n\x1a\n....IEND", "ชื่อไฟล์"),
    "program": ("minutes.pdf", b"MZ\x90\x00", "PDF"),
    "page": ("x.pdf", b"<html><script>alert(1)</script>", "PDF"),
    "cut off": ("มติ.pdf", PDF[:20], "ไม่ครบ"),
    "empty": ("ว่าง.pdf", b"", "ว่าง"),
}


def test_a_far_too_large_file_is_refused_before_it_is_read(draft, somsri):
    """Above what the whole form may have; the page says how much a file may be, and that what was typed is still there."""
    upload = SimpleUploadedFile("ใหญ่.pdf", PDF + b"0" * 20 * 1024 * 1024)
    answer = somsri.post(f"/requests/{draft.pk}/attach/", {"version": draft.version, "title": "ชื่อที่พิมพ์", "file": upload})
    assert answer.status_code == 413 and "10 MB" in text_of(answer) and "ชื่อที่พิมพ์" in answer.content.decode()
    assert factories.fresh(draft).version == draft.version


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_not_what_it_says_is_not_kept(draft, somsri, case):
    name, data, said = FILES[case]
    answer = somsri.post(
        f"/requests/{draft.pk}/attach/",
        {"version": draft.version, "kind": "other", "title": "ชื่อเอกสาร", "file": SimpleUploadedFile(name, data)},
    )
    assert answer.status_code == 422 and said in text_of(answer) and "ชื่อเอกสาร" in answer.content.decode()
    assert draft.attachments.count() == 1 and factories.fresh(draft).version == draft.version


def test_markup_and_formulas_are_shown_as_they_were_typed(draft, write, somsri):
    evil = '<script>alert(1)</script>=HYPERLINK("http://x")'
    write("rationale", {"situation": evil, "figure": evil, "figure_source": evil})
    for place in (f"/requests/{draft.pk}/write/rationale/", f"/requests/{draft.pk}/", f"/requests/{draft.pk}/submit/"):
        page = somsri.get(place)
        assert b"<script>alert" not in page.content and "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert factories.fresh(draft).situation == evil


def test_a_stale_page_says_so_and_keeps_what_was_typed(draft, somsri):
    services.write(
        draft.pk,
        "results",
        fields={"outputs": "ก", "outcomes": "ข"},
        version=draft.version,
        actor=factories.actor("boonmee"),
    )
    url, data = f"/requests/{draft.pk}/write/rationale/", {"situation": "พิมพ์ไว้นาน", "version": draft.version}
    answer = somsri.post(url, data)
    assert answer.status_code == 409 and "พิมพ์ไว้นาน" in text_of(answer) and "แก้ไข" in text_of(answer)
    assert factories.fresh(draft).situation != "พิมพ์ไว้นาน"
    renewed = {**data, "version": factories.fresh(draft).version}
    assert f'value="{renewed["version"]}"' in answer.content.decode()
    assert somsri.post(url, renewed).status_code == 302


def test_two_clicks_send_once(draft, somsri):
    url, data = f"/requests/{draft.pk}/submit/", {"version": draft.version}
    assert somsri.post(url, data).status_code == 302
    again = somsri.post(url, data)
    assert again.status_code == 409 and factories.fresh(draft).revisions.count() == 1
    assert factories.fresh(draft).receipt_number == "57/2569/0001"


@pytest.mark.parametrize("who", ["other", "stranger", "amphoe_sec", "codi", "treasurer", "secretariat"])
def test_somebody_elses_draft_is_not_there(client, draft, who, settings):
    settings.REQUIRE_MFA = False
    client.force_login(factories.actor(who).person)
    for verb in ("write/title", "submit", "withdraw", "attach"):
        assert client.post(f"/requests/{draft.pk}/{verb}/", {"version": draft.version}).status_code == 404


ADDRESSES = [
    "/requests/?q=%00",
    "/requests/?q=%25_&page=-1",
    "/requests/?state=xx&page=9",
    "/check/?code=%00",
    "/join/?code=%00",
    "/check/%00/",
    "/requests/99999999999999999999/",
    "/meetings/?page=x",
    "/provinces/99/",
    "/public/requests/0/",
]


@pytest.mark.parametrize("place", ADDRESSES)
def test_nothing_in_an_address_breaks_a_page(somsri, at_work, place):
    assert somsri.get(place).status_code in (200, 302, 404, 422)
