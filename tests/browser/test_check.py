"""Checking a paper in a browser: the file is compared where it is, by choosing it, dropping it or from the keyboard alone."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.walker import Walker

DROP = """([bytes, name]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(bytes)], name, {type: "application/pdf"}));
  const area = document.querySelector("[data-check]");
  const as = {dataTransfer: carried, bubbles: true, cancelable: true};
  for (const kind of ["dragover", "drop"]) area.dispatchEvent(new DragEvent(kind, as));
}"""


class Held:
    """What somebody holds: the paper's file, and the code that is printed on it."""

    def __init__(self, site: str, code: str, file: Path) -> None:
        self.site, self.code, self.file = site, code, file

    @property
    def address(self) -> str:
        return f"{self.site}/check/{self.code}/"

    def bent(self) -> Path:
        data = bytearray(self.file.read_bytes())
        data[len(data) // 2] ^= 1
        other = self.file.with_name("bent.pdf")
        other.write_bytes(data)
        return other


@pytest.fixture
def held(browser: Browser, site: str, tmp_path: Path) -> Held:
    """The receipt of the seed capital, made at the treasurer's wish."""
    walker = Walker(browser, site, 1280).become("treasurer")
    walker.open("/vouchers/1/")
    address = walker.page.locator("main a[href^='/documents/']").first.get_attribute("href") or ""
    walker.open(f"{address}about/").press("จัดทำใหม่")
    walker.page.goto("about:blank")  # the page that waits would lead to the file when it is made
    for _ in range(60):
        answer = walker.page.request.get(site + address)
        if answer.status == 200:
            break
        time.sleep(0.5)
    file = tmp_path / "paper.pdf"
    file.write_bytes(answer.body())
    about = walker.open(f"{address}about/").page.content()
    walker.leave()
    found = re.search(r"/check/([0-9A-Z]{15})/", about)
    assert found and walker.complaints == []
    return Held(site, found[1], file)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Nobody, on a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="th-TH")
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    yield opened
    context.close()


def verdict(page: Page) -> str:
    page.wait_for_selector("[data-says=found]:not([hidden])")
    return page.inner_text("[role=status]")


def test_a_paper_is_checked_in_a_browser(browser, held, page):
    """One site for all of it."""
    a_file_is_compared_without_leaving_the_browser(held, page)
    a_file_alone_finds_its_paper_by_its_hash(held, page)
    the_page_is_used_from_the_keyboard_and_holds_together(browser, held)
    without_crypto_it_says_how_to_do_it_oneself(held, page)
    without_scripts_everything_is_said(browser, held)


def a_file_is_compared_without_leaving_the_browser(held: Held, page: Page) -> None:
    page.goto(held.address, wait_until="networkidle")  # the icon of the tab comes late
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.set_input_files("#file", held.file)
    assert "ตรงกัน" in verdict(page) and "ไม่ตรงกัน" not in verdict(page)
    page.set_input_files("#file", held.bent())
    page.wait_for_selector("[data-says=other]:not([hidden])")
    assert "ไม่ตรงกัน" in verdict(page)
    page.evaluate(DROP, [list(held.file.read_bytes()), "x.pdf"])
    page.wait_for_selector("[data-says=same]:not([hidden])")
    page.wait_for_timeout(300)
    assert sent == []


def a_file_alone_finds_its_paper_by_its_hash(held: Held, page: Page) -> None:
    page.goto(f"{held.site}/check/")
    sent: list[tuple[str, str | None]] = []
    page.on("request", lambda request: sent.append((request.method, request.post_data)))
    with page.expect_navigation(url=held.address):
        page.set_input_files("#file", held.file)
    assert "ของจริง" in page.inner_text("main") and set(sent) == {("GET", None)}
    page.goto(f"{held.site}/check/")
    with page.expect_navigation():
        page.set_input_files("#file", held.bent())
    assert "ไม่พบในระบบนี้" in page.inner_text("main")


def the_page_is_used_from_the_keyboard_and_holds_together(browser: Browser, held: Held) -> None:
    walker = Walker(browser, held.site, 360).become("")
    walker.open("/check/")
    walker.page.focus("#code")
    walker.page.keyboard.type(held.code.lower())
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    walker.look()
    for _ in range(40):
        walker.page.keyboard.press("Tab")
        if walker.page.evaluate("document.activeElement.id") == "file":
            break
    assert walker.page.evaluate("document.activeElement.id") == "file"
    walker.leave()
    assert walker.complaints == []


def without_crypto_it_says_how_to_do_it_oneself(held: Held, page: Page) -> None:
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined})")
    page.goto(held.address)
    assert page.is_hidden("#file") and "sha256sum" in page.inner_text("main") and "https" in page.inner_text("main")


def without_scripts_everything_is_said(browser: Browser, held: Held) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(held.address)
    said = page.inner_text("main")
    context.close()
    assert "ของจริง" in said and "sha256sum" in said and "SHA-256" in said
