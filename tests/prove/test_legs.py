"""Scripts of bad luck against a draft's legs: nothing that was said to be kept is lost, and nothing is said that is not so.

`LEGS` says how many (24 unless told; 500 take about an hour); the figures go to `legs.json`.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import databases
from tests.prove.legs import Phone, Script, Server

SCRIPTS = int(os.environ.get("LEGS", "24"))
FIRST = int(os.environ.get("LEGS_FROM", "1"))
WRITTEN = Path(__file__).with_name("legs.json")


def test_no_acknowledged_letter_is_lost_and_no_leg_is_claimed_that_did_not_hold(template: str, tmp_path: Path):
    began, done = time.monotonic(), Counter[str]()
    lost, false = [], []
    with databases.clone(template) as name, sync_playwright() as playwright:
        server = Server(name, tmp_path)
        phone = Phone(playwright, tmp_path / "phone", server.address)
        try:
            phone.sign_in("somsri")
            for number in range(FIRST, FIRST + SCRIPTS):
                script = Script(phone, server, _draft(phone), number)
                script.run()
                lost, false, done = lost + script.lost, false + script.false, done + script.done
        finally:
            phone.kill()
            server.kill()
    told = {"scripts": SCRIPTS, "lost": len(lost), "claimed falsely": len(false)}
    told |= {"acts": dict(sorted(done.items())), "seconds": round(time.monotonic() - began)}
    assert (lost, false) == ([], [])
    WRITTEN.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def _draft(phone: Phone) -> str:
    """A request of its own, at the screen that asks why."""
    phone.context.set_offline(False)
    phone.page.goto(f"{phone.site}/requests/new/")
    phone.page.click("main form button")
    place = phone.page.url.replace("/title/", "/rationale/")
    phone.page.goto(place)
    phone.page.wait_for_function(
        "() => navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
    )
    phone.page.wait_for_selector("[data-leg=both]:visible")
    return place
