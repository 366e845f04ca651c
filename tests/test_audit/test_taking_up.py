"""What stands in a table when it becomes evidence is told once, as it stands."""

from __future__ import annotations

import os

import psycopg

from audit import canonical, tables, taking_up
from audit.models import Event

RULES = "approvals_committeerules"


def test_rows_of_a_table_that_becomes_evidence_are_told_in_the_systems_tree(fresh_database):
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as owner, owner.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {RULES} DISABLE TRIGGER USER")
        cursor.execute(
            f"INSERT INTO {RULES} (committee_id, valid_from, adopted_by, notice_days, quorum_numerator, quorum_denominator, recall_days,"
            " recall_numerator, recall_denominator, appeal_days, answer_days, superior_days)"
            " SELECT min(id), '2026-01-01', 'มติ 1/2569', 3, 1, 2, 14, 1, 3, 15, 30, 30 FROM people_organisation"
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {RULES} ENABLE TRIGGER USER")
        cursor.execute("DELETE FROM log.evidence_table WHERE name = %s", [RULES])
        taking_up.take_up(cursor)
    assert tables.verify() == ([], 0)
    told = canonical.decode(bytes(Event.objects.get(event="evidence.taken_up").body))
    assert (told["tree"], told["facts"]["tables"], [row[:4] for row in told["writes"]]) == (
        "system",
        [RULES],
        [[RULES, "1", 1, 1]],
    )


def test_a_second_time_nothing_is_taken_up(fresh_database):
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as owner, owner.cursor() as cursor:
        taking_up.take_up(cursor)
    assert not Event.objects.filter(event="evidence.taken_up").exists()
