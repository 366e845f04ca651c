"""How many events a second the offline verifier reads on one core, and how much memory it holds. Results: verify.json.

    python bench/bench_verify.py [EVENTS ...]

Beside it, in turns, the least that any verifier does: reading each line as JSON and hashing it into the tree. Speeds of a
machine say little; the ratio, and that memory does not grow with the log, say more. By processor time.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from audit import merkle  # noqa: E402
from tests.made_log import bodies  # noqa: E402

RESULTS = Path(__file__).with_name("verify.json")
VERIFIER = Path(__file__).parents[1] / "verify_audit.py"
SIZES, ROUNDS = (50_000, 200_000, 800_000), 3
LEAST = """
import json, sys
from hashlib import sha256
with open(sys.argv[1] + "/log.jsonl", "rb") as file:
    frontier = []
    for size, line in enumerate(file):
        json.loads(line)
        leaf = sha256(b"\\0" + line[:-1]).digest()
        while size & 1:
            leaf = sha256(b"\\1" + frontier.pop() + leaf).digest()
            size >>= 1
        frontier.append(leaf)
"""


def write(folder: Path, count: int) -> int:
    """The bundle of so many events, a page at a time; answers its bytes."""
    frontier: list[bytes] = []
    with (folder / "log.jsonl").open("wb") as log, (folder / "leaves.bin").open("wb") as leaves:
        for seq, body in enumerate(bodies(count)):
            leaf = merkle.leaf_hash(body)
            merkle.grow(frontier, seq, leaf)
            log.write(body + b"\n")
            leaves.write(leaf)
    (folder / "checkpoints.jsonl").touch()
    told = {"format": 1, "root": merkle.root_of_frontier(frontier).hex(), "size": count, "tree": "57"}
    (folder / "manifest.json").write_text(json.dumps(told, separators=(",", ":")) + "\n")
    return (folder / "log.jsonl").stat().st_size


# What a process held at most is read by itself: of its parent's memory nothing is in it.
HELD = """
import runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    with open("/proc/self/status") as status, open(sys.argv[1] + "/held", "w") as told:
        told.write(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


def run(program: str, place: str) -> tuple[float, float]:
    """Seconds of processor time, and the most memory in MB, of one process."""
    nowhere = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    command = [sys.executable, "-c", HELD, program, place]
    pid = os.posix_spawn(sys.executable, command, os.environ, file_actions=nowhere)
    _pid, status, used = os.wait4(pid, 0)
    if status:
        sys.exit(f"{program} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, int((Path(place) / "held").read_text()) / 1024


def measured(count: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        size, least_program = write(Path(place), count), Path(place) / "least.py"
        least_program.write_text(LEAST)
        rounds = [(run(str(VERIFIER), place), run(str(least_program), place)) for _round in range(ROUNDS)]
    seconds, least = (median(one[which][0] for one in rounds) for which in (0, 1))
    memory, least_memory = (max(one[which][1] for one in rounds) for which in (0, 1))
    return {
        "events": count,
        "bytes an event": round(size / count),
        "events a second": round(count / seconds),
        "of the least that anybody does": round(least / seconds, 2),
        "memory in MB": round(memory, 1),
        "of the least": round(least_memory, 1),
    }


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    told: dict[str, Any] = {
        "machine": {"load": round(os.getloadavg()[0], 1), "cores": os.cpu_count(), "python": platform.python_version()},
        "sizes": [measured(count) for count in sizes],
    }
    for row in told["sizes"]:
        print("  ".join(f"{name}: {value}" for name, value in row.items()))
    RESULTS.write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
