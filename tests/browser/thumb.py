"""A thumb on a telephone: every touch is counted by a script in the browser, every page that opens too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator

from tests.world import PASSWORD

# Kept beside the pages, for each of them begins anew. A list or a file that the telephone itself shows takes one touch more.
COUNTING = """
const add = (name, n) => sessionStorage.setItem(name, Number(sessionStorage.getItem(name) || 0) + n);
if (window === top) {
  add("screens", 1);
  addEventListener("pointerdown", (event) => {
    if (!event.isTrusted) return;
    add("taps", event.target.closest("select, input[type=file]") ? 2 : 1);
  }, true);
}
"""


class Thumb:
    def __init__(self, browser: Browser, site: str, username: str, width: int = 360) -> None:
        self.site = site
        self.context = browser.new_context(viewport={"width": width, "height": 740}, locale="th-TH", has_touch=True)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.goto(f"{site}/accounts/login/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.click("main button")

    def begin(self, path: str) -> None:
        """From here on all is counted."""
        self.context.add_init_script(COUNTING)
        self.page.goto(self.site + path)

    def find(self, name: str) -> Locator:
        return self.page.locator(f"main [name='{name}']")

    def type(self, **fields: str) -> Thumb:
        for name, words in fields.items():
            box = self.find(name.replace("__", "-"))
            box.tap()
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(words)
        return self

    def touch(self, selector: str) -> Thumb:
        self.page.locator(selector).first.tap()
        return self

    def file(self, name: str, path: Path) -> Thumb:
        with self.page.expect_file_chooser() as chooser:
            self.find(name).tap()
        chooser.value.set_files(str(path))
        return self

    def press(self, words: str) -> Thumb:
        button = self.page.locator("main button, main a.button").filter(has_text=words).first
        with self.page.expect_navigation():
            button.tap()
        return self

    @property
    def counted(self) -> dict[str, Any]:
        told = self.page.evaluate(
            "({screens: sessionStorage.getItem('screens'), taps: sessionStorage.getItem('taps')})"
        )
        return {name: int(value or 0) for name, value in told.items()}
