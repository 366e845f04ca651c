"""kill -9, 500 times, of whoever works: workers, PostgreSQL's processes, all of it. What was acknowledged is there, once.

Results go to `kills.json`.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

from tests.prove.killing import KillerOfAll, faults, installed, work_and_kill

RESULTS = Path(__file__).with_name("kills.json")
KILLS = 500


def test_whoever_is_killed_nothing_is_lost_and_nothing_doubled():
    seed = random.SystemRandom().randrange(10**6)
    with installed() as database:
        journals = database.home.state / "journals"
        journals.mkdir()
        killer = KillerOfAll(database, journals, seed)
        work_and_kill(killer, KILLS)
        found = killer.reckon()
    counted = {name: len(value) if isinstance(value, list) else value for name, value in found.items()}
    RESULTS.write_text(json.dumps({**counted, "seed": seed}, indent=1, sort_keys=True) + "\n")
    assert faults(found) == {}
