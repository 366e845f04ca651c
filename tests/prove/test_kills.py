"""kill -9, 500 times, of whoever works: workers, PostgreSQL's processes, all of it. What was acknowledged is there, once.

Results go to `kills.json`.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from tests.prove.killing import KillerOfAll, faults, installed, work_and_kill

RESULTS = Path(__file__).with_name("kills.json")
KILLS = 500


def found_after(
    kills: int, seed: int, victims: tuple[str, ...] = KillerOfAll.victims, **settings: str
) -> dict[str, Any]:
    with installed(**settings) as database:
        journals = database.home.state / "journals"
        journals.mkdir()
        killer = KillerOfAll(database, journals, seed)
        killer.victims = victims
        work_and_kill(killer, kills)
        return killer.reckon()


def test_whoever_is_killed_nothing_is_lost_and_nothing_doubled():
    seed = random.SystemRandom().randrange(10**6)
    found = found_after(KILLS, seed)
    counted = {name: len(value) if isinstance(value, list) else value for name, value in found.items()}
    RESULTS.write_text(json.dumps({**counted, "seed": seed}, indent=1, sort_keys=True) + "\n")
    assert faults(found) == {}


def test_a_database_that_acknowledges_before_it_has_written_is_found_out():
    """Else the other test could not fail."""
    found = found_after(25, seed=5, victims=("postmaster", "worker"), synchronous_commit="off")
    assert found["lost"]
