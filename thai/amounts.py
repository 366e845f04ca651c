"""An amount of money in Thai words, as it stands in brackets after the figure on every official paper."""

from __future__ import annotations

_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000


def baht_text(satang: int) -> str:
    """`satang` in words: 15050 is "หนึ่งร้อยห้าสิบบาทห้าสิบสตางค์".

    Raises ValueError below zero: a paper that takes money back says so in its text.
    """
    if satang < 0:
        raise ValueError("An amount in words cannot be negative.")
    baht, rest = divmod(satang, 100)
    if not rest:
        return f"{words(baht)}บาทถ้วน"
    whole = f"{words(baht)}บาท" if baht else ""
    return f"{whole}{words(rest)}สตางค์"


def words(number: int) -> str:
    """A whole number from zero up in Thai words; millions nest, so a billion is "หนึ่งพันล้าน"."""
    if number < 0:
        raise ValueError("A number in words cannot be negative.")
    return _group(number, follows=False) if number else "ศูนย์"


def _group(number: int, *, follows: bool) -> str:
    millions, rest = divmod(number, _MILLION)
    above = f"{_group(millions, follows=follows)}ล้าน" if millions else ""
    return above + _below_million(rest, follows=follows or bool(millions))


def _below_million(number: int, *, follows: bool) -> str:
    spoken = ""
    for place in range(5, -1, -1):
        digit = number // 10**place % 10
        if digit:
            spoken += _digit(digit, place, last_of_many=follows or number > 10) + _PLACES[place]
    return spoken


def _digit(digit: int, place: int, *, last_of_many: bool) -> str:
    if place == 1 and digit < 3:
        return ("", "", "ยี่")[digit]
    if place == 0 and digit == 1 and last_of_many:
        return "เอ็ด"
    return _DIGITS[digit]
