"""No row leaves its state but by a move of its machine, not even by an UPDATE around the services."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from audit.machine import transitions_of
from tests.pages.conftest import Scene

ROWS = ["draft", "submitted", "in_review", "funding", "called", "item", "offer", "agreement", "instalment", "voucher"]


@pytest.mark.parametrize("name", ROWS)
def test_an_update_around_the_services_is_refused(scene: Scene, db, name):
    row = getattr(scene, name)
    model = type(row)
    allowed = {move.target for move in transitions_of(model) if move.source == row.state}
    others = {value for value, _label in model._meta.get_field("state").flatchoices} - allowed - {row.state}
    assert others
    for state in others:
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            model.objects.filter(pk=row.pk).update(state=state)
        assert refused.value.__cause__.diag.constraint_name == "state_moves_as_listed"
