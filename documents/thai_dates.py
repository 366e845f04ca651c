"""Dates as papers and pages show them: Thai months, the Buddhist era, Thai digits where a letter asks for them."""

from __future__ import annotations

from datetime import date

from places.calendar import be_year

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
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


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


def thai_digits(text: str) -> str:
    return text.translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    return text.translate(_TO_ARABIC)
