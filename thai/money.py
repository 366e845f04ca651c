"""Satang as people read and type them: "1,234.50" in either kind of digits."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thai import digits

_SATANG = 100
# Above this nobody in a province's fund means it: a hundred thousand million baht.
MAX_SATANG = 100_000_000_000 * _SATANG
_PLAIN = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_FORMULA_MINUS = "\u2212"


def baht(satang: int) -> str:
    """123450 is "1,234.50"; a negative amount has a true minus sign."""
    whole, rest = divmod(abs(satang), _SATANG)
    return f"{_FORMULA_MINUS if satang < 0 else ''}{whole:,}.{rest:02}"


def plain(satang: int) -> str:
    """-123450 is "-1234.50": exact, for programs that read it."""
    whole, rest = divmod(abs(satang), _SATANG)
    return f"{'-' if satang < 0 else ''}{whole}.{rest:02}"


def parse(text: str) -> int:
    """The satang that somebody typed as baht, or a ValidationError that says what to mend."""
    typed = _bare(text)
    if not typed:
        raise ValidationError(_("Fill in an amount in baht."), code="required")
    if typed[0] in "-\u2212":
        raise ValidationError(_("An amount cannot be below zero."), code="negative")
    if not _PLAIN.fullmatch(typed):
        raise ValidationError(_("Write the amount in figures, such as 1,234.50."), code="not_a_number")
    return _satang(typed.replace(",", ""))


def _bare(text: str) -> str:
    bare = digits.arabic(text).replace("\u00a0", " ").strip()
    return bare.removeprefix("฿").removesuffix("บาท").strip()


def _satang(typed: str) -> int:
    whole, _dot, decimals = typed.partition(".")
    if decimals[2:].strip("0"):
        raise ValidationError(
            _("An amount has at most two decimals: there is nothing smaller than one satang."), code="half_satang"
        )
    satang = int(whole) * _SATANG + int(decimals[:2].ljust(2, "0") or 0) if len(whole) < 30 else MAX_SATANG + 1
    if satang > MAX_SATANG:
        raise ValidationError(
            _("This amount is too large. Check the number of digits; the amount is in baht."), code="too_large"
        )
    return satang
