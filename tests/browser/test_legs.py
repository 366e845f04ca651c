"""A draft on three legs: the tab is closed at once, the network goes, another telephone writes; nothing that was typed is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.walker import RULES, Walker

PICTURES = os.environ.get("PICTURES")
BOX = "[name=situation]"


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"legs-{name}.png", full_page=True)


def leg(page: Page, word: str) -> None:
    """The page says so, and says nothing else."""
    expect(page.locator(f"[data-leg={word}]")).to_be_visible()
    assert page.locator("[data-leg]:visible").count() == 1


@pytest.fixture
def somsri(browser: Browser, site: str) -> Walker:
    walker = Walker(browser, site, 360).become("somsri")
    walker.open("/requests/new/").page.click("main form button")
    walker.place = walker.page.url.replace("/title/", "/rationale/")
    walker.open(walker.place)
    walker.page.wait_for_function(
        "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
    )
    return walker


def reopened(context: BrowserContext, place: str) -> Page:
    page = context.new_page()
    page.goto(place)
    return page


def test_the_tab_is_closed_and_the_network_is_gone(somsri: Walker):
    page, place = somsri.page, somsri.place
    context = page.context
    leg(page, "both")
    context.set_offline(True)
    page.fill(BOX, "พิมพ์ตอนไม่มีสัญญาณ")
    leg(page, "device")
    picture(page, "device")
    page.close()
    page = reopened(context, place)  # the shell, for nobody answers
    expect(page.locator(BOX)).to_have_value("พิมพ์ตอนไม่มีสัญญาณ")
    page.fill(BOX, "พิมพ์ตอนไม่มีสัญญาณ แล้วพิมพ์ต่อ")
    leg(page, "device")
    picture(page, "shell")
    assert Axe().run(page, options=RULES).response["violations"] == []
    context.set_offline(False)
    page.wait_for_selector("[data-leg=both]:visible", timeout=2_000)
    page = reopened(context, place)
    expect(page.locator(BOX)).to_have_value("พิมพ์ตอนไม่มีสัญญาณ แล้วพิมพ์ต่อ")
    leg(page, "both")
    assert somsri.complaints == []
    context.close()


def test_another_telephone_wrote_meanwhile(somsri: Walker, browser: Browser, site: str):
    page, place = somsri.page, somsri.place
    page.context.set_offline(True)
    page.fill(BOX, "จากเครื่องนี้")
    leg(page, "device")
    other = Walker(browser, site, 1280).become("boonmee").open(place)
    other.page.fill(BOX, "จากเครื่องของประธาน")
    leg(other.page, "both")
    page.context.set_offline(False)
    leg(page, "other")
    picture(page, "both")
    told = page.inner_text("#both")
    assert "จากเครื่องนี้" in told and "จากเครื่องของประธาน" in told
    expect(page.locator(BOX)).to_have_value("จากเครื่องนี้")
    page.click("[data-keeps=mine]")
    leg(page, "both")
    other.page.reload()
    expect(other.page.locator(BOX)).to_have_value("จากเครื่องนี้")
    assert somsri.complaints == other.complaints == []
    other.leave()
    page.context.close()


COUNT = "() => window.legs.rows(document.getElementById('sign-out').dataset.person).then((rows) => rows.length)"


def test_signing_out_takes_the_drafts_along_and_asks_for_what_the_server_has_not(somsri: Walker):
    page = somsri.page
    page.route(
        "**/write/rationale/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    page.fill(BOX, "ยังไม่ถึงเซิร์ฟเวอร์")
    leg(page, "device")
    page.click("details.menu summary")
    page.click("#sign-out button")
    expect(page.locator("#unsent")).to_be_visible()
    picture(page, "unsent")
    page.click("[data-stay]")
    page.unroute("**/write/rationale/")
    leg(page, "both")
    assert page.evaluate(COUNT) > 0
    with page.expect_navigation():
        page.click("#sign-out button")
    page.goto(f"{somsri.site}/requests/offline/")
    assert page.evaluate("() => window.legs.who()") is None
    left = page.evaluate("() => indexedDB.databases().then((all) => all.length)")
    kept = "() => new Promise((done) => { indexedDB.open('thunklang').onsuccess = (event) => { const all = event.target.result"
    kept += ".transaction('drafts').objectStore('drafts').getAll(); all.onsuccess = () => done(all.result.length) } })"
    assert left == 1 and page.evaluate(kept) == 0
    page.context.close()
