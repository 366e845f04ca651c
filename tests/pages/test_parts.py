"""The page of all parts is there for who develops, and for nobody else."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Scene
from tests.reader import Visit


@pytest.mark.parametrize("who", ["", "somsri", "secretariat"])
def test_nobody_finds_it_in_production(scene: Scene, db, visit: Visit, who):
    assert visit(who, "/parts/").status_code == 404


@pytest.mark.parametrize("language", ["th", "en"])
def test_it_shows_every_part_where_it_is_asked_for(settings, db, client, language):
    settings.SHOW_PARTS = True
    client.cookies["django_language"] = language
    page = client.get("/parts/").content.decode()
    shown = ("money-bar", "deadline--late", "deadline--soon", "next-step--waits", "card--later", "timeline", "route")
    assert all(part in page for part in shown) and f'lang="{language}"' in page
