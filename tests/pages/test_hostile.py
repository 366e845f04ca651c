"""A short walk with hostile values over every address; `tests/prove/test_hostile.py` takes the long one."""

from __future__ import annotations

import random
import re
from dataclasses import fields

import pytest
from django.conf import settings
from django.test import Client

from api import asking
from requests.filters import Filters
from tests.front import fuzz

_ASKED = re.compile(r"\b(?:GET|asked|given)\.get\(\"(\w+)\"")
# One of each sort: what the database would not take, what Python would not read, what no column holds, what is no text.
FEW = ["%00", "9" * 5000, fuzz.BIG, "%FF%FE"]


@pytest.fixture
def as_(client: Client, _signed_in):
    def sign_in(who: str) -> Client:
        client.cookies.clear()
        if who:
            client.cookies[settings.SESSION_COOKIE_NAME] = _signed_in[1][who]
        return client

    return sign_in


@pytest.mark.parametrize("who", ["", "secretariat"])
def test_no_address_answers_with_an_error_of_ours(db, as_, who):
    browser = as_(who)
    asked = [each.path for each in fuzz.addresses(FEW) if "<" not in each.path]
    bad = [fuzz.shown(path) for path in asked if fuzz.ask(browser, path) >= 500]
    assert len(asked) > 250 and bad == []


def test_every_name_that_is_asked_for_is_tried():
    """Read from our own code: `request.GET.get("name")`, `asked.get("name")` and what filters are called."""
    rooms = [path for app in settings.APPS for path in (settings.BASE_DIR / app.split(".")[0]).glob("**/*.py")]
    asked = {name for path in rooms for name in _ASKED.findall(path.read_text(encoding="utf-8"))}
    asked |= {one.name for one in fields(Filters)} - {"low", "high"} | set(asking.PARAMETERS)
    assert asked - set(fuzz.ASKED) == set() and len(asked) > 20


@pytest.mark.parametrize("place", ["/", "/check/", "/requests/", "/audit/security/", "/people/organisation/", "/join/"])
def test_no_question_does(db, as_, place):
    browser = as_("secretariat")
    assert [fuzz.shown(each) for each in fuzz.questions(place) if fuzz.ask(browser, each) >= 500] == []


def test_no_form_does(db, as_, scene):
    """Every form of these pages with a hostile value in each of its fields."""
    chance, bad = random.Random(57), []
    for who, place in _forms(scene):
        browser = as_(who)
        names = fuzz.fields_on(browser.get(place).content.decode())
        for _ in range(3):
            sent = fuzz.form(names, chance)
            if fuzz.ask(browser, place, sent) >= 500:
                bad.append((who, place, {name: fuzz.shown(str(value)) for name, value in sent.items()}))
    assert bad == []


def _forms(scene):
    return [
        ("", "/accounts/login/"),
        ("", "/accounts/password/reset/"),
        ("", "/join/"),
        ("somsri", "/privacy/mine/"),
        ("somsri", "/requests/new/"),
        ("somsri", f"/requests/{scene.draft.pk}/write/title/"),
        ("somsri", f"/requests/{scene.draft.pk}/write/costs/"),
        ("somsri", f"/requests/{scene.draft.pk}/submit/"),
        ("somsri", f"/people/organisation/{scene.council.pk}/open-seat/"),
        ("treasurer", "/funds/CR/make-voucher/"),
        ("treasurer", "/funds/CR/record-receipt/"),
        ("amphoe_sec", "/meetings/plan/"),
        ("secretariat", f"/privacy/requests/{scene.data_request.pk}/answer/"),
    ]
