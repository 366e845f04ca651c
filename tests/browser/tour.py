"""Takes the pictures of README's tour from a served demo: `make run` in one shell, `make tour` in another."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from demo.cast import PASSWORD
from tests.browser.conftest import FLAGS

SITE = os.environ.get("SITE", "http://127.0.0.1:8000")
FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "tour"
COLOURS = 96
# name: (user name, width, height, path)
PICTURES = {
    "public": ("", 1280, 1100, "/provinces/57/"),
    "open": ("", 360, 720, "/public/requests/1/"),
    "desk": ("doihang", 360, 720, "/desk/"),
    "request": ("doihang", 1280, 1100, "/requests/1/"),
    "item": ("board57-sec", 1280, 900, "/meetings/"),
    "fund": ("treasurer57", 1280, 900, "/funds/"),
    "audit": ("audit57", 360, 720, "/audit/"),
}
# Those of docs/design, each narrow and wide. name: (user name, path)
PAGES = {
    "home": ("", "/"),
    "province": ("", "/provinces/57/"),
    "request": ("", "/public/requests/1/"),
    "voucher": ("", "/public/vouchers/1/"),
    "search": ("", "/search/?q=กาแฟ ดอยฮาง"),
    "list": ("", "/provinces/57/requests/?late=1"),
    "pictures": ("", "/public/provinces/57/pictures/"),
    "data": ("", "/data/57/"),
    "share": ("", "/share/request/1/"),
    "desk": ("doihang", "/desk/"),
    "write": ("doihang", ""),
}
DESIGN = FOLDER.parent / "design"
# name: the kind of paper, as the page of a request names it
PAPERS = {"proposal": "แบบเสนอโครงการ ·", "letter": "หนังสือแจ้งผลการพิจารณา ·"}
AGREEMENT = re.compile(r"^\s*บันทึกข้อตกลง")  # and not the sheet of its signatures


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, (username, width, height, path) in PICTURES.items():
            page = browser.new_context(viewport={"width": width, "height": height}, locale="th-TH").new_page()
            _sign_in(page, username)
            page.goto(SITE + path)
            _keep(page.screenshot(), name)
        _write(browser.new_context(viewport={"width": 360, "height": 900}, locale="th-TH").new_page())
        _papers(browser.new_context().new_page())
        _design(browser)
        _check(browser.new_context(viewport={"width": 360, "height": 900}, locale="th-TH").new_page())
        browser.close()


def _sign_in(page: Page, username: str) -> None:
    if username:
        page.goto(f"{SITE}/accounts/login/")
        page.fill("[name=login]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button.button")


def _design(browser: Browser) -> None:
    for name, (username, path) in PAGES.items():
        for width, height in ((360, 720), (1280, 900)):
            page = browser.new_context(viewport={"width": width, "height": height}, locale="th-TH").new_page()
            _sign_in(page, username)
            if name == "write":
                _open_budget(page)
            else:
                page.goto(SITE + path)
                page.goto(SITE + path)  # with the face at hand
            _keep(page.screenshot(), f"{name}-{width}", DESIGN)
            page.context.close()


def _write(page: Page) -> None:
    """The page on which a budget line is written, on a phone."""
    _sign_in(page, "doihang")
    _open_budget(page)
    _keep(page.screenshot(), "write")


def _open_budget(page: Page) -> None:
    """Of the first request in the list that is still a draft."""
    page.goto(f"{SITE}/requests/")
    page.locator("main tr", has_text="ร่าง").locator("a").first.click()
    page.goto(f"{page.url}write/costs/")


def _papers(page: Page) -> None:
    """The first pages of papers, as who belongs to the matter finds them."""
    _sign_in(page, "doihang")
    for name, words in PAPERS.items():
        page.goto(f"{SITE}/requests/1/")
        address = page.locator("main li", has_text=words).locator("a[href^='/documents/']").first.get_attribute("href")
        data = page.request.get(f"{SITE}{address}").body()
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "a.pdf").write_bytes(data)
            subprocess.run(["pdftoppm", "-r", "70", "-l", "1", "-png", "a.pdf", "a"], cwd=folder, check=True)
            _keep(next(Path(folder).glob("a*.png")).read_bytes(), name)


def _check(page: Page) -> None:
    """What anybody sees who scans the code of the agreement."""
    _sign_in(page, "doihang")
    page.goto(f"{SITE}/requests/1/")
    page.locator("main li", has_text=AGREEMENT).locator("a[href$='/about/']").first.click()
    code = page.locator("main a[href^='/check/']").first.get_attribute("href")
    page.context.clear_cookies()
    page.goto(f"{SITE}{code}")
    _keep(page.screenshot(), "check")


def _keep(png: bytes, name: str, folder: Path = FOLDER) -> None:
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS)
    picture.save(folder / f"{name}.png", optimize=True)
