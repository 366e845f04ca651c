"""Every page as everybody sees it who may open it: the scene of the pages, and one row of each machine in each of its states.

A page that reads the same to two people is named once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.pages.conftest import Scene, signed_in
from tests.pages.test_every_state import made
from tests.pages.test_roles import EVERYBODY, PUBLIC, ROWS, VERB, url
from tests.reader import is_page, whole

LIBRARY = (
    "account_login",
    "account_reset_password",
    "account_change_password",
    "mfa_activate_totp",
    "mfa_add_webauthn",
)
PEOPLE = ("", *EVERYBODY, "amphoe_chair", "board_chair", "cashier", "thpf")
ASKED = ("/nothing/here/", "/search/?q=กาแฟ", "/search/?q=ฮฮฮฮฮ", "/provinces/57/requests/?late=1")
# What differs between two who read the same, and the address that stands under a printed page.
OWN = re.compile(rb'name="(csrfmiddlewaretoken|typed_[a-z]+|key)" value="[^"]*"|<p class="printed-from">[^<]*</p>')
MAIN = re.compile(rb"<main.*</main>", re.DOTALL)
FORM = re.compile(rb'<form[^>]*method="post".*?</form>', re.DOTALL)
# A form with a box that must be filled in is not done when it is sent empty.
MUST = re.compile(rb"<(textarea|select|input)[^>]* required")


@dataclass(frozen=True)
class Page:
    """An address as one person sees it; `forms` are the places of those on it that can be sent back with errors."""

    who: str
    address: str
    status: int
    forms: tuple[int, ...]


def every_page() -> tuple[list[Page], dict[str, str]]:
    """The pages, and each person's key of a session."""
    scene, keys = signed_in()
    addresses = list(dict.fromkeys(chain(_of_urls(scene), _of_rows(made()), ASKED)))
    return list(_seen(addresses, keys)), keys


def _of_urls(scene: Scene) -> Iterator[str]:
    yield from (url(scene, name, parts) for name, (parts, wanted) in ROWS.items() if wanted != VERB)
    yield from (url(scene, name, parts) for name, (parts, _status) in PUBLIC.items())
    yield from (reverse(name) for name in LIBRARY)


def _of_rows(rows: dict[Any, dict[str, Any]]) -> Iterator[str]:
    """Each row's own page in each state, and the one that the public is shown of it."""
    for row in (row for by_state in rows.values() for row in by_state.values()):
        name = type(row).__name__.lower().removeprefix("budget")
        spaces = ("grants", "funds", "approvals", "privacy", "portal")
        yield from filter(None, (_address(f"{space}:{name}", row.pk) for space in spaces))
        if hasattr(row, "get_absolute_url"):
            yield str(row.get_absolute_url())


def _address(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


def _seen(addresses: list[str], keys: dict[str, str]) -> Iterator[Page]:
    read: set[bytes] = set()
    for who in PEOPLE:
        browser = Client(raise_request_exception=False)
        if who:
            browser.cookies[settings.SESSION_COOKIE_NAME] = keys[who]
        for address in addresses:
            answer = whole(browser.get(address))
            if answer.status_code // 100 == 3 or answer.status_code == 429 or not is_page(answer):
                continue
            body = b"".join(MAIN.findall(OWN.sub(b"", answer.content if not answer.streaming else b"")))
            # Two that differ in their figures only are looked at once.
            shape = re.sub(rb"\d+", b"0", body)
            if body and shape not in read:
                read.add(shape)
                yield Page(who, address, answer.status_code, _forms(body))


def _forms(main: bytes) -> tuple[int, ...]:
    return tuple(number for number, form in enumerate(FORM.findall(main)) if MUST.search(form))
