"""One measure after the other, on the database that the environment names; prints each as a line of JSON. See bench_ledger.py."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from bench.posting import crowds, reading, rounds, stranger, ways  # noqa: E402
from bench.posting.place import STATE  # noqa: E402
from launcher.cluster import at  # noqa: E402

ROUNDS, TIMES = int(os.environ.get("ROUNDS", "40")), 40
SIZES = (10, 100, 1000)
FLUSHES = 300


def one_at_a_time() -> dict[str, Any]:
    with stranger.hordak(at(STATE)) as hordak:
        room = ways.Room()
        compared = {**ways.one_at_a_time(), "grants.pay_resolution, a room's": room.alone}
        if hordak:
            compared["django-hordak, transfer_to"] = hordak
        return rounds.interleaved(
            compared, times=TIMES, rounds=ROUNDS, reference="naive raw SQL", before=lambda: room.ready(TIMES)
        )


def in_batches() -> dict[str, Any]:
    told = {}
    for size in SIZES:
        some = max(6, min(ROUNDS, ROUNDS * 100 // size))
        told[f"{size} at once"] = rounds.interleaved(
            ways.in_batches(), times=size, rounds=some, reference="a loop of raw SQL"
        )
    return told


def together() -> dict[str, Any]:
    return crowds.asked(max(6, ROUNDS // 4))


def flush() -> dict[str, Any]:
    """What the disk takes to have eight kilobytes for good: every commit pays it once."""
    spent, path = [], STATE / "flush"
    with path.open("wb", buffering=0) as file:
        for _ in range(FLUSHES):
            file.write(bytes(8192))
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            spent.append(time.perf_counter() - began)
    path.unlink()
    return {"milliseconds": round(statistics.median(spent) * 1000, 3), "most": round(max(spent) * 1000, 2)}


MEASURES = {
    "flush": flush,
    "one at a time": one_at_a_time,
    "batches": in_batches,
    "eight processes": together,
    "bytes an entry": reading.bytes_an_entry,
    "reads": reading.at_sizes,
}


def main() -> None:
    for name in sys.argv[1:] or MEASURES:
        print(json.dumps({name: MEASURES[name]()}), flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main()
