"""Somebody who types on a telephone while what keeps the words is destroyed: the tab, the browser, the network, the server, the device.

What the page says of where the words are is written down the moment it says so, and looked up there and then.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests import databases
from tests.browser.conftest import FLAGS, ROOT, _wait
from tests.world import PASSWORD

BOX = "[name=situation]"
# In one breath: what stands in the box, what the page claims, and what the device has of it.
LOOK = """async () => {
  const box = document.querySelector("[name=situation]");
  const leg = [...document.querySelectorAll("[data-leg]")].find((one) => !one.hidden);
  const told = { words: box ? box.value : null, leg: leg ? leg.dataset.leg : "" };
  const person = document.getElementById("section-form")?.dataset.device?.split(":")[0];
  const rows = person ? await window.legs.rows(person) : [];
  told.device = rows.map((row) => Object.fromEntries(row.fields).situation || "");
  return told;
}"""


class Server:
    """The web server alone, on a database of its own; killed at once, and started again at the same place."""

    def __init__(self, database: str, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        told = {"VAR_DIR": str(folder), "DEMO": "1", "DEBUG": "0", "SECRET_KEY": "legs" * 12, "DB_ROLE": "app"}
        told |= {"DJANGO_SETTINGS_MODULE": "tests.browser.settings", "SITE_URL": self.address}
        self.env = {**os.environ, **databases.addresses(database), **told}
        opening = ["manage.py", "shell", "-v", "0", "-c", "from tests.world import open_call_today; open_call_today()"]
        subprocess.run([sys.executable, *opening], cwd=ROOT, env=self.env, check=True)
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "config.serve", "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, start_new_session=True
        )
        _wait(self.port)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Phone:
    """One browser with a disk of its own."""

    playwright: Playwright
    folder: Path
    site: str

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        self.context: BrowserContext = self.playwright.chromium.launch_persistent_context(
            str(self.folder),
            executable_path=shutil.which("chromium"),
            args=FLAGS,
            viewport={"width": 360, "height": 740},
        )
        self.page: Page = self.context.pages[0]
        self.context.set_default_timeout(10_000)

    def sign_in(self, username: str) -> None:
        self.page.goto(f"{self.site}/accounts/login/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.click("main button")

    def kill(self) -> None:
        """The browser, all of it, as when the battery is pulled; only its disk is left."""
        for place in Path("/proc").glob("[0-9]*"):
            try:
                told = (place / "cmdline").read_bytes().decode(errors="replace")
                if f"--user-data-dir={self.folder}" in told:
                    os.kill(int(place.name), signal.SIGKILL)
            except (OSError, ProcessLookupError):
                continue
        with suppress(Error):
            self.context.close()
        for lock in self.folder.glob("Singleton*"):
            lock.unlink(missing_ok=True)

    def forget(self) -> None:
        """The device is lost, with all that was on it."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()


