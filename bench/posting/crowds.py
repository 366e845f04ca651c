"""Eight processes post at once: all in one province, whose tree is one queue, and each in a province of its own."""

from __future__ import annotations

import statistics
import time
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Any

from bench.posting.place import PROVINCES
from bench.posting.ways import Post, Raw

PROCESSES, EACH = 8, 120
KINDS = ("raw", "one province", "eight provinces")


def asked(rounds: int) -> dict[str, Any]:
    """Entries a second of all together, and as a share of raw SQL in the same round."""
    context = get_context("spawn")
    barrier = context.Barrier(PROCESSES + 1)
    done = context.Queue()
    workers = [context.Process(target=_work, args=(at, rounds, barrier, done)) for at in range(PROCESSES)]
    for worker in workers:
        worker.start()
    spent: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for at in range(rounds + 1):
        for kind in KINDS:
            barrier.wait()
            began = time.perf_counter()
            barrier.wait()
            if at:  # the first plans and warms
                spent[kind].append(time.perf_counter() - began)
    for worker in workers:
        worker.join()
    if failed := [done.get() for _ in range(done.qsize())]:
        raise RuntimeError(failed[0])
    return {kind: _told(spent[kind], spent["raw"]) for kind in KINDS}


def _work(at: int, rounds: int, barrier: Barrier, done: Any) -> None:
    ways = {
        "raw": Raw().alone,
        "one province": Post(PROVINCES[0]).alone,
        "eight provinces": Post(PROVINCES[at]).alone,
    }
    try:
        for _ in range(rounds + 1):
            for kind in KINDS:
                barrier.wait()
                ways[kind](EACH)
                barrier.wait()
    except Exception as error:
        done.put(repr(error))
        barrier.abort()


def _told(spent: list[float], raw: list[float]) -> dict[str, Any]:
    ratios = [reference / own for reference, own in zip(raw, spent, strict=True)]
    return {
        "a second": round(PROCESSES * EACH / statistics.median(spent)),
        "to raw": round(statistics.median(ratios), 2),
        "least": round(min(ratios), 2),
        "most": round(max(ratios), 2),
    }
