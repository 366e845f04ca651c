"""What somebody typed into the search box, understood: amounts, numbers of papers, and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from portal.finding import letters
from thai.money import MAX_SATANG

_UNITS = {"ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?"
# A figure that says that it is money, by its commas, by a unit or by "บาท"; or one that stands alone.
_AMOUNT = re.compile(
    rf"(?<![\d/.,-])(?:฿\s*)?(?P<figure>{_FIGURE})\s*(?P<unit>{'|'.join(_UNITS)})?\s*(?P<baht>บาท|baht)?(?![\d/,-])",
    re.I,
)
# 57/2569/0012, 57-2569-0001, 3/2569, PAY 12/2569.
_NUMBER = re.compile(r"(?<![\d/-])(?:\d{2}[/-]25\d{2}[/-]\d{1,6}|\d{1,6}/25\d{2})(?![\d/-])")
_SMALLEST = 1_000  # baht: a bare figure below is a year, a count or a number of something


@dataclass(frozen=True)
class Asked:
    """`words` are folded; `typed` is what was read of the box."""

    typed: str
    words: list[str]
    amounts: list[int]
    numbers: list[str]
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.amounts or self.numbers)


def read(typed: str) -> Asked:
    text = letters.clean(typed)
    numbers = list(dict.fromkeys(number(found[0]) for found in _NUMBER.finditer(text)))
    rest = _NUMBER.sub(" ", text)
    amounts, rest = _amounts(rest)
    is_cut = len(" ".join(typed[: letters.LONGEST * 4 + 1].split())) > letters.LONGEST
    return Asked(text, _words(rest), amounts, numbers[:3], is_cut)


def number(text: str) -> str:
    """A number of a paper as it is compared: 57/2569/0012 and 57-2569-12 are one."""
    parts = re.split(r"[/-]", re.sub(r"[^\d/-]", "", letters.clean(text)))
    return "#" + "/".join(part.lstrip("0") for part in parts)


def _amounts(text: str) -> tuple[list[int], str]:
    found: list[int] = []

    def take(match: re.Match[str]) -> str:
        satang = _satang(match["figure"], match["unit"])
        is_money = match["unit"] or match["baht"] or "," in match["figure"] or match[0].startswith("฿")
        if satang > MAX_SATANG or not (is_money or satang >= _SMALLEST * 100) or _is_year(match, bool(is_money)):
            return match[0]
        found.append(satang)
        return " "

    rest = _AMOUNT.sub(take, text)
    return list(dict.fromkeys(found))[:3], rest


def _is_year(match: re.Match[str], is_money: bool) -> bool:
    return not is_money and re.fullmatch(r"25\d\d", match["figure"]) is not None


def _satang(figure: str, unit: str | None) -> int:
    return int(Decimal(figure.replace(",", "")) * _UNITS.get(unit or "", 1) * 100)


def _words(text: str) -> list[str]:
    """Each word folded; all as one where one is too short to be looked for by itself."""
    folded = [word for word in map(letters.fold, text.split()) if word]
    if any(len(word) < letters.LETTERS for word in folded):
        folded = ["".join(folded)]
    return [word for word in folded if len(word) >= letters.LETTERS]
