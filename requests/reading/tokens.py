"""A wording cut into tokens: numbers, signs, words that lead to a sum, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from thai import digits


class Sort(Enum):
    NUMBER = auto()
    BAHT = auto()  # บาท, บ., .-
    SATANG = auto()
    SCALE = auto()  # พัน, หมื่น … behind a number
    TIMES = auto()
    EQUALS = auto()
    AT = auto()
    SLASH = auto()
    OPEN = auto()
    CLOSE = auto()
    EACH = auto()  # ๆละ, ละ
    TOTAL = auto()  # เป็นเงิน, รวม …
    COUNT = auto()  # จำนวน
    PRICE = auto()  # ราคา
    WORD = auto()
    SPACE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """`start` and `end` are places in the normal form of the wording; `value` is a number's."""

    sort: Sort
    text: str
    start: int
    end: int
    value: Decimal = Decimal(0)


_LETTERS = "A-Za-z\u0e01-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e"
_RULES = [
    (Sort.SPACE, r"\s+"),
    (Sort.NUMBER, r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
    (
        Sort.BAHT,
        rf"\.-(?:\s*บาท)?|,-(?:\s*บาท)?|บาท(?:ถ้วน)?|(?<![{_LETTERS}])บ(?:\.(?![ก-ฮ]\.)|(?=[xX]\d)|(?![{_LETTERS}.]))|฿|THB|[Bb]aht",
    ),
    (Sort.SATANG, r"สตางค์|สต\."),
    (Sort.TIMES, r"[×✕*]|[xX](?![A-Za-z])|คูณ"),
    (Sort.EQUALS, r"=+"),
    (Sort.AT, r"@"),
    (Sort.SLASH, r"/|(?<!ตัด)ต่อ(?!เนื่อง|เติม|ไป|ยอด)"),
    (Sort.OPEN, r"[(\[]"),
    (Sort.CLOSE, r"[)\]]"),
    (Sort.EACH, r"ๆ\s*ละ(?=[\s\d@]|$)"),
    (
        Sort.TOTAL,
        r"(?:รวม)?(?:คิด)?เป็น(?:จำนวน)?เงิน(?:ทั้งสิ้น|ทั้งหมด|รวม)?(?:จำนวน)?|(?<!แปลง)รวม(?:เงิน|เป็น)?(?:ทั้งสิ้น|ทั้งหมด)?(?=[\s\d:])|จำนวนเงิน",
    ),
    (Sort.COUNT, r"จำนวน"),
    (Sort.PRICE, r"ราคา"),
    (Sort.SCALE, r"(?:ร้อย|พัน|หมื่น|แสน|ล้าน)(?=\s*(?:บาท|บ\.|$))"),
    (Sort.WORD, rf"[{_LETTERS}]|[^\s\d]"),
]
_TOKEN = re.compile("|".join(f"(?P<{sort.name}{n}>{rule})" for n, (sort, rule) in enumerate(_RULES)))
_EACH_AFTER_A_WORD = re.compile(r"(?<![แเ])ละ(?=[\s\d@(]|$)")
_MARK = re.compile(
    r"\s*(?:[-–—•●▪*○◦·✓➢➤►▶♦■□]+|\d{1,2}/(?=\s)|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)](?!\d|-)|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s+[^\d\s])|\(?[ก-ฮ][.)](?![ก-ฮ]\.)|\(\d{1,2}(?:\.\d{1,2})*\))\s*"
)
_HALVES = {"½": ".5", "¼": ".25", "¾": ".75"}
_HALF = re.compile(r"(?<=\d)\s?([½¼¾])")
_SIGN_BEFORE = re.compile(r"฿\s?(\d[\d,]*(?:\.\d+)?)")
_AND_A_HALF = re.compile(r"(\d+)\s?(ชั่วโมง|วัน|เดือน|ปี)ครึ่ง")
_LEADERS = re.compile(r"[.…_]{3,}|\.{2,}(?=\s*\d)")


def normal(wording: str) -> str:
    """Plain spaces, no list mark in front, no dots that lead the eye to a sum, and halves as decimals."""
    text = _HALF.sub(lambda found: _HALVES[found[1]], wording.replace("\u200b", "").replace("\\t", " "))
    text = _AND_A_HALF.sub(r"\1.5 \2", text)
    text = _SIGN_BEFORE.sub(r"\1 บาท", text)
    text = _LEADERS.sub(" ", re.sub(r"[\s\u00a0]+", " ", text))
    while (mark := _MARK.match(text)) and mark.end() < len(text) and mark[0].strip():
        text = text[mark.end() :]
    return text.strip(" ;,")


def cut(text: str) -> list[Token]:
    """Every letter of `text` is in exactly one token, in Arabic digits; letters that follow each other are one word."""
    return list(_joined(_cut(digits.arabic(text))))


def _cut(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        found = _EACH_AFTER_A_WORD.match(text, at) or _TOKEN.match(text, at)
        assert found
        sort = Sort[re.sub(r"\d+$", "", found.lastgroup)] if found.lastgroup else Sort.EACH
        value = Decimal(found[0].replace(",", "")) if sort is Sort.NUMBER else Decimal(0)
        yield Token(sort, found[0], at, found.end(), value)
        at = found.end()


def _joined(tokens: Iterator[Token]) -> Iterator[Token]:
    word: Token | None = None
    for token in tokens:
        if token.sort is Sort.WORD and word:
            word = Token(Sort.WORD, word.text + token.text, word.start, token.end)
        elif token.sort is Sort.WORD:
            word = token
        else:
            yield from [word] if word else []
            word = None
            yield token
    yield from [word] if word else []
