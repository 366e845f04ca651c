"""How long pages take in the demo and in a database of the size of the country. Results: pages.json.

    python bench/bench_pages.py [words of page names ...]

The two databases are made first, once (about ten minutes). They are asked in turns, so that what else the machine does meets both.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from bench.asking import crowd  # noqa: E402
from bench.country import making  # noqa: E402
from launcher import surroundings  # noqa: E402

RESULTS = Path(__file__).with_name("pages.json")
ROUNDS = 3
Told = dict[str, dict[str, Any]]


def asked(addresses: dict[str, str], names: list[str]) -> Told:
    env = {**surroundings.whole(None), **addresses, "DB_ROLE": "app"}
    command = [sys.executable, "-m", "bench.asking.visits", *names]
    answer = subprocess.run(
        command, cwd=surroundings.PROJECT, env=env, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    told: Told = {}
    for line in answer.splitlines():
        told |= json.loads(line)
    return told


def together(rounds: list[Told]) -> Told:
    """The middle round of each figure."""
    return {
        name: {**one, **{what: statistics.median(told[name][what] for told in rounds) for what in ("median", "p95")}}
        for name, one in rounds[-1].items()
    }


def table(demo: Told, country: Told) -> None:
    print(f"{'page':34}{'demo p95':>10}{'country':>10}{'growth':>8}{'questions':>11}  read whole")
    for name, one in country.items():
        growth = one["median"] / demo[name]["median"]
        whole = ", ".join(one["read whole"])
        print(f"{name:34}{demo[name]['p95']:10.1f}{one['p95']:10.1f}{growth:8.2f}{one['questions']:11}  {whole}")


def main() -> None:
    names = sys.argv[1:]
    with making.both() as (demo, country):
        rounds = [(asked(demo, names), asked(country, names)) for _ in range(ROUNDS)]
        rates = (
            {} if names else {"demo": crowd.asked(demo, making.STATE), "country": crowd.asked(country, making.STATE)}
        )
    small, large = (together([both[at] for both in rounds]) for at in (0, 1))
    table(small, large)
    for name in rates.get("country", ()):
        print(f"{name:34}{rates['demo'][name]:10}{rates['country'][name]:10}  a second, {crowd.CLIENTS} clients")
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in large:
        known[name] = {"demo": small[name], "country": large[name]}
    known |= {"a second": rates} if rates else {}
    RESULTS.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
