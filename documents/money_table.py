"""Rows of a money table with the running totals that stand where a page breaks: ยอดยกไป below, ยอดยกมา above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from thai.money import baht


def running(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each row (with its `amount`, satang) and what a page that breaks after it carries over.

    After the last row there is nothing to carry.
    """
    listed, so_far = list(rows), 0
    for place, row in enumerate(listed, start=1):
        so_far += row["amount"]
        carries = place < len(listed)
        yield {
            **row,
            "carried": f"ยอดยกไป {baht(so_far)}" if carries else "",
            "brought": f"ยอดยกมา {baht(so_far)}" if carries else "",
        }


class SumsDisagree(ValueError):
    """Rows do not come to the total; no paper is made of that."""


def of_lines(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The rows of a paper whose facts are `lines` and their `amount`. Raises SumsDisagree."""
    lines = facts.get("lines") or []
    found, total = sum(line["amount"] for line in lines), facts.get("amount", 0)
    if found != total:
        raise SumsDisagree(f"lines come to {baht(found)} baht, the total says {baht(total)}")
    return {"rows": list(running(lines)), "total": total}
