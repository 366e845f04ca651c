"""No page of a Thai reader shows an English sentence (test_roles judges each), and the switch to English is the reader's own."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Scene
from tests.pages.test_roles import ROWS, url
from tests.reader import Visit, english, is_page, text_of


@pytest.mark.parametrize("state", ["submitted", "in_review", "funding", "draft"])
def test_one_request_is_thai_in_each_state(scene: Scene, db, visit: Visit, state):
    for who in ("somsri", "amphoe_sec", "board_sec"):
        page = visit(who, f"/requests/{getattr(scene, state).pk}/")
        assert is_page(page) and english(page) == []


@pytest.mark.parametrize("name", ["requests:submit", "requests:withdraw", "people:open_seat", "requests:begin"])
def test_what_a_form_says_is_thai(scene: Scene, db, visit: Visit, name):
    page = visit("somsri", url(scene, name, ROWS[name][0]), {"sent": "1"})
    assert page.status_code == 422 and is_page(page) and english(page) == []


def test_the_browsers_language_does_not_decide_but_the_readers_choice_does(scene: Scene, db, client, visit: Visit):
    assert "คำของบประมาณ" in text_of(visit("somsri", "/requests/", HTTP_ACCEPT_LANGUAGE="en"))
    client.post("/i18n/setlang/", {"language": "en", "next": "/requests/"})
    page = visit("somsri", "/requests/")
    assert page.headers["Content-Language"] == "en" and english(page)
