"""The long run of `tests/test_people/test_sequence.py`."""

from __future__ import annotations

import os

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_people.play import STEPS, Play

EXAMPLES = int(os.environ.get("PEOPLE_EXAMPLES", "1500"))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(many=st.lists(STEPS, min_size=1, max_size=4))
def test_long_sequences_keep_three_persons_apart(db, at_work, many):
    with transaction.atomic():
        play = Play()
        for steps in many:
            play.run(steps)
            play.check()
        transaction.set_rollback(True)
