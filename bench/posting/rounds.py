"""Rounds in turns: in each, every way posts as often; a ratio compares what stood in one round, so that noise meets all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

from bench.posting.ways import Way


def interleaved(
    ways: Mapping[str, Way], *, times: int, rounds: int, reference: str, before: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """Seconds an entry and the speed as a share of `reference`, the median with its least and most; `before` each round."""
    spent: dict[str, list[float]] = {name: [] for name in ways}
    before()
    for way in ways.values():
        way(times)  # the first plans and warms
    for at in range(rounds):
        before()
        names = list(ways)
        for name in names[at % len(names) :] + names[: at % len(names)]:
            spent[name].append(_timed(ways[name], times))
    return {name: _told(each, spent[reference]) for name, each in spent.items()}


def _timed(way: Way, times: int) -> float:
    began = time.perf_counter()
    way(times)
    return (time.perf_counter() - began) / times


def _told(spent: list[float], reference: list[float]) -> dict[str, Any]:
    ratios = [raw / own for raw, own in zip(reference, spent, strict=True)]
    return {
        "milliseconds": round(statistics.median(spent) * 1000, 3),
        "to raw": round(statistics.median(ratios), 2),
        "least": round(min(ratios), 2),
        "most": round(max(ratios), 2),
    }
