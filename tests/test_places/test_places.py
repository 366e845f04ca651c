"""Places: Thai order, due days, the fiscal year, and loading twice."""

from __future__ import annotations

from datetime import date

import pytest

from places import calendar, services
from places.holidays import certain
from places.models import CustomArea, Holiday, Province, Subdistrict
from thai.order import key


@pytest.mark.parametrize(
    "words",
    [
        ["กะ", "กา", "เกลือ", "แกะ", "ขา", "เขา"],
        ["ปา", "ป่า", "ป้า", "ป๊า", "ป๋า", "ปาก"],
        ["น้ำ", "น้ำตก", "นี", "เนิน"],
        ["เชียงกลาง", "เชียงของ", "เชียงคำ", "เชียงราย", "เชียงใหม่"],
        ["แม่จัน", "แม่ฟ้าหลวง", "แม่ลาว", "แม่สรวย", "แม่สาย", "แม่ฮ่องสอน"],
    ],
)
def test_words_sort_as_in_the_dictionary(words: list[str]) -> None:
    assert sorted(set(words), key=key) == words


def test_spaces_punctuation_and_the_two_ways_to_write_sara_am_do_not_count() -> None:
    assert key("นํ้า-ตก") == key("น้ํา ตก") == key("น้ำตก")


@pytest.fixture
def open_offices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "_holidays", lambda: frozenset(day.date for day in certain()))


@pytest.mark.usefixtures("open_offices")
@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 3, 9), 7, date(2026, 3, 16)),
        (date(2026, 3, 13), 1, date(2026, 3, 16)),  # a Saturday
        (date(2026, 4, 6), 7, date(2026, 4, 16)),  # Songkran, three days
        (date(2026, 11, 28), 7, date(2026, 12, 8)),  # 5 December is a Saturday, Monday stands in for it
        (date(2026, 12, 24), 7, date(2027, 1, 4)),  # New Year and a weekend
        (date(2026, 3, 10), 0, date(2026, 3, 10)),
    ],
)
def test_a_last_day_moves_to_the_next_working_day(start: date, days: int, last: date) -> None:
    assert calendar.due(start, days) == last


def test_the_fiscal_year_turns_on_the_first_of_october() -> None:
    assert (calendar.fiscal_year(date(2025, 9, 30)), calendar.fiscal_year(date(2025, 10, 1))) == (2568, 2569)
    assert calendar.fiscal_year_bounds(2569) == (date(2025, 10, 1), date(2026, 9, 30))


def test_loading_twice_keeps_what_people_changed(db: None) -> None:
    services.load()
    services.activate("90")
    Holiday.objects.filter(date=date(2026, 1, 1)).update(name_th="ปีใหม่")
    assert services.load()[:3] == (77, 928, 7436)
    assert Subdistrict.objects.filter(province="57").count() == 124
    assert Province.objects.get(pk="90").is_active
    assert not Province.objects.get(pk="91").is_active
    assert Holiday.objects.get(date=date(2026, 1, 1)).name_th == "ปีใหม่"


def test_a_declared_holiday_moves_the_last_day_at_once(db: None) -> None:
    assert calendar.due(date(2026, 3, 9), 7) == date(2026, 3, 16)
    services.declare_holiday(date(2026, 3, 16), name_th="วันหยุดพิเศษ", name_en="Special holiday")
    assert calendar.due(date(2026, 3, 9), 7) == date(2026, 3, 17)
    calendar.forget()


def test_an_area_crosses_boundaries_and_is_drawn_anew_not_twice(db):
    services.draw_area("58", name_th="ลุ่มน้ำยวม", name_en="Yuam", subdistricts=["580405", "580601"])
    area = services.draw_area("58", name_th="ลุ่มน้ำยวม", name_en="Yuam basin", subdistricts=["580601", "999999"])
    assert CustomArea.objects.get() == area and area.name_en == "Yuam basin"
    assert list(area.subdistricts.values_list("pk", flat=True)) == ["580601"]
