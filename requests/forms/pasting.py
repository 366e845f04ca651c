"""What is pasted into the box of the budget, as rows to look over; none of its lines is lost."""

from __future__ import annotations

from typing import Any

from requests import reading
from requests.models import Category


def lines_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip(' \t"')]


def rows(text: str) -> list[dict[str, Any]]:
    """Budget lines read from pasted text, one a line, as initial data."""
    return [_row(line.strip(' \t"')) for line in lines_of(text)]


def _row(text: str) -> dict[str, Any]:
    """One line. What has to be asked stays whole in the description, with what is certain of it, for its writer to put right."""
    line = reading.read(text)
    if line.asks:
        # Too long is said beside it.
        return {"description": text, "factors": line.factors, "category": _kind(text), "asks": line.asks}
    amount = line.amount if line.rate is None else None
    found = {"description": line.name, "factors": line.factors, "rate": line.rate, "amount": amount}
    return {**found, "category": _kind(text)}


def _kind(text: str) -> Category:
    if "ตอบแทน" in text:
        return Category.REMUNERATION
    return Category.MATERIALS if "วัสดุ" in text else Category.OPERATING
