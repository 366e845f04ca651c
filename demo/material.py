"""Reads what the demo is made of: real places, lines, partners and titles, and the invented rest, marked as such."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from requests import reading, wording

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Plot:
    """How one request is to go: begun `days_ago`, led to the state `goal`, held at `stop`."""

    number: int
    title: str
    is_real: bool
    theme: dict[str, str]
    asker: str
    days_ago: int
    goal: str
    stop: str
    fund_percent: int
    agencies: dict[str, str]
    rounds: int
    twists: frozenset[str]


def plots() -> list[Plot]:
    themes = {row["key"]: row for row in rows("themes")}
    return [_plot(number, row, themes) for number, row in enumerate(rows("stories"), 1)]


def _plot(number: int, row: dict[str, str], themes: dict[str, dict[str, str]]) -> Plot:
    agencies = dict(part.split("=") for part in row["agencies"].split())
    return Plot(
        number,
        row["title"],
        row["is_real"] == "yes",
        themes[row["theme"]],
        row["asker"],
        int(row["days_ago"]),
        row["goal"],
        row["stop"],
        int(row["fund"]),
        agencies,
        int(row["rounds"]),
        frozenset(row["twists"].split()),
    )


def budget_lines() -> list[dict[str, Any]]:
    """Lines as people really wrote them, read by the parser that the form uses; figures not in the words are given."""
    return [_line(row) for row in rows("budget_lines")]


def _line(row: dict[str, str]) -> dict[str, Any]:
    read = reading.read(row["wording"])
    factors = read.factors if read.rate is not None else wording.parse_factors(row["factors"])
    rate = int(row["rate_baht"]) * 100 if read.rate is None else read.rate
    return {"category": row["category"], "description": read.name, "factors": factors, "rate": rate}
