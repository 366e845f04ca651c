"""What is acknowledged is there once, however often whoever asked for it is killed. `tests/prove/test_kills.py` kills the database too."""

from __future__ import annotations

import os
import random

from tests.prove.killing import Killer, faults, work_and_kill
from tests.prove.reckoned import reckon

KILLS = 12


def test_whoever_is_killed_nothing_is_lost_and_nothing_doubled(fresh_database, tmp_path):
    env = {**os.environ, "DB_ROLE": "app", "REDIS_URL": ""}
    killer = Killer(env, tmp_path, random.SystemRandom().randrange(10**6))
    work_and_kill(killer, KILLS)
    found = reckon(tmp_path)
    assert faults(found) == {}
    assert killer.kills == {"worker": KILLS} and found["steps"]
