"""Public holidays that are certain: fixed dates with their substitutes, and the Buddhist days already announced.

The Royal Ploughing Ceremony, special holidays and the Buddhist days of later years are announced year by year; an
administrator adds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 2025, 2027


class Day(NamedTuple):
    date: date
    name_th: str
    name_en: str


_FIXED = (
    (1, 1, "วันขึ้นปีใหม่", "New Year's Day"),
    (4, 6, "วันจักรี", "Chakri Memorial Day"),
    (4, 13, "วันสงกรานต์", "Songkran Festival"),
    (4, 14, "วันสงกรานต์", "Songkran Festival"),
    (4, 15, "วันสงกรานต์", "Songkran Festival"),
    (5, 4, "วันฉัตรมงคล", "Coronation Day"),
    (6, 3, "วันเฉลิมพระชนมพรรษาสมเด็จพระนางเจ้าฯ พระบรมราชินี", "H.M. the Queen's Birthday"),
    (7, 28, "วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว", "H.M. the King's Birthday"),
    (8, 12, "วันแม่แห่งชาติ", "Mother's Day"),
    (10, 13, "วันนวมินทรมหาราช", "Navamindra Maharaj Day"),
    (10, 23, "วันปิยมหาราช", "Chulalongkorn Day"),
    (12, 5, "วันพ่อแห่งชาติ", "Father's Day"),
    (12, 10, "วันรัฐธรรมนูญ", "Constitution Day"),
    (12, 31, "วันสิ้นปี", "New Year's Eve"),
)
_ANNOUNCED = (
    Day(date(2025, 2, 12), "วันมาฆบูชา", "Makha Bucha Day"),
    Day(date(2025, 5, 11), "วันวิสาขบูชา", "Visakha Bucha Day"),
    Day(date(2025, 7, 10), "วันอาสาฬหบูชา", "Asalha Bucha Day"),
    Day(date(2025, 7, 11), "วันเข้าพรรษา", "Buddhist Lent Day"),
    Day(date(2026, 3, 3), "วันมาฆบูชา", "Makha Bucha Day"),
    Day(date(2026, 5, 31), "วันวิสาขบูชา", "Visakha Bucha Day"),
    Day(date(2026, 7, 29), "วันอาสาฬหบูชา", "Asalha Bucha Day"),
    Day(date(2026, 7, 30), "วันเข้าพรรษา", "Buddhist Lent Day"),
)


def certain() -> list[Day]:
    """Every certain holiday, one a date, in order of date; a weekend holiday also closes the next working day."""
    days = {day.date: day for day in (*_fixed(), *_ANNOUNCED)}
    for day in sorted(days.values()):
        if day.date.weekday() >= 5:
            instead = _next_working(day.date, taken=days)
            days[instead] = Day(instead, f"วันหยุดชดเชย{day.name_th}", f"{day.name_en} (substitute)")
    return sorted(days.values())


def _fixed() -> Iterator[Day]:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for month, day, name_th, name_en in _FIXED:
            yield Day(date(year, month, day), name_th, name_en)


def _next_working(day: date, *, taken: dict[date, Day]) -> date:
    while day in taken or day.weekday() >= 5:
        day += timedelta(days=1)
    return day
