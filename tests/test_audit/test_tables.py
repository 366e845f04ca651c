"""What `verify_tables` says, to whom, and when it is asked by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit import tables
from audit.management.commands import setup_database
from funds.models import Voucher
from jobs import running
from jobs import services as jobs
from jobs.models import Job
from jobs.patience import LONG
from tests import factories


@pytest.fixture
def tampered(fresh_database: None, at_work: None) -> Iterator[Any]:
    """Somebody who owns the database adds ten baht to a voucher that was paid, and turns the triggers on again."""
    factories.closed()
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("ALTER TABLE funds_voucher DISABLE TRIGGER USER")
        owner.execute("UPDATE funds_voucher SET amount = amount + 1000 WHERE state = 'paid'")
        for (name,) in owner.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'funds_voucher'::regclass AND NOT tgisinternal"
        ).fetchall():
            owner.execute(f"ALTER TABLE funds_voucher ENABLE ALWAYS TRIGGER {name}")
        yield owner


def verified(*arguments: str) -> tuple[int, str]:
    """Exit status and what was printed."""
    out = StringIO()
    try:
        call_command("verify_tables", *arguments, stdout=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def test_nothing_is_said_of_rows_that_are_as_they_were_told(db, at_work):
    factories.closed()
    assert verified() == (0, "0 findings; 0 rows were erased on request.\n")


def test_as_many_rows_as_a_country_has_are_given_the_time_they_take(db, monkeypatch):
    """All of it is one statement; the application's own ends after half a minute."""
    given = []

    def asked(cursor: Any, tree: str | None, known: Any = None) -> list[Any]:
        cursor.execute("SHOW statement_timeout")
        given.append(cursor.fetchone()[0])
        return []

    monkeypatch.setattr(tables, "answers", asked)
    assert verified()[0] == 0 and given == [LONG]


def test_a_changed_row_is_named_with_its_event_its_column_and_the_satang(tampered):
    status, said = verified()
    (line, _sum) = said.splitlines()
    assert status == 1 and line.split("  ")[0] == "CHANGED"
    paid = Voucher.objects.get(state="paid")
    assert line.split("  ")[2:] == ["funds_voucher", str(paid.pk), "amount", "+1,000 satang"]
    event = line.split("  ")[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT event FROM log.log WHERE tree || '/' || seq = %s", [event])
        assert cursor.fetchone() == ("money.paid",)
    assert verified("--tree", "57")[0] == 1 and verified("--tree", "56")[0] == verified("--tree", "system")[0] == 0


def test_each_night_it_is_compared_and_auditors_read_what_was_found(tampered, visit):
    assert "ยังไม่ถึงรอบแรก" in visit("auditor", "/audit/").content.decode()
    _the_night()
    page = visit("auditor", "/audit/").content.decode()
    assert "มี 1 แถวไม่ตรง" in page and "+1,000 satang" in page


def test_a_quiet_night_is_told_too(fresh_database, visit):
    _the_night()
    assert "ทุกแถวและเงินทุกบาทตรงตามที่บันทึกไว้" in visit("auditor", "/audit/").content.decode()


def _the_night() -> None:
    jobs.sweep()
    assert running.run(Job.objects.get(kind=tables.NIGHTLY).pk)


def test_nobody_upgrades_over_a_changed_row_unless_they_say_so(tampered):
    command = setup_database.Command(stderr=StringIO())
    with connection.cursor() as cursor:
        with pytest.raises(CommandError, match="1 rows are not as they were told, before the upgrade"):
            command._verify(cursor, "before", despite=False)
        command._verify(cursor, "after", despite=True)


def test_a_body_that_nobody_can_read_is_named_and_stops_nothing(tampered):
    """Even one whose hash fits: somebody rewrote the leaf with it."""
    tampered.execute("ALTER TABLE log.log DISABLE TRIGGER USER")
    tampered.execute(
        "UPDATE log.log SET body = '{', leaf = sha256('\\x00'::bytea || '{'::bytea) WHERE event = 'money.paid'"
    )
    found = {(one.code, one.table, one.column) for one in tables.verify()[0]}
    assert {
        ("CHANGED", "log.log", "body"),
        ("CHANGED", "funds_voucher", "amount"),
        ("UNREADABLE", "ledger.verify", ""),
    } <= found


def test_a_countrys_rows_are_shared_out_although_pages_are_not(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_parallel_workers_per_gather")
        assert cursor.fetchone() == ("0",)
        tables.verify()
        cursor.execute("SHOW max_parallel_workers_per_gather")
        assert cursor.fetchone() == ("4",)
