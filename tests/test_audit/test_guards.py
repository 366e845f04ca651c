"""The guards in the database are the committed ones, and a missing one is noticed."""

from __future__ import annotations

import os
import re

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from audit import guards
from audit.checks import guards_are_as_committed
from audit.machine import initial_of, machines, transitions_of
from launcher.cluster import LIMITS
from tests.books import owner
from tools import docs

__all__ = ["owner"]


def test_the_guards_are_as_committed(db):
    """When this fails after a wanted change: set up a fresh database and run `manage.py check_guards --write`."""
    with connection.cursor() as cursor:
        assert guards.differences(cursor) == []


@pytest.mark.parametrize("known", [(), ("app",), ("app", "signer"), ("owner",)])
def test_who_was_told_of_some_roles_says_nothing_of_the_others(db, known, monkeypatch):
    told = {role: name for role, name in settings.DATABASE_ROLES.items() if role in known}
    monkeypatch.setattr(settings, "DATABASE_ROLES", told)
    with connection.cursor() as cursor:
        assert guards.differences(cursor) == []


# What somebody with the owner's password changes, and the word by which the check names it.
TAMPERINGS = {
    "ALTER TABLE log.log DISABLE TRIGGER log_is_append_only": "log.log log_is_append_only D",
    "ALTER TABLE log.log ENABLE TRIGGER log_is_append_only": "log.log log_is_append_only O",
    "DROP TRIGGER state_moves_as_listed ON funds_voucher": "state_moves_as_listed",
    "DROP TRIGGER head_only_grows ON log.head; CREATE TRIGGER head_only_grows BEFORE UPDATE ON log.head FOR EACH ROW"
    " WHEN (false) EXECUTE FUNCTION log.guard_head(); ALTER TABLE log.head ENABLE ALWAYS TRIGGER head_only_grows": r"WHEN \(false\)",
    "DROP TRIGGER a_resolution_is_of_who_stayed ON approvals_resolution; CREATE TRIGGER a_resolution_is_of_who_stayed BEFORE INSERT"
    " OR UPDATE OF number ON approvals_resolution FOR EACH ROW EXECUTE FUNCTION approvals_guard_resolution(); ALTER TABLE"
    " approvals_resolution ENABLE ALWAYS TRIGGER a_resolution_is_of_who_stayed": "UPDATE OF number",
    "CREATE TRIGGER mine AFTER INSERT ON funds_voucher FOR EACH ROW EXECUTE FUNCTION log.refuse_change()": "funds_voucher mine",
    "ALTER FUNCTION ledger.post RESET search_path": "ledger.post",
    "ALTER FUNCTION ledger.post SECURITY INVOKER": "ledger.post",
    "ALTER FUNCTION log.put VOLATILE STRICT": "log.put",
    "ALTER FUNCTION log.put IMMUTABLE": "log.put",
    "CREATE OR REPLACE FUNCTION log.bind(who_person bigint, who_seat bigint, who_role text, happened timestamptz) RETURNS void"
    " LANGUAGE plpgsql AS 'BEGIN END'": "log.bind",
    "CREATE FUNCTION ledger.extra() RETURNS int LANGUAGE sql AS 'SELECT 1'": "ledger.extra",
    "CREATE FUNCTION public.extra(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1'": "public.extra",
    "CREATE SCHEMA elsewhere; CREATE FUNCTION elsewhere.extra() RETURNS int LANGUAGE sql AS 'SELECT 1'": "elsewhere.extra",
    "CREATE PROCEDURE public.proceed() LANGUAGE sql AS 'SELECT 1'": "public.proceed",
    "CREATE AGGREGATE public.together(int) (SFUNC = int4pl, STYPE = int)": "public.together",
    "CREATE OPERATOR public.=== (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int)": "operator ===",
    "GRANT UPDATE ON ledger.balance TO PUBLIC": "everybody table ledger.balance: UPDATE",
    "GRANT UPDATE (body) ON log.log TO PUBLIC": "everybody column log.log.body: UPDATE",
    "GRANT EXECUTE ON FUNCTION log.add_checkpoint TO PUBLIC": "everybody function log.add_checkpoint",
    "GRANT EXECUTE ON FUNCTION log.put TO {app}": "app function log.put",
    "GRANT TRUNCATE ON funds_voucher TO {app}": "app table public.funds_voucher: .*TRUNCATE",
    "GRANT UPDATE ON SEQUENCE funds_voucher_id_seq TO {app}": "app sequence public.funds_voucher_id_seq",
    "GRANT SELECT ON log.log TO {app} WITH GRANT OPTION": "WITH GRANT OPTION",
    "GRANT CREATE ON SCHEMA public TO {app}": "app schema public: CREATE",
    "GRANT TEMPORARY ON DATABASE {database} TO PUBLIC": "everybody database: .*TEMPORARY",
    "REVOKE SELECT ON log.log FROM {app}": "- right app table log.log",
    "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC": "default in every schema",
    "ALTER ROLE {owner} SET statement_timeout = 0": "setting owner statement_timeout=0",
    "ALTER ROLE {owner} RESET lock_timeout": "- setting owner lock_timeout",
    "ALTER TABLE ledger.posting DROP CONSTRAINT posting_amount_is_plausible": "posting_amount_is_plausible",
    "ALTER TABLE ledger.entry DROP CONSTRAINT entry_reference_is_unique": "entry_reference_is_unique",
    "ALTER TABLE funds_voucher DROP CONSTRAINT voucher_names_an_entry": "voucher_names_an_entry",
    "ALTER TABLE log.log DROP CONSTRAINT subject_is_named;"
    " ALTER TABLE log.log ADD CONSTRAINT subject_is_named CHECK (subject IS NOT NULL)": "subject_is_named CHECK ..subject IS NOT NULL",
    "ALTER TABLE log.head ADD CONSTRAINT mine CHECK (size < 0) NOT VALID": "mine .* not validated",
    "ALTER TABLE ledger.hold ALTER COLUMN basis DROP NOT NULL": "table ledger.hold",
    "ALTER TABLE ledger.hold ALTER COLUMN recorded_at SET DEFAULT '2026-01-01'": "column ledger.hold.recorded_at default",
    "ALTER TABLE ledger.hold ADD COLUMN doubled bigint GENERATED ALWAYS AS (amount * 2) STORED": "ledger.hold.doubled generated",
    "ALTER TABLE log.checkpoint ALTER COLUMN id SET GENERATED BY DEFAULT": "log.checkpoint.id identity",
    "ALTER TABLE log.checkpoint ALTER COLUMN id SET INCREMENT BY 7": "sequence log.checkpoint_id_seq bigint by 7",
    "ALTER TABLE log.log SET UNLOGGED": "table log.log unlogged",
    "ALTER TABLE log.log SET (autovacuum_enabled = off)": "autovacuum_enabled",
    "DROP INDEX log.log_entry_is_recorded_once": "log_entry_is_recorded_once",
    "CREATE UNIQUE INDEX mine ON log.log (tree, seq, event)": "UNIQUE INDEX mine",
    "CREATE RULE mine AS ON DELETE TO documents_blob DO INSTEAD NOTHING": "rule public.documents_blob mine",
    "ALTER TABLE log.log ENABLE ROW LEVEL SECURITY": "table log.log row-security",
    "CREATE POLICY mine ON funds_voucher USING (amount < 5)": "policy public.funds_voucher mine",
    "CREATE VIEW public.mine AS SELECT 1 AS a": "view public.mine",
    "CREATE TABLE public.mine (id int)": "table public.mine",
    "CREATE TYPE public.mine AS (a int)": "type public.mine",
    "CREATE TABLE public.mine () INHERITS (funds_fund)": "inherits mine funds_fund",
    "ALTER DATABASE {database} SET search_path = mine": "setting everybody here search_path=mine",
    "UPDATE log.event_schema SET by_database = false WHERE event = 'money.paid'": "schema money.paid",
    "UPDATE log.event_schema SET texts = texts || ARRAY['more'] WHERE event = 'money.paid'": "schema money.paid",
    "INSERT INTO log.subject_word VALUES ('mine:')": "subject mine:",
    "UPDATE log.terms SET is_story = NOT is_story": "terms",
}


