"""Takes the pictures of the guides from a served demo: `make run` in one shell, `make guides` in another.

Each is the real page at the size of who reads the guide, in the guide's language; what the step says to press has a ring around it and a
number, drawn from where it stands. What is not found is said, and its picture left out.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import translation
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, sync_playwright

from demo.cast import PASSWORD
from portal.help.guides import GUIDES
from portal.help.guides.guide import QUOTED
from portal.help.guides.pictures import FOLDER, SIZES
from tests.browser.conftest import FLAGS

SITE = os.environ.get("SITE", "http://127.0.0.1:8000")
NARROW, WIDE = (360, 640), (1280, 640)
RING, HALO, QUALITY = "#b4390b", "#ffffff", 50
MOST_BYTES = 40_000
FIND = (Path(__file__).parent / "guides_find.js").read_text(encoding="utf-8")


class Shot(NamedTuple):
    """`step` counts from 1. `marks`: the how manieth quoted words of the step (from 0), or a selector."""

    guide: str
    step: int
    user: str
    path: str
    marks: tuple[int | str, ...] = (0,)


SHOTS = (
    Shot("resident", 1, "", "/", ("main svg a, main .map a",)),
    Shot("resident", 2, "", "/search/?q=กาแฟ", ("main input[name=q]", "main .results a")),
    Shot("resident", 3, "", "/public/requests/26/", (0,)),
    Shot("resident", 5, "", "/public/funds/CR/", (0,)),
    Shot("resident", 7, "", "/check/", ("main input", "main button")),
    Shot("council", 1, "", "/join/", ("main input[name=code]", "main form button")),
    Shot("council", 2, "doihang", "/requests/new/", ("main select, main input:not([type=hidden])", 1)),
    Shot("council", 3, "doihang", "/requests/{draft}/write/rationale/", (0, 1)),
    Shot("council", 4, "doihang", "/requests/{draft}/write/costs/", ("details.paste summary", 1)),
    Shot("council", 5, "doihang", "/requests/{draft}/write/attachments/", ("main input[type=file]",)),
    Shot("council", 6, "doihang", "/requests/{draft}/submit/", ("main a[href*='/write/']",)),
    Shot("council", 7, "rimkhong", "/desk/", (1,)),
    Shot("council", 8, "huaisak", "/offers/51/", (1,)),
    Shot("council", 9, "doihang", "/grants/instalments/66/", (1,)),
    Shot("committee-secretary", 1, "muang57-sec", "/desk/", ("main ul a, main table a, main li a",)),
    Shot("committee-secretary", 2, "muang57-sec", "/requests/36/return-for-revision/", (1,)),
    Shot("committee-secretary", 3, "muang57-sec", "/meetings/", (1,)),
    Shot("committee-secretary", 6, "board57-sec", "/meetings/73/", (0,)),
    Shot("member", 1, "board57-chair", "/desk/", (1,)),
    Shot("member", 2, "board57-chair", "/meetings/items/77/", (0,)),
    Shot("member", 3, "board57-chair", "/meetings/items/77/", (0,)),
    Shot("fund", 1, "treasurer57", "/funds/", ("main dt",)),
    Shot("fund", 2, "treasurer57", "/funds/CR/", (0,)),
    Shot("fund", 3, "treasurer57", "/grants/instalments/61/", (1, 2)),
    Shot("fund", 5, "approver57", "/vouchers/30/", (0, 1)),
    Shot("fund", 7, "treasurer57", "/grants/instalments/64/", (0,)),
    Shot("fund", 9, "treasurer57", "/funds/CR/", (0,)),
    Shot("agency", 1, "codi", "/desk/", (0,)),
    Shot("agency", 2, "codi", "/offers/58/", (0,)),
    Shot("agency", 3, "nhco", "/offers/56/", (0,)),
    Shot("agency", 4, "nhco", "/offers/56/", (0,)),
    Shot("agency", 5, "nhco", "/offers/56/", (0,)),
    Shot("auditor", 1, "audit57", "/audit/", (0,)),
    Shot("auditor", 2, "audit57", "/audit/", (0,)),
    Shot("auditor", 4, "audit57", "/vouchers/29/", (1,)),
    Shot("auditor", 6, "audit57", "/audit/security/", ("main h1",)),
    Shot("secretariat", 1, "admin57", "/people/organisation/", (1,)),
    Shot("secretariat", 2, "admin57", "/people/organisation/3/", (0,)),
    Shot("secretariat", 6, "admin57", "/requests/19/", (0,)),
    Shot("secretariat", 8, "admin57", "/people/organisation/", (0,)),
)
PHONES = ("resident", "council", "member")


def main() -> None:
    sizes: dict[str, list[int]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for language in ("th", "en"):
            for shot, page in _pages(browser, language):
                marked = _taken(page, shot, language)
                if marked is not None:
                    _keep(marked, shot, language)
                    sizes[f"{shot.guide}-{shot.step}"] = list(marked.size)
        browser.close()
    SIZES.write_text(json.dumps(dict(sorted(sizes.items())), indent=1) + "\n", encoding="utf-8")


def _pages(browser: Browser, language: str) -> Iterator[tuple[Shot, Page]]:
    """Each with a page on which its person stands; one sign-in a person."""
    known: dict[tuple[str, bool], Page] = {}
    for shot in SHOTS:
        is_narrow = shot.guide in PHONES
        who = (shot.user, is_narrow)
        if who not in known:
            known[who] = _enter(browser, shot.user, NARROW if is_narrow else WIDE, language)
        yield shot, known[who]


def _enter(browser: Browser, user: str, size: tuple[int, int], language: str) -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=language)
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": SITE}])
    page = context.new_page()
    for _twice in range(2):  # with the face at hand
        page.goto(f"{SITE}/accounts/login/")
        page.wait_for_load_state("networkidle")
    if user:
        page.goto(f"{SITE}/accounts/login/")
        page.fill("[name=login]", user)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button.button")
    return page


def _taken(page: Page, shot: Shot, language: str) -> Image.Image | None:
    answer = page.goto(SITE + shot.path.format(draft=_draft(page)) if "{" in shot.path else SITE + shot.path)
    wanted = [_wanted(shot, mark, language) for mark in shot.marks]
    boxes: list[dict[str, float]] = page.evaluate(FIND, wanted)
    found = [box for box in boxes if box]
    if answer is None or answer.status != 200 or len(found) < len(wanted):
        sys.stderr.write(f"{shot.guide} {shot.step} {language}: {answer and answer.status} {wanted} {boxes}\n")
        return None
    return _marked(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), found)


def _wanted(shot: Shot, mark: int | str, language: str) -> dict[str, str]:
    if isinstance(mark, str):
        return {"selector": mark}
    with translation.override(language):
        said = QUOTED.findall(str(GUIDES[shot.guide].steps[shot.step - 1].says))
    return {"words": said[mark].strip("“”")}


def _draft(page: Page) -> str:
    """The newest request that is still written."""
    page.goto(f"{SITE}/requests/?state=draft")
    return str(page.locator("main tbody a").first.get_attribute("href")).strip("/").rpartition("/")[2]


def _marked(picture: Image.Image, boxes: list[dict[str, Any]]) -> Image.Image:
    drawn, font = ImageDraw.Draw(picture), ImageFont.load_default(size=17)
    for number, box in enumerate(boxes, 1):
        left, top = max(3, box["x"] - 5), max(3, box["y"] - 5)
        right = min(picture.width - 4, box["x"] + box["width"] + 5)
        bottom = min(picture.height - 4, box["y"] + box["height"] + 5)
        drawn.rounded_rectangle((left - 2, top - 2, right + 2, bottom + 2), 10, outline=HALO, width=2)
        drawn.rounded_rectangle((left, top, right, bottom), 9, outline=RING, width=3)
        x, y = min(max(left, 14), picture.width - 15), max(top, 14)
        drawn.ellipse((x - 13, y - 13, x + 13, y + 13), fill=RING, outline=HALO, width=2)
        drawn.text((x, y), str(number), fill=HALO, font=font, anchor="mm")
    return picture


def _keep(picture: Image.Image, shot: Shot, language: str) -> None:
    folder = FOLDER / language
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{shot.guide}-{shot.step}.webp"
    for quality in (QUALITY, 30, 20):
        picture.save(path, quality=quality, method=6)
        if path.stat().st_size <= MOST_BYTES:
            return
