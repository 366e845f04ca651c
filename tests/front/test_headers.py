"""The rules of Mozilla's HTTP Observatory, as in its scoring of 2024: 100 points and what it adds, which is A+.

Written after its documentation: no tool of theirs is run, nothing goes out to a network.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings as house
from django.test import Client

pytestmark = pytest.mark.usefixtures("db", "at_work")
ROOT = Path(house.BASE_DIR)
PLACES = ["/", "/accounts/login/", "/check/", "/no/such/page/", "/desk/"]


@pytest.fixture(params=PLACES)
def answer(request, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    return Client().get(request.param, secure=True)


def policy(answer) -> dict[str, list[str]]:
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: rest for name, *rest in parts}


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(answer):
    """+10: default-src 'none', without unsafe-inline, unsafe-eval, data: in scripts, or any other host."""
    told = policy(answer)
    assert told["default-src"] == ["'none'"]
    assert told["script-src"] == told["style-src"] == ["'self'"]
    assert told["frame-ancestors"] == told["base-uri"] == ["'none'"] and told["form-action"] == ["'self'"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"] and "http:" not in str(told)


def test_transport_is_strict_for_half_a_year_at_least(answer):
    (seconds,) = re.findall(r"max-age=(\d+)", answer.headers["Strict-Transport-Security"])
    assert int(seconds) >= 15_768_000
    assert "includeSubDomains" in answer.headers["Strict-Transport-Security"]


def test_frames_types_and_referrers_are_closed(answer):
    """X-Frame-Options by the policy (+5), nosniff, a private Referrer-Policy (+5), Cross-Origin-Opener-Policy."""
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] in {"same-origin", "strict-origin", "no-referrer"}
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_nothing_is_shared_with_other_origins(answer):
    """No CORS; Cross-Origin-Resource-Policy keeps our answers out of other sites' pages (+10)."""
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_every_cookie_is_secure_and_for_this_site(answer):
    for name, morsel in answer.cookies.items():
        assert morsel["secure"] and morsel["samesite"] in {"Lax", "Strict"}, name
        assert morsel["httponly"] or name == "csrftoken"


def test_every_script_is_our_own(answer):
    """Subresource integrity is asked for what comes from another host: nothing does."""
    if "text/html" in answer.headers["Content-Type"]:
        links = re.findall(r"<(?:script|link|img)\b[^>]*(?:src|href)=\"([^\"]*)", answer.content.decode())
        assert {link for link in links if not link.startswith("/") or link.startswith("//")} == set()


def test_plain_http_leads_to_https_first(settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/desk/")
    assert answer.status_code == 301 and answer.headers["Location"] == "https://testserver/desk/"


def test_no_page_may_ask_for_camera_microphone_or_place(answer):
    said = answer.headers["Permissions-Policy"]
    assert all(f"{what}=()" in said for what in ("camera", "microphone", "geolocation"))


# The store of drafts, which leave the device at sign-out; who keeps in the browser goes through it. `window.indexedDB` asks
# whether there is one.
KEEPS = {"legs.js"}


def test_no_other_script_keeps_anything_in_the_browser():
    """Telephones are shared: what somebody typed stands in one store, by a mark of the person, and leaves at sign-out."""
    scripts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "static").rglob("*.js")}
    stores = re.compile(r"localStorage|sessionStorage|indexedDB\.|document\.cookie|caches\.")
    assert len(scripts) > 2 and {name for name, text in scripts.items() if stores.search(text)} == KEEPS