def named(said: str) -> str:
    """The names of the roles and of the database as they are here."""
    names = {**settings.DATABASE_ROLES, "database": connection.settings_dict["NAME"]}
    return said.format(**{name: f'"{value}"' for name, value in names.items()})


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_is_named(db, owner, tampering):
    """By the owner, who can do all of it; rolled back. One check costs a fifth of a second."""
    owner.execute(named(tampering) if "{" in tampering else tampering)
    with owner.cursor() as cursor:
        found = guards.differences(cursor)
    assert found and any(re.search(TAMPERINGS[tampering], line) for line in found)


def test_the_check_is_an_error_and_a_warning(fresh_database):
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("CREATE FUNCTION ledger.extra() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    with pytest.raises(CommandError, match=r"ledger\.extra"):
        call_command("check_guards")
    assert any("ledger.extra" in message.msg for message in guards_are_as_committed(None, ["default"]))


def test_roles_are_limited_where_they_are_made():
    """Three places say it: our launcher, the script of the containers, and the lock that a database is compared with."""
    lines = guards.LOCK.read_text(encoding="utf-8").splitlines()
    told = {f"setting {role} {name}={value}" for role, limits in LIMITS.items() for name, value in limits.items()}
    assert told == {line for line in lines if line.startswith("setting ")}
    script = (settings.BASE_DIR / ".ci" / "roles.sh").read_text(encoding="utf-8")
    for role, limits in LIMITS.items():
        assert all(f"ALTER ROLE thunklang_{role} SET {name} = '{value}';" in script for name, value in limits.items())


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
