"""axe finds nothing on any page, in any state, in either language, by day and by night, with its errors shown or without.

Beside it: each stop of the keyboard shows that one stands there, they come in the order in which a telephone shows them,
and letters twice as large need no sliding at 320 points.

Written to `axe.json`. `PICTURES=DIR` keeps what was seen, at 360 and 1280 points.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.db import connection, connections
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from playwright.sync_api import Page as Tab

from jobs import clock
from tests.browser.conftest import FLAGS, _served
from tests.browser.walker import RULES
from tests.pages.conftest import NOON
from tests.prove.every_page import Page, every_page

WRITTEN = Path(__file__).with_name("axe.json")
SECRET = "browser" * 8
PICTURES = os.environ.get("PICTURES", "")
ONLY = os.environ.get("ONLY", "")
# Each language at one width: what differs by width is not what differs by language.
TELEPHONE, NARROWEST = 360, 320
WINDOWS = (("th", TELEPHONE), ("en", 1280))
NIGHT = {"runOnly": ["color-contrast", "link-in-text-block"]}
RUN = "rules => axe.run(document, {...rules, resultTypes: ['violations']}).then(found => found.violations)"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STOPS = """() => {
  const sorts = ['a[href]', 'button', 'input', 'select', 'textarea', 'summary', '[tabindex]'].map(one => `main ${one}`);
  const stops = [...document.querySelectorAll(sorts.join())]
    .filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true}) && !one.closest('svg'));
  const wrong = [];
  let last = 0;
  for (const one of stops) {
    const named = one.tagName + ' ' + (one.name || one.textContent.trim() || one.href || '').slice(0, 40);
    if (one.tabIndex > 0) wrong.push('comes out of turn: ' + named);
    one.focus({preventScroll: true, focusVisible: true});
    const look = getComputedStyle(one);
    if (document.activeElement === one && (look.outlineStyle === 'none' || parseFloat(look.outlineWidth) < 2))
      wrong.push('shows no focus: ' + named);
    const top = one.getBoundingClientRect().top + scrollY, height = one.getBoundingClientRect().height;
    if (top + height < last) wrong.push('stands above the one before: ' + named);
    last = Math.max(last, top);
  }
  document.activeElement.blur();
  return [stops.length, wrong];
}"""
LARGER = "document.documentElement.style.setProperty('font-size', '225%', 'important')"
EMPTIED = """number => {
  const form = document.querySelectorAll('main form[method="post"]')[number];
  for (const field of form.elements) {
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = false;
    else if (!['hidden', 'submit', 'button'].includes(field.type)) field.value = '';
  }
  HTMLFormElement.prototype.submit.call(form);
}"""


class Eye:
    """Looks at pages through one window, and counts."""

    def __init__(self, window: BrowserContext, language: str, width: int) -> None:
        self.tab: Tab = window.new_page()
        self.language, self.width = language, width
        self.seen: Counter[str] = Counter()
        self.found: list[str] = []

    def look(self, name: str) -> None:
        """By day with all rules, by night with those of colour."""
        self.tab.evaluate(AXE_SCRIPT)
        for scheme, rules in (("light", RULES), ("dark", NIGHT)):
            self.tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.seen[f"{self.language}, {scheme}"] += 1
            for one in self.tab.evaluate(RUN, rules):
                nodes = " ".join(node["html"][:160] for node in one["nodes"][:2])
                self.found.append(f"{name} ({self.language}, {scheme}): {one['id']}: {nodes}")
            self._keep(name, scheme)
        self.tab.emulate_media(color_scheme="light")
        self._fits(name, self.width)
        if self.width == TELEPHONE:
            self._walk(name)
            self._enlarge(name)

    def _fits(self, name: str, width: int) -> None:
        if over := self.tab.evaluate(WIDE):
            self.found.append(f"{name} ({self.language}): {over} points wider than {width}")

    def _walk(self, name: str) -> None:
        """From stop to stop, as with the key for the next."""
        stops, wrong = self.tab.evaluate(STOPS)
        self.seen["stops of the keyboard"] += stops
        self.found.extend(f"{name}: {one}" for one in wrong)

    def _enlarge(self, name: str) -> None:
        self.tab.set_viewport_size({"width": NARROWEST, "height": 900})
        self.tab.evaluate(LARGER)
        self._fits(f"{name}, letters twice as large", NARROWEST)
        self.tab.set_viewport_size({"width": self.width, "height": 900})

    def _keep(self, name: str, scheme: str) -> None:
        if PICTURES:
            file = re.sub(r"[^\w]+", "-", name).strip("-") or "home"
            path = Path(PICTURES) / f"{file}-{self.width}-{scheme}.png"
            self.tab.screenshot(path=path, full_page=True)


def test_axe_finds_nothing_on_any_page(fresh_database, tmp_path):
    # The site's own, or it would not know the sessions.
    with clock.at(NOON), override_settings(SECRET_KEY=SECRET):
        pages, keys = every_page()
    database = connection.settings_dict["NAME"]
    connections.close_all()
    pages = [page for page in pages if ONLY in page.address]
    seen: Counter[str] = Counter(pages=len(pages), addresses=len({page.address for page in pages}))
    found: list[str] = []
    with standing_at_noon(database, tmp_path) as site, opened() as browser:
        for language, width in WINDOWS:
            for eye in looks(browser, site, pages, keys, language, width):
                seen.update(eye.seen)
                found.extend(eye.found)
            if not ONLY:  # what was looked at so far, if somebody ends it
                told = {**seen, "found": found}
                WRITTEN.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    assert found == []


@contextmanager
def opened() -> Iterator[Browser]:
    """After the rows were read: Django asks its database nothing where a browser is driven."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def standing_at_noon(database: str, folder: Path) -> Iterator[str]:
    """The site at the hour of its scene."""
    (folder / "clock").write_text(str((NOON - clock.now()).total_seconds()))
    moving = ["-m", "tests.browser.moved"]
    terms = {"CLOCK_FILE": str(folder / "clock")}
    with _served(database, folder, moving, [*moving, "manage"], **terms) as site:
        yield site


def looks(
    browser: Browser, site: str, pages: list[Page], keys: dict[str, str], language: str, width: int
) -> Iterator[Eye]:
    """One window a person, in which each of their pages is opened, and each form on it is sent empty."""
    for who in dict.fromkeys(page.who for page in pages):
        window = browser.new_context(viewport={"width": width, "height": 900})
        window.add_cookies([{"name": "django_language", "value": language, "url": site}])
        if who:
            window.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": keys[who], "url": site}])
        eye = Eye(window, language, width)
        for page in (page for page in pages if page.who == who):
            visit(eye, site, page)
        yield eye
        window.close()


def visit(eye: Eye, site: str, page: Page) -> None:
    name = f"{page.who or 'anybody'} {page.address}"
    answer: Any = eye.tab.goto(site + page.address)
    if "html" not in answer.headers.get("content-type", ""):
        return  # a paper that was still being made when the page was named
    if answer.status != page.status or urlsplit(eye.tab.url).path != urlsplit(page.address).path:
        eye.found.append(f"{name}: {answer.status} at {eye.tab.url}, not {page.status}")
    eye.look(name)
    for number in page.forms:
        eye.tab.goto(site + page.address)
        with eye.tab.expect_navigation() as told:
            eye.tab.evaluate(EMPTIED, number)
        if told.value.status == 422:
            eye.look(f"{name} form {number} empty")
