"""How fast the ledger posts and reads, beside naive raw SQL and django-hordak on the same server. Results: ledger.json.

    python bench/bench_ledger.py [names of measures ...]

Ratios are of rounds that were run in turns, each way as often; `ROUNDS` says how many (40). Speeds of a machine say little.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.posting import place
from launcher import surroundings

RESULTS = Path(__file__).with_name("ledger.json")


def machine(cluster: Any) -> dict[str, Any]:
    with cluster.connect() as root:
        (server,) = root.execute("SHOW server_version").fetchone()
    return {"cores": os.cpu_count(), "processor": _processor(), "system": platform.platform(), "PostgreSQL": server}


def _processor() -> str:
    told = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    names = [line.split(":")[1].strip() for line in told.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.processor()


def measured(addresses: dict[str, str], names: list[str]) -> dict[str, Any]:
    env = {**surroundings.whole(None), **addresses, "DB_ROLE": "app"}
    command = [sys.executable, "-m", "bench.posting.measuring", *names]
    told: dict[str, Any] = {}
    with subprocess.Popen(command, cwd=surroundings.PROJECT, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            if not line.startswith("{"):
                print(line, end="")
                continue
            told |= json.loads(line)
            _print(list(told)[-1], list(told.values())[-1])
    if process.returncode:
        sys.exit("the measuring failed")
    return told


def _print(name: str, told: dict[str, Any], depth: int = 0) -> None:
    print("  " * depth + name)
    for what, value in told.items():
        if isinstance(value, dict) and any(isinstance(inner, dict) for inner in value.values()):
            _print(what, value, depth + 1)
        elif isinstance(value, dict):
            figures = "  ".join(f"{key} {figure}" for key, figure in value.items())
            print("  " * depth + f"  {what:36}{figures}")
        else:
            print("  " * depth + f"  {what:36}{value}")


def main() -> None:
    """All measures, or those that are named; the others keep what was measured before."""
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    with place.made() as (cluster, addresses):
        results["machine"] = machine(cluster)
        results |= measured(addresses, sys.argv[1:])
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
