"""Rounds in turns: in each, every way posts as often; a ratio compares what stood in one round, so that noise meets all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.posting.ways import Way


def interleaved(
    ways: Mapping[str, Way], *, times: int, rounds: int, reference: str, before: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """Seconds an entry and the speed as a share of `reference`, the median with its least and most; `before` each round."""
    spent: dict[str, list[float]] = {name: [] for name in ways}
    worked: dict[str, list[float]] = {name: [] for name in ways}
    before()
    for way in ways.values():
        way(times)  # the first plans and warms
    for at in range(rounds):
        before()
        names = list(ways)
        for name in names[at % len(names) :] + names[: at % len(names)]:
            began = _processor(ways[name])
            spent[name].append(_timed(ways[name], times))
            worked[name].append((_processor(ways[name]) - began) / times)
    return {name: {**_told(spent[name], spent[reference]), **_work(worked[name])} for name in ways}


def _processor(way: Way) -> float:
    """Microseconds of the processor that the server has spent on this way's connection; 0 where nobody says."""
    connection = getattr(getattr(way, "__self__", None), "connection", None)
    try:
        told = Path(f"/proc/{connection.info.backend_pid}/schedstat").read_text() if connection else "0"
    except OSError:
        told = "0"
    return int(told.split()[0]) / 1000


def _work(worked: list[float]) -> dict[str, int]:
    """What else the machine does hardly meets this, but for its caches."""
    return {"server microseconds": round(statistics.median(worked))} if any(worked) else {}


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
