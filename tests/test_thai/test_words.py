"""Amounts, dates and digits on paper."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from thai import dates, digits, money
from thai.amounts import baht_text

VALUES = dict(
    zip(["หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "เอ็ด", "ยี่"], [*range(1, 10), 1, 2], strict=True)
)
PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10_000, "แสน": 100_000}
WORD = re.compile("|".join([*VALUES, *PLACES, "ล้าน"]))


@pytest.mark.parametrize(
    ("satang", "spoken"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (1, "หนึ่งสตางค์"),
        (25, "ยี่สิบห้าสตางค์"),
        (101, "หนึ่งบาทหนึ่งสตางค์"),
        (1111, "สิบเอ็ดบาทสิบเอ็ดสตางค์"),
        (2100, "ยี่สิบเอ็ดบาทถ้วน"),
        (10050, "หนึ่งร้อยบาทห้าสิบสตางค์"),
        (10100, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (10_000_000, "หนึ่งแสนบาทถ้วน"),
        (100_000_100, "หนึ่งล้านเอ็ดบาทถ้วน"),
        (1_100_000_000, "สิบเอ็ดล้านบาทถ้วน"),
        (100_000_000_000_000, "หนึ่งล้านล้านบาทถ้วน"),
        (12_345_678, "หนึ่งแสนสองหมื่นสามพันสี่ร้อยห้าสิบหกบาทเจ็ดสิบแปดสตางค์"),
    ],
)
def test_amounts_are_spoken_as_people_say_them(satang: int, spoken: str) -> None:
    assert baht_text(satang) == spoken


def heard(spoken: str) -> int:
    total = group = digit = 0
    for word in WORD.findall(spoken):
        if word == "ล้าน":
            total, group, digit = (total + group + digit) * 1_000_000, 0, 0
        elif word in PLACES:
            group, digit = group + (digit or 1) * PLACES[word], 0
        else:
            digit = VALUES[word]
    return total + group + digit


@given(st.integers(1, 10**17))
def test_every_amount_can_be_heard_back(satang: int) -> None:
    baht, _, rest = baht_text(satang).rpartition("บาท")
    assert heard(baht) * 100 + heard(rest.removesuffix("ถ้วน")) == satang


def test_an_amount_below_zero_has_no_words() -> None:
    with pytest.raises(ValueError, match="negative"):
        baht_text(-1)


@given(st.integers(0, money.MAX_SATANG))
def test_what_is_shown_can_be_typed_again_in_either_digits(satang: int) -> None:
    shown = money.baht(satang)
    assert money.parse(shown) == money.parse(digits.thai(shown)) == satang


@pytest.mark.parametrize(
    ("typed", "satang"), [("1234.5", 123450), (" ฿๑,๒๓๔ ", 123400), ("80 บาท", 8000), ("1.500", 150)]
)
def test_people_type_amounts_in_many_ways(typed: str, satang: int) -> None:
    assert money.parse(typed) == satang


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "required"),
        ("-5", "negative"),
        ("1.005", "half_satang"),
        ("12,34", "not_a_number"),
        ("1e9", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("NaN", "not_a_number"),
        ("²", "not_a_number"),
        ("9" * 40, "too_large"),
        ("100000000000.01", "too_large"),
    ],
)
def test_an_amount_that_cannot_be_is_refused_with_a_reason(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        money.parse(typed)
    assert refusal.value.code == code


def test_dates_are_of_the_buddhist_era() -> None:
    day = date(2025, 3, 17)
    assert dates.long_date(day) == "17 มีนาคม 2568"
    assert dates.short_date(day) == "17 มี.ค. 2568"
    assert dates.english_date(day) == "17 Mar 2025 (B.E. 2568)"
    assert digits.thai(dates.long_date(day)) == "๑๗ มีนาคม ๒๕๖๘"
