"""What is acknowledged is there once, however often whoever asked for it is killed. `tests/prove/test_kills.py` kills the database too."""

from __future__ import annotations

import os
import random

from tests.prove.killing import Killer, after, faults

KILLS = 12


def test_whoever_is_killed_nothing_is_lost_and_nothing_doubled(fresh_database, tmp_path):
    env = {**os.environ, "DB_ROLE": "app", "REDIS_URL": ""}
    found = after(Killer(env, tmp_path, random.SystemRandom().randrange(10**6)), KILLS)
    assert faults(found) == {}
    assert found["kills"] == {"worker": KILLS} and found["steps"] > KILLS / 2