@dataclass
class Script:
    """One evening of bad luck, by its number."""

    phone: Phone
    server: Server
    place: str
    number: int
    typed: str = ""
    on_server: str = ""  # the last words that the page said to be there
    on_device: str = ""
    is_offline: bool = False
    false: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.number)

    @property
    def page(self) -> Page:
        return self.phone.page

    def run(self) -> None:
        self.type()
        for _ in range(self.chance.randint(3, 7)):
            act = self.chance.choices(*zip(*ACTS, strict=True))[0]
            self.done[act.__name__] += 1
            act(self)
        self.online()
        self.settle()

    # -- what the page says, and whether it is so ----------------------------------------------------------------------

    def look(self) -> dict[str, Any]:
        told: dict[str, Any] = self.page.evaluate(LOOK)
        words, leg = told["words"], told["leg"]
        if words is None:
            return told
        if leg in ("device", "both"):
            self.on_device = words
            if words not in told["device"]:
                self.false.append(f"{self.number}: said to be on the device: {words[-20:]}")
        if leg in ("server", "both"):
            self.on_server = words
            if not self.is_offline and (there := self.kept()) != words.strip():  # spaces at the end are nobody's
                self.false.append(f"{self.number}: said to be on the server: {words[-20:]}, there: {there[-20:]}")
        return told

    def kept(self) -> str:
        """What the server has, asked by another way than the page."""
        answer = self.page.context.request.get(self.place)
        page = answer.text()
        begun = page.index('name="situation"')
        return str(page[page.index(">", begun) + 1 : page.index("</textarea>", begun)]).strip("\r\n")

    # -- what is done --------------------------------------------------------------------------------------------------

    def type(self) -> None:
        words = f"คำที่{self.chance.randint(100, 999)} "
        box = self.page.locator(BOX)
        box.focus()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(words)
        self.typed = box.input_value()
        if self.chance.random() < 0.7:
            self.page.wait_for_timeout(self.chance.choice([0, 20, 60, 300, 1800]))
            self.look()

    def rest(self) -> None:
        self.page.wait_for_timeout(self.chance.choice([200, 2000]))
        self.look()

    def offline(self) -> None:
        self.is_offline = True
        self.page.context.set_offline(True)

    def online(self) -> None:
        self.is_offline = False
        self.page.context.set_offline(False)

    def close_the_tab(self) -> None:
        old = self.page
        self.phone.page = self.page.context.new_page()
        old.close()
        self.open_again()

    def crash_the_tab(self) -> None:
        old = self.page
        self.phone.page = self.page.context.new_page()
        with suppress(Error):
            old.goto("chrome://crash", timeout=2_000)
        old.close()
        self.open_again()

    def pull_the_battery(self) -> None:
        self.phone.kill()
        self.phone.open()
        self.is_offline = False
        self.open_again()

    def kill_the_server(self) -> None:
        self.server.kill()
        self.type()
        self.server.start()

    def empty_the_cache(self) -> None:
        """What the browser keeps of pages goes; what stands in its store of drafts stays."""
        self.page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name) }")

    def open_again(self) -> None:
        """As often as it takes: without a network and without the shell there is nothing to be opened."""
        try:
            self.page.goto(self.place, wait_until="load")
        except Error:
            self.online()
            self.page.goto(self.place, wait_until="load")
        if not self.page.locator(BOX).count():
            self.online()
            self.page.goto(self.place, wait_until="load")
        if "/accounts/login/" in self.page.url:  # a browser that was killed has not written its cookie down yet
            self.phone.sign_in("somsri")
            self.page.goto(self.place, wait_until="load")
        self.page.wait_for_function("() => [...document.querySelectorAll('[data-leg]')].some((one) => !one.hidden)")
        self.must_have(self.on_device or self.on_server)

    # -- what must be there --------------------------------------------------------------------------------------------

    def must_have(self, words: str) -> None:
        shown = self.page.locator(BOX).input_value()
        beside = self.page.locator("#both").inner_text() if self.page.locator("#both").count() else ""
        if words.strip() and words.strip() not in shown and words.strip() not in beside:
            self.lost.append(f"{self.number}: {words!r} is not in {shown!r}")

    def settle(self) -> None:
        """The network is there: all that either leg had said to hold reaches the server."""
        began = time.monotonic()
        while time.monotonic() - began < 8:
            if self.look()["leg"] in ("both", "server", "other"):
                break
            self.page.wait_for_timeout(100)
        else:
            self.lost.append(f"{self.number}: never reached the server")
        self.must_have(self.on_device)
        self.must_have(self.on_server)


ACTS: list[tuple[Callable[[Script], None], int]] = [
    (Script.type, 8),
    (Script.rest, 3),
    (Script.offline, 4),
    (Script.online, 4),
    (Script.close_the_tab, 3),
    (Script.crash_the_tab, 3),
    (Script.pull_the_battery, 1),
    (Script.kill_the_server, 1),
    (Script.empty_the_cache, 1),
]
