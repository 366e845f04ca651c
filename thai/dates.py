"""Dates as papers and pages show them: Thai days and months, the Buddhist era."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language

BUDDHIST_ERA = 543

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")


def be_year(day: date) -> int:
    """The calendar year of the Buddhist era."""
    return day.year + BUDDHIST_ERA


def figures(day: date) -> str:
    """17/3/2568, as people type it."""
    return f"{day.day}/{day.month}/{be_year(day)}"


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def is_read_in_thai() -> bool:
    """Whether the reader's language is Thai, as it is where nobody chose."""
    return (get_language() or "th").startswith("th")


def read(day: date) -> str:
    """The short date in the reader's language."""
    return short_date(day) if is_read_in_thai() else english_date(day)


def read_month(day: date) -> str:
    """มีนาคม 2568, in the reader's language."""
    names = MONTHS if is_read_in_thai() else ENGLISH_MONTHS
    return f"{names[day.month - 1]} {be_year(day)}"


def read_long(day: date) -> str:
    """The long date in the reader's language."""
    return long_date(day) if is_read_in_thai() else english_long_date(day)


def long_date(day: date) -> str:
    """17 มีนาคม 2568"""
    return f"{day.day} {MONTHS[day.month - 1]} {be_year(day)}"


def short_date(day: date) -> str:
    """17 มี.ค. 2568"""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {be_year(day)}"


def english_date(day: date) -> str:
    """17 Mar 2025 (B.E. 2568)"""
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1][:3]} {day.year} (B.E. {be_year(day)})"


def english_long_date(day: date) -> str:
    """17 March 2025 (B.E. 2568)"""
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year} (B.E. {be_year(day)})"
