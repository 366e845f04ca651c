"""Rows of a money table with the running totals that stand where a page breaks: ยอดยกไป below, ยอดยกมา above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from documents.money import money


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
            "carried": f"ยอดยกไป {money(so_far)}" if carries else "",
            "brought": f"ยอดยกมา {money(so_far)}" if carries else "",
        }
