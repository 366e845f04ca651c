"""The nine questions on a telephone of 360 pixels: how many screens and touches a whole request takes, counted in the browser."""

from __future__ import annotations

import io
import json
import os
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from jobs import clock
from places.calendar import fiscal_year, fiscal_year_bounds
from tests.browser.thumb import Thumb
from tests.factories import PDF

PICTURES = os.environ.get("PICTURES")
# 79,400 baht as it stands in a notebook.
LINES = """1. ค่าอาหารกลางวัน 60 คน x 2 วัน x 80 บาท
2. ค่าอาหารว่าง 60 คน × 4 มื้อ × 35 บาท
3. ค่าวิทยากร 2 คน คนละ 3 ชม. ชั่วโมงละ 600 บาท
4. ค่าปูนซีเมนต์ 120 ถุง ถุงละ 150 บาท
5. ค่าหินและทราย เหมาจ่าย 12,000 บาท
6. ค่าเหล็กเส้น 80 เส้น x 145 บาท
7. กล้าไม้ ๔๐๐ ต้น ต้นละ ๑๕ บาท
8. ค่าเช่ารถ 2 คัน ๆ ละ 1,800 บาท จำนวน 2 วัน
9. ค่าน้ำมัน เหมาจ่าย 3,000 บาท"""


# How long the lines are together, and the page, in points.
LONG = "[document.querySelector('ol.lines').offsetHeight, document.documentElement.scrollHeight]"


def thai(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"


def picture(thumb: Thumb, name: str) -> None:
    if PICTURES:
        thumb.page.screenshot(path=Path(PICTURES) / f"nine-{name}-360.png", full_page=True)


def steps() -> dict[str, str]:
    first, last = clock.today(), fiscal_year_bounds(fiscal_year(clock.today()))[1]
    told = {"starts_on": thai(first), "ends_on": thai(last)}
    for n, name in enumerate(("เตรียมวัสดุ", "ลงแรงซ่อมฝาย", "ทำแนวกันไฟ")):
        begins = first + timedelta(days=7 * n)
        days = {"starts_on": thai(begins), "ends_on": thai(begins + timedelta(days=2))}
        told |= {f"row__{n}__{box}": words for box, words in {"name": name, **days}.items()}
    return told


def gains() -> dict[str, str]:
    goal = {"text": "มีน้ำทำนารอบสอง", "measure": "ครัวเรือนที่มีน้ำ", "baseline": "12", "target": "80"}
    told = {"outputs": "ฝายหนึ่งแห่ง", "outcomes": "ทำนาได้รอบสอง"}
    return told | {f"row__0__{name}": words for name, words in goal.items()}


def answers() -> dict[str, dict[str, str]]:
    resolved = thai(clock.today() - timedelta(days=9))
    resolution = {"resolution_number": "3/2569", "resolution_on": resolved, "resolution_attendance": "32"}
    return {
        "title": {"title": "ซ่อมฝายและแนวกันไฟ บ้านห้วยหมาก", "outside_plan_reason": "ฝายพังหลังทำแผนแล้ว"},
        "rationale": {"situation": "ฝายพัง นาไม่มีน้ำ", "figure": "120 ไร่", "figure_source": "สำรวจหมู่ 4"},
        "gains": gains(),
        "steps": steps(),
        "targets": {"row__0__name": "ชาวนาหมู่ 4", "row__0__direct": "240", "villages": "บ้านห้วยหมาก"},
        "follow_up": {"follow_up_method": "วัดน้ำ", "follow_up_who": "กลุ่มผู้ใช้น้ำ", "follow_up_when": "ทุกเดือน"},
        "backing": {**resolution, "recipient_name": "สภาองค์กรชุมชนตำบลเวียง"},
        "people": {"contact_phone": "081-234-5678", "second_phone": "089-876-5432"},
    }


def papers(folder: Path) -> tuple[Path, Path]:
    minutes, photo = folder / "มติสภา.pdf", folder / "ฝาย.jpg"
    minutes.write_bytes(PDF)
    out = io.BytesIO()
    Image.new("RGB", (1200, 900), "teal").save(out, "JPEG")
    photo.write_bytes(out.getvalue())
    return minutes, photo


def write(thumb: Thumb, folder: Path) -> None:
    told = answers()
    thumb.press("เขียนคำขอใหม่").press("เริ่ม")
    for key in ("title", "rationale", "gains", "steps", "costs", "targets", "follow_up", "backing", "people"):
        if key == "title":
            thumb.touch("input[name=dimension]")
        if key == "backing":
            thumb.touch("input[name=recipient_kind]")
        picture(thumb, key)
        if key == "costs":
            costs(thumb)
        thumb.type(**told.get(key, {})).press("บันทึกแล้วไปต่อ")
    minutes, photo = papers(folder)
    picture(thumb, "attachments")
    thumb.file("file", minutes).press("แนบแล้วแนบอีก").file("file", photo).press("แนบแล้วไปต่อ")


def costs(thumb: Thumb) -> None:
    thumb.type(pasted=LINES).press("บันทึกแล้วไปต่อ")
    picture(thumb, "costs-read")
    lines, page = thumb.page.evaluate(LONG)
    assert lines < 1_000 and page < 4_500
    assert "79,400.00" in thumb.page.inner_text("#total")
    thumb.type(money__0__amount="60000", money__1__amount="19400")


def test_a_whole_request_in_sixteen_screens_and_sixty_touches(browser: Browser, site: str, tmp_path: Path):
    thumb = Thumb(browser, site, "somsri")
    thumb.begin("/desk/")
    write(thumb, tmp_path)
    picture(thumb, "review")
    assert "ครบแล้ว" in thumb.page.inner_text("main"), thumb.page.inner_text("main")
    thumb.press("ส่งคำขอ")
    picture(thumb, "sent")
    assert "57/" in thumb.page.inner_text("h1") and "ก.บ.อ." in thumb.page.inner_text("main")
    counted = thumb.counted
    if PICTURES:
        (Path(PICTURES) / "nine.json").write_text(json.dumps(counted))
    assert counted["screens"] <= 16 and counted["taps"] <= 60
    thumb.context.close()
