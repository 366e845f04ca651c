"""Any sequence of what people do leaves three recognised persons between making and paying, and no way into another person."""

from __future__ import annotations

from django.db import transaction
from hypothesis import HealthCheck, given, settings

from tests.test_people.play import STEPS, Play


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_sequence_keeps_three_persons_apart(db, at_work, steps):
    with transaction.atomic():
        play = Play()
        play.run(steps)
        play.check()
        transaction.set_rollback(True)
