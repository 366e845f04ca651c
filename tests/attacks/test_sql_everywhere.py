"""What the application's own role tries by SQL beside moving money: every sealed table, every function that is not its own, the
session's powers, and what its own functions are told. All of it is refused, and nothing of it is left behind.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from audit.guards import SCHEMAS
from tests import factories

TABLES = {
    "log": (
        *(
            "acting",
            "alarm",
            "checkpoint",
            "cosignature",
            "event_schema",
            "evidence",
            "evidence_table",
            "head",
            "log",
            "note",
        ),
        *("reopening", "signed_head", "stamp", "stop", "subject_word", "terms", "touched", "veil"),
    ),
    "ledger": ("account", "balance", "day_net", "entry", "hold", "hold_resolution", "period", "posting"),
    "doors": ("event", "tries"),
}
SEALED = [f"{schema}.{table}" for schema, tables in TABLES.items() for table in tables]
NO_RIGHT = "42501"


def tried(statement: str, *values: Any) -> str:
    """What refused it, by the rule's name or else by its code; "" when it was done. A promise for the end is asked at once."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as refused:
        told = refused.__cause__.diag
        return told.constraint_name or told.sqlstate
    return ""


def asked(query: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()


def test_every_sealed_table_is_tried(db):
    found = asked(
        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = ANY (%s) ORDER BY 1",
        list(SCHEMAS.names()),
    )
    assert sorted(SEALED) == [name for (name,) in found]


# What anybody may try on a table that only functions write. `%` is the table.
ON_A_TABLE = {
    "insert": "INSERT INTO % DEFAULT VALUES",
    "update": "UPDATE % SET @ = @",
    "delete": "DELETE FROM %",
    "truncate": "TRUNCATE %",
    "lock": "LOCK TABLE % IN ACCESS EXCLUSIVE MODE",
    "lock rows": "SELECT 1 FROM % FOR UPDATE",
    "trigger": "CREATE TRIGGER mine BEFORE INSERT ON % FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "rule": "CREATE RULE mine AS ON INSERT TO % DO INSTEAD NOTHING",
    "policy": "CREATE POLICY mine ON %",
    "alter": "ALTER TABLE % ADD COLUMN mine int",
    "switch off": "ALTER TABLE % DISABLE TRIGGER ALL",
    "drop": "DROP TABLE %",
    "own": "ALTER TABLE % OWNER TO CURRENT_USER",
    "grant": "GRANT ALL ON % TO PUBLIC",
    "index": "CREATE INDEX mine ON % (@)",
    "copy in": "COPY % FROM PROGRAM 'true'",
}


@pytest.mark.parametrize("how", ON_A_TABLE)
@pytest.mark.parametrize("table", SEALED)
def test_nobody_writes_a_sealed_table(db, table, how):
    column = asked(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum DESC", table
    )[0][0]
    # Granting what one may not give is only warned of: what counts is that nobody has it then.
    statement = ON_A_TABLE[how].replace("%", table).replace("@", f'"{column}"')
    assert tried(statement) == NO_RIGHT or (how == "grant" and not _may_write(table))


def _may_write(table: str) -> bool:
    return bool(
        asked("SELECT has_table_privilege(%s, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')", table)[0][0]
    )


def test_no_function_of_the_sealed_schemas_is_called_but_our_own(db):
    """Each with as many nothings as it takes; those that triggers call answer nobody at all."""
    mine = {name.split("(")[0] for schema in SCHEMAS.values() for name in schema.app_functions}
    refused = {}
    for name, kinds, returns in asked(_FUNCTIONS, list(SCHEMAS.names())):
        if name not in mine:
            nothings = ", ".join(f"NULL::{kind}" for kind in kinds)
            refused[name, tuple(kinds)] = tried(f"SELECT {name}({nothings})"), returns
    strangers = {name: rule for name, (rule, returns) in refused.items() if rule != NO_RIGHT and returns != "trigger"}
    assert len(refused) > 50 and strangers == {}


_FUNCTIONS = """
SELECT n.nspname || '.' || p.proname, ARRAY(SELECT format_type(kind, NULL) FROM unnest(p.proargtypes) kind), p.prorettype::regtype::text
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ANY (%s)
"""

POWERS = {
    "the owner's role": "SET ROLE thunklang_owner",
    "the signer's role": "SET ROLE thunklang_signer",
    "another's session": "SET SESSION AUTHORIZATION thunklang_owner",
    "reading servers' files": "SET ROLE pg_read_server_files",
    "writing all": "SET ROLE pg_write_all_data",
    "triggers off": "SET session_replication_role = replica",
    "a role": "CREATE ROLE mine SUPERUSER",
    "a member": "GRANT pg_write_all_data TO CURRENT_USER",
    "more for oneself": "ALTER ROLE CURRENT_USER SUPERUSER",
    "the owner's settings": "ALTER ROLE thunklang_owner SET search_path = mine",
    "everybody's settings": "ALTER ROLE ALL SET search_path = mine",
    "a schema": "CREATE SCHEMA mine",
    "a table": "CREATE TABLE public.mine (id int)",
    "a table of the session": "CREATE TEMP TABLE funds_voucher (id int)",
    "a view": "CREATE VIEW public.mine AS SELECT 1",
    "a function": "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a function of the session": "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a function in the log": "CREATE FUNCTION log.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a type": "CREATE TYPE public.mine AS (a int)",
    "an operator": "CREATE OPERATOR public.=== (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int)",
    "a cast": "CREATE CAST (text AS log.telling) WITH INOUT",
    "an extension": "CREATE EXTENSION dblink",
    "a language": "CREATE TRUSTED LANGUAGE plperl",
    "an event trigger": "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION log.refuse_change()",
    "a publication": "CREATE PUBLICATION mine",
    "a server elsewhere": "CREATE SERVER mine FOREIGN DATA WRAPPER nobody",
    "another function of ours": "CREATE OR REPLACE FUNCTION log.nonce() RETURNS text LANGUAGE sql AS 'SELECT NULL'",
    "our function's owner": "ALTER FUNCTION log.tell(text[], bytea[]) OWNER TO CURRENT_USER",
    "our function's settings": "ALTER FUNCTION log.tell(text[], bytea[]) RESET ALL",
    "our function gone": "DROP FUNCTION log.tell(text[], bytea[])",
    "our schema's name": "ALTER SCHEMA log RENAME TO mine",
    "our schema's mark": "COMMENT ON SCHEMA log IS 'mine'",
    "rights for who comes": "ALTER DEFAULT PRIVILEGES FOR ROLE thunklang_owner GRANT ALL ON TABLES TO PUBLIC",
    "a server's file": "SELECT pg_read_file('postgresql.conf')",
    "a server's folder": "SELECT pg_ls_dir('.')",
    "a file of the server into a table": "SELECT lo_import('/etc/passwd')",
    "a file out of the server": "COPY (SELECT 1) TO '/tmp/mine'",
    "a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "the server's settings read anew": "SELECT pg_reload_conf()",
    "the log of writes": "SELECT pg_switch_wal()",
    "the statistics of the server": "SELECT pg_stat_reset()",
    "passwords": "SELECT * FROM pg_authid",
    "the past of migrations": "DELETE FROM django_migrations",
    "a number of sequence": "SELECT setval('funds_voucher_id_seq', 1)",
}


@pytest.mark.parametrize("what", POWERS)
def test_the_session_has_no_further_powers(db, what):
    assert tried(POWERS[what]) in (NO_RIGHT, "42704", "0A000")


def test_nobody_shadows_what_our_functions_read(db):
    """The path of a session is its own; that of a function is the function's."""
    assert (
        tried("SET search_path = pg_temp, public; SELECT log.tell(ARRAY['57'], ARRAY['x'::bytea])")
        == "body_is_as_its_event_says"
    )


WHO = "ROW('57', 'money.paid', 1, 'fund:1', {person}, {seat}, {role}, {digests}, {happened})::log.telling"
ME = {
    "person": "(SELECT person_id FROM people_seat WHERE role = 'treasurer')",
    "seat": "(SELECT id FROM people_seat WHERE role = 'treasurer')",
    "role": "'treasurer'",
    "digests": "'{}'::text[]",
    "happened": "'2026-02-02T03:00:00Z'",
}
# Who somebody says they are, and what is said beside: what refuses it, whatever money it is about.
CLAIMS = {
    "nobody": ({"person": "NULL"}, "who_acts_holds_the_seat"),
    "nobody in no seat": ({"person": "NULL", "seat": "NULL"}, "who_acts_holds_the_seat"),
    "a person who is not there": ({"person": "999999"}, "who_acts_holds_the_seat"),
    "another's seat": ({"seat": "(SELECT id FROM people_seat WHERE role = 'approver')"}, "who_acts_holds_the_seat"),
    "no seat": ({"seat": "NULL"}, "who_acts_holds_the_seat"),
    "another role": ({"role": "'auditor'"}, "who_acts_holds_the_seat"),
    "a role that breaks out": ({"role": """'x","seat":1},"y":{"z":"'"""}, "who_acts_holds_the_seat"),
    "no role": ({"role": "NULL"}, "who_acts_holds_the_seat"),
    "the system": ({"role": "'system'"}, "who_acts_holds_the_seat"),
    "before the term": ({"happened": "'2025-09-30T03:00:00Z'"}, "who_acts_holds_the_seat"),
    "for ever": ({"happened": "'infinity'"}, "nothing_happens_before_its_time"),
    "never": ({"happened": "'-infinity'"}, "nothing_happens_before_its_time"),
    "at no time": ({"happened": "NULL"}, "who_acts_holds_the_seat"),
    "a text in the open": ({"digests": "ARRAY['memo', 'ป่วย']"}, "texts_are_told_by_digest"),
    "a text that nobody names": ({"digests": "ARRAY['more', repeat('ab', 32)]"}, "texts_are_told_by_digest"),
    "half a text": ({"digests": "ARRAY['memo']"}, "texts_are_told_by_digest"),
    "a text without a name": ({"digests": "ARRAY[NULL, repeat('ab', 32)]"}, "texts_are_told_by_digest"),
    "a text twice": (
        {"digests": "ARRAY['memo', repeat('ab', 32), 'memo', repeat('ab', 32)]"},
        "texts_are_told_by_digest",
    ),
    "texts in a square": ({"digests": "ARRAY[['memo', repeat('ab', 32)]]"}, "texts_are_told_by_digest"),
}
CALLS = {
    "close_period": "SELECT funds.close_period((SELECT id FROM funds_fund WHERE code = 'CR'), '2026-01-31', {})",
    "open_source": "SELECT funds.open_source((SELECT min(id) FROM funds_moneysource), ARRAY['50999'], {})",
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("what", CLAIMS)
def test_nobody_moves_money_as_somebody_else(db, at_work, what, call):
    changes, rule = CLAIMS[what]
    who = WHO.format(**{**ME, **changes})
    before = asked("SELECT count(*) FROM log.log")
    assert tried(CALLS[call].format(who)) in (rule, "source_is_opened_once", "money_moves_between_opening_and_today")
    assert asked("SELECT count(*) FROM log.log") == before


def test_who_is_who_they_say_closes_a_period(db, at_work):
    assert tried(CALLS["close_period"].format(WHO.format(**ME))) == ""


DOORS = {
    "for ever": "SELECT doors.note('sign_in', '57', NULL, NULL, '/', '', 'infinity')",
    "never": "SELECT doors.note('sign_in', '57', NULL, NULL, '/', '', '-infinity')",
    "a try that ends never": "SELECT doors.miss(ARRAY['k'], ARRAY[1], 'infinity')",
}


@pytest.mark.parametrize("what", DOORS)
def test_the_security_log_takes_no_day_that_is_none(db, what):
    assert tried(DOORS[what]) in ("event_happened_on_a_plausible_day", "tries_end_on_a_plausible_day")


# On a row of evidence, past the services: none of it is there at the end unless an event of the same transaction names it.
UNTOLD = {
    "deleted": "DELETE FROM %",
    "one deleted": "DELETE FROM % WHERE ctid = (SELECT min(ctid) FROM %)",
    "emptied": "TRUNCATE % CASCADE",
    "a key moved": "UPDATE % SET @ = @ WHERE ctid = (SELECT min(ctid) FROM %)",
}


def test_no_row_of_evidence_changes_without_an_event_that_names_it(approved_payment):
    """Every table that is registered and has a row in this scene; a release without evidence has nothing to ask."""
    if asked("SELECT to_regclass('log.evidence_table')") == [(None,)]:
        pytest.skip("no table is registered as evidence yet")
    told = {}
    for table, key in asked("SELECT name, key FROM log.evidence_table ORDER BY name"):
        if asked(f"SELECT count(*) FROM public.{table}") != [(0,)]:  # a name that the database gave
            for how, statement in UNTOLD.items():
                other = statement.replace("SET @ = @", f'SET "{key}" = {_other(table, key)}').replace(
                    "%", f"public.{table}"
                )
                told[table, how] = tried(other)
    assert len(told) > 100 and {what for what, rule in told.items() if not rule} == set()


def _other(table: str, key: str) -> str:
    """Another value of the key's kind, whatever it is."""
    kind = asked(f"SELECT pg_typeof({key})::text FROM public.{table} LIMIT 1")[0][0]
    others = {"uuid": "gen_random_uuid()", "bigint": f"{key} + 1000000", "integer": f"{key} + 1000000"}
    return others.get(kind, f"reverse({key})")


@pytest.fixture
def approved_payment(db, at_work) -> None:
    factories.voucher(factories.signed())
