"""The guards in the database are the committed ones, and a missing one is noticed."""

from __future__ import annotations

import os

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from audit import guards
from audit.checks import guards_are_as_committed
from audit.machine import initial_of, machines, transitions_of
from tools import docs


def test_the_guards_are_as_committed(db):
    """When this fails after a wanted change: set up a fresh database and run `manage.py check_guards --write`."""
    with connection.cursor() as cursor:
        assert guards.differences(cursor) == []


TAMPERINGS = [
    ("ALTER TABLE log.log DISABLE TRIGGER log_is_append_only", "log_is_append_only"),
    ("DROP TRIGGER state_moves_as_listed ON funds_voucher", "state_moves_as_listed"),
    ("ALTER FUNCTION ledger.post RESET search_path", "ledger.post"),
    ("GRANT UPDATE ON ledger.balance TO PUBLIC", "ledger.balance UPDATE"),
    ("GRANT EXECUTE ON FUNCTION log.add_checkpoint TO PUBLIC", "log.add_checkpoint"),
    ("CREATE FUNCTION ledger.extra() RETURNS int LANGUAGE sql AS 'SELECT 1'", "ledger.extra"),
]


@pytest.mark.parametrize(("tampering", "named"), TAMPERINGS)
def test_tampering_is_named(fresh_database, tampering, named):
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute(tampering)
    with pytest.raises(CommandError, match=named):
        call_command("check_guards")
    assert any(named in message.msg for message in guards_are_as_committed(None, ["default"]))


@pytest.mark.parametrize("model", machines(), ids=lambda model: model._meta.label)
def test_every_machine_has_its_trigger_and_can_be_left(db, model):
    """Each state is reached from the initial one, so that no state is a dead name."""
    reached, moves = {initial_of(model)}, transitions_of(model)
    for _ in moves:
        reached |= {move.target for move in moves if move.source in reached}
    assert reached == {str(value) for value, _label in model._meta.get_field("state").flatchoices}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = %s",
            [
                model._meta.db_table,
                "state_moves_as_listed",
            ],
        )
        assert cursor.fetchall() == [("A",)]


@pytest.mark.parametrize("model", machines(), ids=lambda model: model._meta.label)
def test_no_row_is_born_in_another_state(db, model):
    """`update()` and the constructor go past the library's protection, not past the trigger."""
    later = transitions_of(model)[-1].target
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        model(state=later if later != initial_of(model) else "elsewhere").save()
    assert refused.value.__cause__.diag.constraint_name == "state_starts_at_the_beginning"


def test_the_diagrams_are_up_to_date():
    assert docs.problems() == []
