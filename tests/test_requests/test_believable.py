"""What can hardly be meant is asked before a request leaves: nobody sends a year that is to come, or a person as a group."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from requests import completeness
from tests import factories

ODD = [
    ("council", {"resolution_on": date(2057, 1, 5)}, "โปรดดูวันที่ของมติอีกครั้ง: 5 ม.ค. 2600"),
    ("council", {"resolution_on": date(2019, 1, 5)}, "โปรดดูวันที่ของมติอีกครั้ง: 5 ม.ค. 2562"),
    ("contacts", {"contact_phone": "191"}, "โปรดดูเบอร์โทรศัพท์อีกครั้ง: 191"),
    ("contacts", {"second_phone": "๐๘๑-๒๓๔"}, "โปรดดูเบอร์โทรศัพท์อีกครั้ง: ๐๘๑-๒๓๔"),
]


@pytest.mark.parametrize(("section", "typed", "asked"), ODD)
def test_it_is_asked(db, at_work, section, typed, asked):
    row = factories.draft()
    assert completeness.gaps(row) == []
    for name, value in typed.items():
        setattr(row, name, value)
    with translation.override("th"):
        assert [(gap.section, gap.text) for gap in completeness.gaps(row)] == [(section, asked)]


@pytest.mark.parametrize(
    ("name", "is_person"), [("นายสมชาย ใจดี", True), ("ผู้สูงอายุบ้านดอยฮาง", False), ("เด็กและเยาวชน", False)]
)
def test_a_person_is_no_group(db, at_work, name, is_person):
    row = factories.draft()
    row.targetgroup_set.update(name=name)
    assert bool(completeness.gaps(row)) is is_person
