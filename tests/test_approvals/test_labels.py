"""A matter's page asks several things at once, and each label is of its own box."""

from __future__ import annotations

import re

from tests import factories
from tests.pages import unfit
from tests.reader import Visit


def test_two_forms_that_ask_for_a_text_have_a_box_each(db, at_noon, visit: Visit):
    item = factories.decide(unfit.opened(), "note").item
    page = visit("amphoe_chair", item.get_absolute_url()).content.decode()
    boxes = re.findall(r'<textarea[^>]* id="([^"]+)"', page)
    assert len(boxes) == len(set(boxes)) > 1
    assert all(page.count(f'for="{box}"') == 1 for box in boxes)
