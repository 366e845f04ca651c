"""A passkey in a real browser: Chromium's own authenticator, made virtual, and the pages as anybody meets them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.walker import Walker
from tests.world import PASSWORD


@pytest.mark.parametrize("width", [1280, 360])
def test_a_passkey_is_made_and_signs_in(browser: Browser, site: str, width: int, tmp_path):
    walker = Walker(browser, site.replace("127.0.0.1", "localhost"), width, tmp_path).become("somsri")
    device = walker.page.context.new_cdp_session(walker.page)
    device.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, "automaticPresenceSimulation": True}})
    walker.open("/people/me/").follow("เพิ่มพาสคีย์")
    walker.fill(password=PASSWORD).press("ไปต่อ").fill(name="โทรศัพท์ของฉัน").press("เพิ่มพาสคีย์")
    assert "พาสคีย์: โทรศัพท์ของฉัน" in walker.text()
    walker.open("/people/me/address/").open("/accounts/password/change/").open("/accounts/2fa/totp/activate/")
    walker.page.context.clear_cookies()
    walker.open("/accounts/login/").fill(login="somsri", password=PASSWORD).press("เข้าระบบ")
    assert "ใช้พาสคีย์ของฉัน" in walker.text()
    walker.press("ใช้พาสคีย์ของฉัน").open("/people/me/")
    assert "เครื่องที่คุณใช้อยู่ตอนนี้" in walker.text()
    walker.follow("เอาออก").fill(password=PASSWORD).press("ไปต่อ").press("เอาออก")
    assert "พาสคีย์: โทรศัพท์ของฉัน" not in walker.text()
    assert walker.complaints == []
