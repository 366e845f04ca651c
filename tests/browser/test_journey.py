"""The main job in a browser: council → amphoe → fund board → two agencies → agreement → payment → report → return →
auditor verifies → public page → check page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser import steps
from tests.browser.walker import Walker


@pytest.mark.parametrize("width", [360, 1280])
def test_the_whole_journey(browser, behind, width, tmp_path):
    pictures = Path(os.environ["PICTURES"]) if os.environ.get("PICTURES") else None
    walker = Walker(browser, behind.address, width, pictures)
    number = steps.write_and_send(walker, tmp_path)
    steps.admit(walker, number)
    steps.amphoe_endorses(walker, behind)
    steps.board_endorses_and_grants(walker, behind)
    steps.agencies_answer(walker)
    steps.council_accepts(walker)
    steps.everybody_signs(walker)
    steps.fund_pays(walker, tmp_path)
    steps.agencies_pay(walker, tmp_path)
    steps.council_reports(walker)
    steps.reports_accepted_and_money_returned(walker, tmp_path)
    steps.closed(walker)
    steps.auditor_verifies(walker, tmp_path)
    steps.public_reads(walker, number)
    walker.leave()
    assert walker.complaints == []
