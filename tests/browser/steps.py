"""The steps of the journey, each as its person does it."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

from jobs import clock
from places.calendar import fiscal_year, fiscal_year_bounds
from tests.browser.conftest import Moved
from tests.browser.walker import Walker
from tests.factories import PDF, one_of_its_own

TITLE = "แปรรูปกาแฟบ้านดอยฮาง"
REASONS = {"facts": "ราคาวัสดุต่ำลง", "criterion": "เกณฑ์ของกองทุน", "consideration": "ควรปรับให้ตรงราคา"}


def thai(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"


def _period() -> tuple[date, date]:
    last = fiscal_year_bounds(fiscal_year(clock.today()))[1]
    return clock.today(), last


def write_and_send(walker: Walker, tmp_path: Path) -> str:
    walker.become("somsri").open("/desk/").press("เขียนคำขอใหม่").press("เริ่ม")
    starts, ends = _period()
    for answers in _answers(starts, ends):
        walker.unfold().fill(**answers).press("บันทึกแล้วไปต่อ")
    paper = tmp_path / "มติสภา.pdf"
    paper.write_bytes(PDF)
    walker.fill(kind="minutes", file=str(paper)).press("แนบแล้วไปต่อ").press("ส่งคำขอ")
    match = re.search(r"57/\d{4}/\d{4}", walker.text())
    assert match, walker.text()
    return match[0]


def _answers(starts: date, ends: date) -> list[dict[str, object]]:
    return [
        {"title": TITLE, "dimension": {"label": "อาชีพและรายได้"}, "outside_plan_reason": "แผนอยู่ระหว่างทบทวน"},
        {"situation": "ขายกาแฟผลสดราคาต่ำ", "figure": "กิโลกรัมละ 25 บาท", "figure_source": "สำรวจ ม.ค."},
        {
            "outputs": "กาแฟคั่ว",
            "outcomes": "รายได้เพิ่ม",
            "row__0__text": "เพิ่มรายได้จากการแปรรูป",
            "row__0__measure": "รายได้ต่อครัวเรือน",
            "row__0__baseline": "4000",
            "row__0__target": "6000",
            "row__0__unit": "บาท",
        },
        {
            "starts_on": thai(starts),
            "ends_on": thai(ends),
            "method": "อบรมและลงมือทำ",
            "row__0__name": "อบรม",
            "row__0__starts_on": thai(starts),
            "row__0__ends_on": thai(starts + timedelta(days=5)),
        },
        {
            "row__0__description": "ค่าอาหารกลางวัน",
            "row__0__factors": "50 คน × 10 มื้อ",
            "row__0__rate": "80",
            "row__1__description": "ค่าวัสดุ",
            "row__1__category": "materials",
            "row__1__amount": "60,000.00",
            "money__0__amount": "60000",
            "money__1__amount": "25000",
            "money__2__amount": "15000",
        },
        {"villages": "บ้านดอยฮาง", "row__0__name": "ผู้ปลูกกาแฟ", "row__0__direct": "50"},
        {"follow_up_method": "สัมภาษณ์", "follow_up_who": "สภาฯ", "follow_up_when": "ทุกเดือน"},
        {
            "groups": "กลุ่มกาแฟบ้านดอยฮาง",
            "resolution_number": "3/2569",
            "resolution_on": thai(starts - timedelta(days=9)),
            "resolution_attendance": "32",
            "recipient_kind": "account",
            "recipient_name": "กลุ่มกาแฟบ้านดอยฮาง",
        },
        {
            "contact_name": "สมศรี ใจดี",
            "contact_phone": "053-000001",
            "second_name": "บุญมี คำแสน",
            "second_phone": "053-000002",
            "proposer_name": "สมศรี ใจดี",
            "proposer_position": "เลขานุการ",
        },
    ]


def admit(walker: Walker, number: str) -> None:
    walker.become("amphoe_sec").open("/desk/").follow("ตรวจความครบถ้วน").press("ตรวจความครบถ้วน").press("ครบถ้วนแล้ว")
    assert number in walker.text()


def _meeting(walker: Walker, site: Moved) -> None:
    """Urgent and in two minutes, and then it is the hour: no meeting opens before."""
    begins = clock.now().astimezone(clock.BANGKOK).replace(second=0, microsecond=0) + timedelta(minutes=2)
    walker.open("/meetings/").press("เตรียมการประชุม")
    day, at = thai(begins.date()), f"{begins:%H:%M}"
    walker.fill(day=day, at=at, place="ศาลากลาง", is_urgent=True, urgent_reason="ฤดูเก็บเกี่ยวเริ่มแล้ว")
    walker.press("เตรียมการประชุม").press("ใส่ในวาระนี้").press("ส่งหนังสือเชิญ").press("เปิดประชุม")
    site.stand_at(begins)
    walker.press("เปิดประชุม").follow(TITLE)


def amphoe_endorses(walker: Walker, site: Moved) -> None:
    walker.become("amphoe_sec")
    _meeting(walker, site)
    walker.fill(outcome="reduce", line_1="40000", line_2="58000").press("เปิดให้ลงคะแนน")
    item = walker.page.url
    for member in ("amphoe_chair", "amphoe_m1"):
        walker.become(member).open(item).fill(choice="for").press("ลงคะแนน")
    walker.become("amphoe_sec").open(item).fill(how="count", **REASONS).press("บันทึกมติ")
    assert "มติ" in walker.text()
    _close_meeting(walker, "amphoe_chair")


def _close_meeting(walker: Walker, presided: str) -> None:
    """The secretary closes it; who presided confirms all of it in one press, from an account of their own."""
    walker.page.locator("nav.crumbs a").last.click()
    walker.press("ปิดประชุม").press("ปิดประชุม")
    walker.become(presided).open("/desk/").follow("ยืนยันมติของที่ประชุม").press("ใช่ เป็นไปตามนี้")


def board_endorses_and_grants(walker: Walker, site: Moved) -> None:
    walker.become("board_sec")
    _meeting(walker, site)
    walker.fill(outcome="endorse", source={"label": "ทุนประเดิม"}, grant_1="30000", grant_2="28000")
    walker.press("เปิดให้ลงคะแนน").fill(how="unopposed").press("บันทึกมติ")
    _close_meeting(walker, "board_chair")


def agencies_answer(walker: Walker) -> None:
    walker.become("codi").open("/desk/").follow("ตอบคำขอ").press("รับเรื่องแล้ว")
    walker.fill(channel="direct", line_2="25000").press("เสนอสนับสนุน")
    walker.become("thpf").open("/desk/").follow("ตอบคำขอ")
    walker.fill(channel="direct", line_1="10000", line_2="5000").press("เสนอสนับสนุน")


def council_accepts(walker: Walker) -> None:
    walker.become("somsri").open("/desk/").follow("ดูคำตอบ")
    here = walker.page.url
    for funder in ("กองทุนกลาง", "พอช.", "สสส."):
        walker.open(here).follow(funder).press("รับข้อเสนอ")


def everybody_signs(walker: Walker) -> None:
    walker.become("somsri").open("/requests/").follow(TITLE)
    here = walker.page.url
    walker.become("board_sec").open(here).press("จัดทำบันทึกข้อตกลง")
    names = {"boonmee": "บุญมี คำแสน", "board_chair": "วีระ เจริญผล", "codi": "ชลธิชา วัฒนา", "thpf": "ภาณุ เลิศวิทย์"}
    for username, name in names.items():
        walker.become(username).open("/desk/").follow("ลงนาม").wait_for("[name=typed_name]")
        walker.fill(typed_name=name).press("ลงนาม")


def _instalment(walker: Walker, username: str, funder: str) -> None:
    walker.become(username).open("/requests/").follow(TITLE).follow(f"{funder}, งวดที่ 1")


FUND = "กองทุนกลางจังหวัดเชียงราย"


def fund_pays(walker: Walker, tmp_path: Path) -> None:
    _instalment(walker, "somsri", FUND)
    walker.press("ขอเบิกงวดนี้")
    _instalment(walker, "treasurer", FUND)
    walker.press("ครบถ้วน").press("ทำใบสำคัญ")
    walker.become("approver").open("/desk/").follow("อนุมัติจ่าย").press("อนุมัติจ่าย")
    walker.become("cashier").open("/desk/").follow("จ่ายเงิน").press("จ่ายเงิน")
    receipt = tmp_path / "ใบสำคัญรับเงิน.pdf"
    receipt.write_bytes(one_of_its_own())
    walker.fill(evidence="payee_receipt", evidence_reference="1/2569", file=str(receipt)).press("จ่ายเงิน")


def agencies_pay(walker: Walker, tmp_path: Path) -> None:
    for username, funder in (("codi", "พอช."), ("thpf", "สสส.")):
        _instalment(walker, "somsri", funder)
        walker.press("ขอเบิกงวดนี้")
        _instalment(walker, username, funder)
        transfer = tmp_path / f"{username}.pdf"
        transfer.write_bytes(one_of_its_own())
        walker.press("ครบถ้วน").fill(evidence="โอน 001", file=str(transfer)).press("จ่ายแล้ว")


def council_reports(walker: Walker) -> None:
    spent = {
        FUND: {"line_1": "15000", "line_2": "13000"},
        "พอช.": {"line_2": "12500"},
        "สสส.": {"line_1": "5000", "line_2": "2500"},
    }
    for funder, lines in spent.items():
        _instalment(walker, "somsri", funder)
        walker.fill(narrative="อบรมครบ 50 คน", is_final=True, **lines).press("ส่งรายงาน")


def reports_accepted_and_money_returned(walker: Walker, tmp_path: Path) -> None:
    for username, funder in (("treasurer", FUND), ("codi", "พอช."), ("thpf", "สสส.")):
        _instalment(walker, username, funder)
        walker.press("ตรวจรับรายงาน")
    walker.become("treasurer").open("/requests/").follow(TITLE).follow(FUND).press("บันทึกว่าได้รับเงินคืน")
    slip = tmp_path / "slip.pdf"
    slip.write_bytes(one_of_its_own())
    walker.fill(evidence="slip", evidence_reference="โอนคืน 1", file=str(slip)).press("บันทึกว่าได้รับเงินคืน")
    assert "1,000.00" in walker.text()


def closed(walker: Walker) -> None:
    walker.become("board_sec").open("/requests/").follow(TITLE).press("ปิดโครงการ")
    assert "ปิดแล้ว" in walker.text() or "ปิดโครงการ" in walker.text()


def auditor_verifies(walker: Walker, tmp_path: Path) -> None:
    walker.become("auditor").open("/audit/").press("จัดทำไฟล์บันทึก")
    ready = walker.page.locator("main a[download]")
    ready.wait_for()  # the page asks by itself
    with walker.page.expect_download() as download:
        ready.click()
    bundle = tmp_path / "bundle.zip"
    download.value.save_as(bundle)
    verify(bundle, tmp_path / "bundle")


def verify(bundle: Path, folder: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(folder)
    script = Path(__file__).resolve().parent.parent.parent / "verify_audit.py"
    done = subprocess.run([sys.executable, script, folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def public_reads(walker: Walker, number: str) -> None:
    walker.become("").open("/").follow("เชียงราย").follow(TITLE)
    assert number in walker.text()
    assert "053-1" not in walker.text() and "สมศรี" not in walker.text()
    walker.open("/check/")
    walker.fill(code="ZZZZZ-ZZZZZ-ZZZZZ")
    walker.page.locator("main form button").first.click()
    assert "ไม่รู้จัก" in walker.text() or "ไม่พบ" in walker.text()
