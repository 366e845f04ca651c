"""What was typed last before a page is left is saved, and is in nobody's way; what an error kept comes back into its form."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.walker import Walker

PICTURES = os.environ.get("PICTURES")


def picture(page: Page, name: str, width: int) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize(("width", "who"), [(360, "somsri"), (1280, "other")])
def test_the_last_letters_and_what_an_error_kept(browser: Browser, site: str, width: int, who: str):
    walker = Walker(browser, site, width).become(who)
    page = walker.open("/requests/new/").page
    page.click("main form button")
    place = page.url.replace("/title/", "/rationale/")
    page.goto(place)
    page.fill("[name=situation]", "คำสุดท้ายก่อนออกจากหน้า")
    page.goto(f"{site}/desk/")  # within the second and a half that the page waits before it saves by itself
    _arrives(page, place, "คำสุดท้ายก่อนออกจากหน้า")
    _hidden_and_back(page)
    _signed_out_meanwhile(page, site, place, width)
    assert walker.complaints == []
    walker.leave()


def _press(page: Page, button: str) -> None:
    """A form asks first whether somebody is there to take it."""
    with page.expect_navigation():
        page.click(button)


def _is_sent(asked: Request) -> bool:
    return asked.method == "POST" and asked.is_navigation_request()


def _presses_many_times(page: Page, button: str) -> int:
    """How often it was sent: each sending after the first would break that one off. What is saved beside it is no sending."""
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if _is_sent(asked) else None)
    with page.expect_navigation():
        page.locator(button).evaluate("b => { for (let i = 0; i < 50; i++) setTimeout(() => b.click(), 10 * i) }")
    return len(sent)


def _arrives(page: Page, place: str, words: str) -> None:
    """What a page saves behind itself travels beside the next page, and may come a moment after it."""
    for _ in range(20):
        page.goto(place)
        if page.locator("[name=situation]").input_value() == words:
            return
        page.wait_for_timeout(250)
    raise AssertionError("what was typed last did not arrive")


def _hidden_and_back(page: Page) -> None:
    """The telephone shows something else for a while; the page then goes on without a conflict with itself."""
    page.fill("[name=situation]", "พิมพ์แล้วสลับไปอีกโปรแกรม")
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange')); delete document.visibilityState"
    )
    page.fill("[name=figure]", "แล้วกลับมาพิมพ์ต่อ")
    _press(page, "button[value=next]")
    assert "/gains/" in page.url


def _signed_out_meanwhile(page: Page, site: str, place: str, width: int) -> None:
    page.goto(place)
    page.context.clear_cookies(name="csrftoken")
    page.fill("[name=situation]", "คุกกี้หาย แต่ข้อความไม่หาย")
    _press(page, "button[value=next]")
    picture(page, "error", width)
    assert page.locator("textarea", has_text="คุกกี้หาย").count() == 1
    page.goto(f"{site}/desk/")
    picture(page, "desk", width)
    page.goto(f"{site}/people/held/")
    picture(page, "held", width)
    _press(page, "button[name=only_show]")
    picture(page, "back", width)
    expect(page.locator("[name=situation]")).to_have_value("คุกกี้หาย แต่ข้อความไม่หาย")
    _press(page, "button[value=next]")
    assert "/gains/" in page.url


def test_what_cannot_be_sent_stays_in_its_form(browser: Browser, site: str):
    """Sent without a network a form became the browser's error page, and Back found it empty."""
    walker = Walker(browser, site, 360).become("somsri")
    page = walker.open("/requests/new/").page
    page.click("main form button")
    place = page.url.replace("/title/", "/rationale/")
    page.goto(place)
    page.fill("[name=situation]", "ส่งตอนไม่มีสัญญาณ")
    page.context.set_offline(True)
    page.click("button[value=next]")
    page.locator("p[data-unreached]").wait_for()
    picture(page, "unreached", 360)
    expect(page.locator("[name=situation]")).to_have_value("ส่งตอนไม่มีสัญญาณ")
    page.context.set_offline(False)
    assert _presses_many_times(page, "button[value=next]") == 1
    assert "/gains/" in page.url
    _arrives(page, place, "ส่งตอนไม่มีสัญญาณ")
    assert walker.complaints == []
    walker.leave()
