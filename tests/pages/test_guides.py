"""Each guide leads whom it is for to pages that are open to them."""

from __future__ import annotations

import pytest

from portal.help.guides import GUIDES
from tests.pages.conftest import Scene
from tests.reader import Visit

WHO = {
    "council": "somsri",
    "committee-secretary": "amphoe_sec",
    "member": "amphoe_m1",
    "fund": "treasurer",
    "agency": "codi",
    "auditor": "auditor",
    "secretariat": "secretariat",
    "resident": "",
}


def test_there_is_a_guide_for_each_role():
    assert {*GUIDES} == {*WHO}


@pytest.mark.parametrize("key", GUIDES)
def test_what_a_guide_opens_is_open_to_whom_it_is_for(scene: Scene, db, visit: Visit, key):
    found = {part.url for step in GUIDES[key].steps for part in step.parts() if part.url}
    answers = {url: visit(WHO[key], url) for url in found}
    # Where there is one fund only, its list leads to it.
    where = {url: answer.headers.get("Location", "") for url, answer in answers.items() if answer.status_code != 200}
    assert found and where in ({}, {"/funds/": "/funds/CR/"})
