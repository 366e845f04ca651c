"""On a telephone that others use: after signing out, Back does not show what one saw."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.world import PASSWORD


def test_back_shows_no_desk_after_signing_out(browser: Browser, site: str):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{site}/accounts/login/")
    page.fill("[name=login]", "treasurer")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.goto(f"{site}/funds/CR/")
    assert "971" in page.content() or "1,000,000" in page.content()
    page.click("summary")
    page.click("form[action*=logout] button")
    page.wait_for_url(f"{site}/")  # what this device keeps for its writer is looked through first
    page.go_back()
    page.wait_for_load_state()
    assert "/accounts/login/" in page.url and "1,000,000" not in page.content()
    page.close()
