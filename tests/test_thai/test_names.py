"""Names that look alike are one name."""

from __future__ import annotations

import pytest

from thai.names import likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำฝน แก้วใส", "นํ้าฝน เเก้วใส"),
        ("กมล ดี", "กมล\u200bดี"),
        ("นายกมล ดี", "นาย กมล  ดี"),
        ("นายกมล ดี", "กมล ดี"),
        ("น.ส.มาลี", "นางสาว มาลี"),
        ("เรื่อง", "เร\u0e48\u0e37อง"),
        ("Mr. Anan", "anan"),
    ],
)
def test_they_are_one(one, other):
    assert likeness(one) == likeness(other)


@pytest.mark.parametrize(("one", "other"), [("กมล ดี", "กมล ดำ"), ("มาลี", "มาลา"), ("แก้ว", "แกว"), ("นาง", "นาย")])
def test_they_are_two(one, other):
    assert likeness(one) != likeness(other)
