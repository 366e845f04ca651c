"""A person at a browser: signs in, opens pages, fills in forms; axe looks at every page that is met."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.world import PASSWORD

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Walker:
    """One browser window of a given width; `met` counts pages by their path without numbers."""

    def __init__(self, browser: Browser, site: str, width: int, pictures: Path | None = None) -> None:
        self.site, self.width, self.pictures = site, width, pictures
        self.browser = browser
        self.met: set[str] = set()
        self.complaints: list[str] = []
        self.page: Page = None

    def become(self, username: str, password: str = PASSWORD) -> Walker:
        """Sign in as somebody, in a window of their own."""
        self.leave()
        context = self.browser.new_context(viewport={"width": self.width, "height": 800}, locale="th-TH")
        self.page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        if username:
            self.open("/accounts/login/")
            self.page.fill("[name=login]", username)
            self.page.fill("[name=password]", password)
            self.press("เข้าระบบ")
            assert "/accounts/login" not in self.page.url, f"{username} could not sign in"
        return self

    def leave(self) -> None:
        if self.page:
            self.page.context.close()

    def open(self, path: str, *, status: int = 200) -> Walker:
        answer = self.page.goto(path if path.startswith("http") else self.site + path)
        assert answer is not None and answer.status == status, f"{path}: {answer and answer.status}"
        return self.look()

    def press(self, label: str, *, within: str = "main") -> Walker:
        """Press the button or link that reads `label`."""
        button = self.page.locator(f"{within} button, {within} a.button").filter(has_text=label).first
        with self.page.expect_navigation():
            button.click()
        return self.look()

    def follow(self, label: str) -> Walker:
        with self.page.expect_navigation():
            self.page.locator("main a").filter(has_text=label).first.click()
        return self.look()

    def wait_for(self, selector: str) -> Walker:
        """Look again until it is there: a paper that the worker makes."""
        for _ in range(40):
            if self.page.locator(selector).count():
                return self
            self.page.wait_for_timeout(500)
            self.page.reload()
        raise AssertionError(f"{selector} did not come on {self.page.url}")

    def unfold(self) -> Walker:
        """Open whatever is folded away on a page of writing: rows, cards, what few need."""
        self.page.locator("main form details").evaluate_all("all => all.forEach((one) => { one.open = true })")
        return self

    def fill(self, **fields: Any) -> Walker:
        """Fill fields by name; a choice by its value, a tick with True."""
        for name, value in fields.items():
            self._fill(name.replace("__", "-"), value)
        return self

    def _fill(self, name: str, value: Any) -> None:
        found = self.page.locator(f"main [name='{name}']")
        kind = found.first.evaluate("e => e.tagName + ':' + e.type")
        if kind.startswith("SELECT"):
            found.first.select_option(**(value if isinstance(value, dict) else {"value": value}))
        elif kind.endswith("radio"):
            if isinstance(value, dict):
                self.page.get_by_label(value["label"], exact=True).check()
            else:
                self.page.check(f"main [name='{name}'][value='{value}']")
        elif kind.endswith("checkbox"):
            found.first.set_checked(bool(value))
        elif kind.endswith("file"):
            found.first.set_input_files(value)
        else:
            found.first.fill(str(value))

    def look(self) -> Walker:
        """Once for each kind of page: axe, no sideways scrolling, a picture when asked for."""
        path = "/".join("N" if part.isdigit() else part for part in self.page.url.split("?")[0].split("/")[3:])
        if path in self.met:
            return self
        self.met.add(path)
        for found in Axe().run(self.page, options=RULES).response["violations"]:
            nodes = "; ".join(node["html"][:120] for node in found["nodes"][:2])
            self.complaints.append(f"{path}: {found['id']} {found['help']}: {nodes}")
        wide = self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if wide:
            self.complaints.append(f"{path}: scrolls sideways at {self.width} px")
        if self.pictures:
            self.page.screenshot(
                path=self.pictures / f"{path.strip('/').replace('/', '-') or 'home'}-{self.width}.png", full_page=True
            )
        return self

    def text(self) -> str:
        return self.page.inner_text("main")
