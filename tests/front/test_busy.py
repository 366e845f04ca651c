"""A statement that waits too long ends, and whoever asked reads so on a page of ours, with what they typed."""

from __future__ import annotations

import os

import psycopg
import pytest
from django.db import OperationalError, connection

from jobs.patience import LONG, patient
from launcher.cluster import LIMITS
from tests import factories
from tests.reader import text_of


def shown(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize("name", LIMITS["app"])
def test_the_application_is_limited(db, name):
    assert shown(name) == LIMITS["app"][name]


def test_what_takes_long_says_so_for_as_long_as_it_takes(db):
    with patient():
        assert (shown("statement_timeout"), shown("lock_timeout")) == (LONG, LIMITS["app"]["lock_timeout"])
    assert shown("statement_timeout") == LIMITS["app"]["statement_timeout"]


@pytest.mark.parametrize("code", ["55P03", "57014", "40P01"])
def test_a_page_says_that_it_was_busy_and_gives_the_words_back(visit, client, db, monkeypatch, code):
    row = factories.submitted()

    def busy(*_args, **_kwargs):
        raise OperationalError("busy") from psycopg.errors.lookup(code)("busy")

    monkeypatch.setattr("requests.services.withdraw", busy)
    client.raise_request_exception = False
    answer = visit("somsri", f"/requests/{row.pk}/withdraw/", {"version": row.version, "reason": "เปลี่ยนแผนงาน"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "เปลี่ยนแผนงาน" in text_of(answer) and "ระบบกำลังยุ่ง" in text_of(answer)


def test_a_row_that_somebody_holds_is_waited_for_so_long_and_no_longer(fresh_database, at_noon, visit, client):
    """With a lock that nobody lets go of, and a limit that a test can wait for."""
    row = factories.submitted()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
    client.raise_request_exception = False
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as other:
        other.execute("SELECT 1 FROM requests_budgetrequest WHERE id = %s FOR UPDATE", [row.pk])
        answer = visit("somsri", f"/requests/{row.pk}/withdraw/", {"version": row.version, "reason": "เปลี่ยนแผนงาน"})
    assert answer.status_code == 503 and "เปลี่ยนแผนงาน" in text_of(answer)
    answer = visit("somsri", f"/requests/{row.pk}/withdraw/", {"version": row.version, "reason": "เปลี่ยนแผนงาน"})
    assert answer.status_code == 302
