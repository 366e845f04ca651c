"""Somebody comes back in, lightly and heavily; takes a seat beside the one they have; and loses one while writing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from jobs import clock
from tests.browser.conftest import Moved
from tests.browser.steps import thai
from tests.browser.test_nothing_lost import PICTURES
from tests.browser.walker import Walker

NEW = "ข้าวเหนียว-เชียงราย-57"
YESTERDAY, NOW = timedelta(hours=-25), timedelta()
MINUTES = timedelta(minutes=5)


@pytest.fixture
def walker(browser: Browser, moved: Moved):
    walker = Walker(browser, moved.address, 360, Path(PICTURES) if PICTURES else None)
    yield walker
    moved.stand(NOW)
    walker.leave()
    assert walker.complaints == []


def round_midnight() -> tuple[timedelta, timedelta]:
    """How far away some minutes before and after the last midnight in Thailand are, when a term of that day ends."""
    now = clock.now().astimezone(clock.BANGKOK)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if now - midnight < 2 * MINUTES:
        midnight -= timedelta(days=1)
    return midnight - MINUTES - now, midnight + MINUTES - now


def code_of(walker: Walker) -> str:
    return walker.page.locator("p.code strong").last.inner_text()


def types_the_code(walker: Walker, code: str) -> Walker:
    return walker.open("/join/").fill(code=code).press("ไปต่อ")


def asks(walker: Walker, username: str) -> tuple[str, str]:
    """The number to tell, and the code to keep."""
    walker.become("").open("/accounts/login/").follow("โทรศัพท์หาย")
    walker.fill(login=username).press("ขอกลับเข้าระบบ")
    number, code = walker.page.locator("p.code strong").all_inner_texts()
    return number, code


def vouches(walker: Walker, number: str) -> None:
    """A colleague, who was told; then somebody of the board, who finds it by the number that the person tells."""
    walker.become("approver").open("/desk/").follow("ขอกลับเข้าระบบ")
    _says_so(walker)
    walker.become("board_chair").open("/people/organisation/").follow("ใครรอคำรับรองจากคุณ")
    walker.page.fill("main [name=number]", number)
    walker.press("แสดง")
    with walker.page.expect_navigation():
        walker.page.locator("main a.card").click()
    _says_so(walker.look())


def _says_so(walker: Walker) -> None:
    walker.press("ฉันรับรองว่าเป็นคนนี้จริง").fill(how_known="พบกันเมื่อเช้า").press("ฉันรับรองว่าเป็นคนนี้จริง")


def comes_in(walker: Walker, code: str) -> Walker:
    walker.become("").open("/people/recover/come-back/").fill(code=code, password=NEW)
    walker.page.locator("main form button").click()
    walker.page.wait_for_load_state()
    return walker


def test_a_colleague_prints_a_slip_and_the_person_uses_it(walker: Walker):
    walker.become("somsri").open("/people/organisation/").press("ออกใบรหัสใหม่")
    assert "บุญมี คำแสน" in walker.text() and "ตั้งรหัสผ่านใหม่" in walker.text()
    code = code_of(walker)
    types_the_code(walker.become(""), code)
    expect(walker.page.locator("h1")).to_have_text("กลับเข้าระบบ")
    walker.fill(password=NEW).press("กลับเข้าระบบ")
    assert "ประธาน" in walker.text() and "มีการพิมพ์ใบรหัส" in walker.text()
    types_the_code(walker.become(""), code)
    assert "รหัสนี้ใช้ไปแล้ว" in walker.text()


def test_two_say_who_it_is_and_a_day_later_the_code_opens(walker: Walker, moved: Moved):
    moved.stand(YESTERDAY)
    number, code = asks(walker, "treasurer")
    vouches(walker, number)
    assert "/recover/come-back/" in comes_in(walker, code).page.url  # the day has yet to go by
    moved.stand(NOW)
    assert "ปิดไว้ตั้งแต่" in comes_in(walker, code).look().text()
    walker.become("board_chair").open("/desk/").follow("มีคนกลับเข้าระบบ").press("เปิดอีกครั้ง")
    walker.become("treasurer", NEW)
    assert "เหรัญญิก" in walker.page.inner_text("header")


def test_one_press_stops_it(walker: Walker):
    _number, code = asks(walker, "cashier")
    walker.become("board_m3").open("/desk/").follow("ขอกลับเข้าระบบ").press("หยุดเรื่องนี้")
    assert "หยุดแล้ว" in walker.text()
    assert "/recover/come-back/" in comes_in(walker, code).page.url


def test_somebody_seated_elsewhere_takes_a_further_seat(walker: Walker):
    walker.become("other").open("/people/organisation/").press("เปิดตำแหน่ง").fill(role="member").press("ไปต่อ")
    walker.press("เชิญ").press("ไปต่อ")
    code = code_of(walker)
    types_the_code(walker.become(""), code)
    walker.follow("เข้าระบบ แล้วพิมพ์รหัสอีกครั้ง")
    walker.fill(login="amphoe_m1", password="ข้าวซอย-เชียงราย-57").press("เข้าระบบ")
    assert urlsplit(walker.page.url).path == "/join/"
    types_the_code(walker, code).press("รับตำแหน่ง")
    assert "สภาองค์กรชุมชนตำบลรอบเวียง" in walker.page.inner_text("header")


def test_a_seat_ends_while_its_form_is_open(walker: Walker, moved: Moved):
    before, after = round_midnight()
    moved.stand(before)
    page = walker.become("somsri").open("/people/organisation/").page
    last_day = clock.day_of(clock.now() + before)
    walker.press("ลาออกจากตำแหน่ง").fill(ends_on=thai(last_day)).press("ลาออกจากตำแหน่ง")
    walker.open("/requests/new/").press("เริ่ม")
    page.goto(page.url.replace("/title/", "/rationale/"))
    page.fill("[name=situation]", "พิมพ์ไว้ก่อนหมดวาระ")
    moved.stand(after)
    with page.expect_navigation():
        page.click("button[value=next]")
    assert "พิมพ์ไว้ก่อนหมดวาระ" in page.content() and page.locator("main form button").count()
    walker.look().open("/people/held/")
    assert "พิมพ์ไว้ก่อนหมดวาระ" in page.content()
