"""As the application's own role: no row of evidence changes unless an event of the same transaction names it.

The cases of the probe on which the design rests, and what an application that was taken over would try besides.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from approvals import services as approvals
from approvals.models import Vote
from audit import canonical, tables, vault
from audit.log import record, recorded
from audit.models import Event
from funds.models import Fund, MoneySource, Voucher
from jobs import clock
from people.actors import Actor
from people.models import Person
from requests.facts import MovedFacts
from tests import factories
from tests.factories import actor

MOVED = MovedFacts(state="withdrawn", owner=None, due_on=None)
UNTOLD = "evidence_changes_with_its_event"


def told(tree: str = "57", subject: str = "request:1") -> None:
    record("request.withdrawn", tree=tree, subject=subject, actor=Actor.system(), facts=MOVED)


def refused(what: Any) -> str:
    """What refused it; "" when it was done. What is promised for the end is asked at once."""
    try:
        with transaction.atomic():
            what()
            run("SET CONSTRAINTS ALL IMMEDIATE")
            run("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as error:
        diagnosed = error.__cause__.diag
        return diagnosed.constraint_name or diagnosed.sqlstate
    return ""


def run(statement: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def writes() -> list[list[Any]]:
    """The rows that the last event tells."""
    return list(canonical.decode(bytes(Event.objects.filter(tree="57").latest("seq").body)).get("writes", []))


def votes(count: int = 1, **more: Any) -> list[Vote]:
    """So many votes on the motion of `voting`, of as many members, not saved."""
    motion = more.pop("motion", None) or Voting.motion
    seats = [actor(name) for name in ("amphoe_chair", "amphoe_vice", "amphoe_m1", "amphoe_m2")][:count]
    return [
        Vote(
            motion=motion,
            seat_id=who.seat_id,
            person_id=who.person_id,
            choice="for",
            recorded_at=clock.now(),
            recorded_by_id=who.seat_id,
        )
        for who in seats
    ]


class Voting:
    motion: Any = None


@pytest.fixture(autouse=True)
def voting(db: None, at_work: None) -> None:
    item = factories.listed()
    Voting.motion = approvals.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=actor("amphoe_sec"))


@recorded
def service(*steps: Any) -> None:
    for step in steps:
        step()


def vote() -> None:
    votes()[0].save(force_insert=True)


def change() -> None:
    Vote.objects.update(choice="against")


# -- what is refused ----------------------------------------------------------------------------------------------------


def test_a_row_without_an_event_is_refused():
    assert refused(vote) == UNTOLD


def test_a_row_after_the_last_event_is_refused():
    def late() -> None:
        service(told)
        vote()

    assert refused(late) == UNTOLD


def test_a_row_whose_event_was_rolled_back_is_refused():
    def half() -> None:
        vote()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            service(told)
            raise ZeroDivisionError

    assert refused(half) == UNTOLD


def test_asked_earlier_it_is_refused_earlier():
    def asked() -> None:
        run("SET CONSTRAINTS ALL IMMEDIATE")
        vote()

    assert refused(asked) == UNTOLD


def test_copied_rows_are_refused_like_others():
    def copied() -> None:
        one = votes()[0]
        with (
            connection.cursor() as cursor,
            cursor.copy(
                "COPY approvals_vote (motion_id, seat_id, person_id, choice, recorded_at, recorded_by_id) FROM STDIN"
            ) as copy,
        ):
            copy.write_row([one.motion_id, one.seat_id, one.person_id, "for", clock.now(), one.seat_id])

    assert refused(copied) == UNTOLD


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE approvals_vote SET motion_id = motion_id + 1", "told_columns_stay"),
        ("UPDATE approvals_vote SET id = id + 1000", "told_columns_stay"),
        ("DELETE FROM approvals_vote", "rows_are_append_only"),
        ("TRUNCATE approvals_vote CASCADE", "42501"),
        ("DELETE FROM funds_fund", "rows_are_append_only"),
        ("UPDATE funds_fund SET code = 'X'", "told_columns_stay"),
        ("UPDATE funds_voucher SET payee = 'ผม'", "told_columns_stay"),
        ("UPDATE funds_voucher SET amount = 1", "told_columns_stay"),
        ("UPDATE documents_blob SET content = NULL", "told_columns_stay"),
        ("UPDATE documents_blob SET content = 'x'", "told_columns_stay"),
        ("INSERT INTO log.touched SELECT pg_current_xact_id(), 1, 'x', 1, ''", "42501"),
        ("DELETE FROM log.touched", "42501"),
        ("UPDATE log.evidence SET n = 1", "42501"),
        ("DELETE FROM log.evidence", "42501"),
        ("SELECT * FROM log.veil", "42501"),
        ("UPDATE log.evidence_table SET name = 'x'", "42501"),
        ("SELECT log.take('57', 0, 65000)", "42501"),
        ("SELECT log.with_rows(ROW('57', 0, '{}')::log.head, 'x')", "42501"),
        ("SELECT log.put_leaf(ROW('57', 0, '{}')::log.head, 'x', 'a.b', 'x', now(), NULL)", "42501"),
        ("SELECT log.tell_rest(ROW('57', 0, '{}')::log.head, 0, 'x', 'x', now())", "42501"),
        ("SELECT log.is_erased(1::smallint, 'x')", "42501"),
        ("SELECT log.touch_approvals_vote()", "42501"),
        ("SELECT log.verify_approvals_vote(NULL)", "42501"),
        ("ALTER TABLE approvals_vote DISABLE TRIGGER ALL", "42501"),
        ("DROP TRIGGER told_when_inserted ON approvals_vote", "42501"),
        ("SET session_replication_role = replica", "42501"),
        ("SELECT log.erase('jobs_job', '1')", "personal_columns_are_erased"),
        ("SELECT log.erase('funds_fund', '1')", "personal_columns_are_erased"),
        ("SELECT log.erase('funds_voucher', '999')", "personal_columns_are_erased"),
        ("SELECT log.verify_rows('pg_authid', NULL)", "P0002"),
    ],
)
def test_what_is_told_stays(statement, rule):
    service(vote, told)
    assert refused(lambda: run(statement)) == rule


def body(**more: Any) -> bytes:
    said = {
        "actor": {"person": None, "role": "system", "seat": None},
        "entry": None,
        "event": "request.withdrawn",
        "facts": MOVED,
        "facts_version": 1,
        "nonce": "0" * 32,
        "occurred_at": clock.now(),
        "personal": {},
        "subject": "request:1",
        "tree": "57",
        "v": 3,
    }
    return canonical.encode({**said, **more})


@pytest.mark.parametrize(
    "forged",
    [
        lambda: body(writes=[["approvals_vote", "1", 1, 1, "0" * 64]]),
        lambda: body(v=2),
        lambda: body(writes=[]),
        lambda: body(event="evidence.told"),
        lambda: body(event="evidence.taken_up"),
        lambda: body(v=None),
    ],
)
def test_nobody_tells_of_rows_but_the_log(forged):
    assert (
        refused(lambda: run("SELECT log.tell(ARRAY['57'], ARRAY[%s::bytea])", forged())) == "body_is_as_its_event_says"
    )


def test_a_body_that_hides_its_end_takes_no_rows():
    def hidden() -> None:
        vote()
        run("SELECT log.tell(ARRAY['57'], ARRAY[%s::bytea])", body()[:-1] + b" }")

    assert refused(hidden) == "body_is_as_its_event_says"


# -- what is told -------------------------------------------------------------------------------------------------------


def test_an_event_names_the_row_its_count_and_its_digest():
    service(vote, told)
    ((table, pk, n, version, digest),) = writes()
    assert (table, pk, n, version) == ("approvals_vote", str(Vote.objects.get().pk), 1, 1)
    assert run(
        "SELECT encode(digest, 'hex') FROM log.evidence e JOIN log.evidence_table k USING (tbl) WHERE k.name = %s",
        table,
    ) == [(digest,)]


def test_two_changes_and_one_event_are_told_once_two_events_twice():
    service(vote, change, told)
    assert [row[2] for row in writes()] == [1]
    service(lambda: Vote.objects.update(choice="abstain"), told)
    assert [row[2] for row in writes()] == [2]
    assert tables.verify() == ([], 0)


def test_the_second_event_of_a_service_tells_what_was_touched_after_the_first():
    """Each event takes what stands untold when it is appended: all events of a service are appended at its end."""
    service(vote, told, told)
    assert writes() == [] and tables.verify() == ([], 0)


def test_what_was_rolled_back_with_its_savepoint_is_not_told():
    def half() -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            vote()
            raise ZeroDivisionError

    service(half, told)
    assert writes() == [] and not Vote.objects.exists()


def test_a_row_that_is_saved_as_it_was_wants_no_event():
    service(vote, told)
    assert refused(lambda: Vote.objects.get().save()) == ""


def test_a_row_that_was_there_already_is_not_touched():
    service(vote, told)
    assert refused(lambda: Vote.objects.bulk_create(votes(), ignore_conflicts=True)) == ""


def test_many_rows_are_one_event():
    service(lambda: Vote.objects.bulk_create(votes(4)), told)
    assert len(writes()) == 4 and tables.verify() == ([], 0)


def test_a_service_over_two_trees_tells_its_rows_once():
    service(vote, lambda: told("system"), told)
    assert [row[0] for row in writes()] == ["approvals_vote"] and tables.verify() == ([], 0)


def test_more_rows_than_an_event_has_room_for_follow_in_others():
    norms = run("SELECT count(*) FROM programmes_costnorm")[0][0]
    run_many = (
        "INSERT INTO programmes_costnorm (code, name_th, unit, regulation, status, words, valid_from)"
        " SELECT 'x' || at, 'x', 'x', 'x', status, '', valid_from FROM generate_series(1, 2000) at,"
        " (SELECT * FROM programmes_costnorm LIMIT 1) one"
    )
    before = Event.objects.filter(tree="57").count()
    service(lambda: run(run_many), told)
    rows = list(Event.objects.filter(tree="57", seq__gte=before).order_by("seq"))
    said = [canonical.decode(bytes(row.body)) for row in rows]
    assert [one["event"] for one in said] == ["request.withdrawn", *["evidence.told"] * (len(said) - 1)]
    assert sum(len(one["writes"]) for one in said) == 2000
    assert all(
        len(row.body) <= 65_535 and canonical.encode(one) == bytes(row.body)
        for row, one in zip(rows, said, strict=True)
    )
    assert {one["facts"]["of"] for one in said[1:]} == {before} and {one["v"] for one in said} == {3}
    assert norms and tables.verify() == ([], 0)


def test_a_body_larger_than_an_entry_of_the_log_is_refused():
    too_large = body(subject="request:" + "1" * 65_535)
    assert (
        refused(lambda: run("SELECT log.tell(ARRAY['57'], ARRAY[%s::bytea])", too_large))
        == "body_is_at_most_65535_bytes"
    )


# -- money --------------------------------------------------------------------------------------------------------------


def test_the_event_of_a_payment_tells_its_voucher():
    factories.paid(factories.signed())
    paid = Event.objects.get(event="money.paid")
    told_rows = {row[0] for row in canonical.decode(bytes(paid.body))["writes"]}
    assert {"funds_voucher", "documents_blob"} <= told_rows and tables.verify() == ([], 0)


def test_a_voucher_of_the_applications_own_is_told_or_is_not_there():
    source = MoneySource.objects.get(code="SEED")
    values = {
        "kind": "payment",
        "fund": source.fund,
        "source": source,
        "year": 2569,
        "number": 99,
        "amount": 5,
        "expense": "50200",
    }
    made = Voucher(key=uuid4(), payee="ผม", basis="x:1", made_at=clock.now(), made_by=Person.objects.first(), **values)
    assert refused(made.save) == UNTOLD


# -- erasing ------------------------------------------------------------------------------------------------------------


def test_what_is_erased_stays_told_and_what_is_changed_does_not():
    service(vote, told)
    row = factories.allowed().motion
    before = digest_of(row)
    vault.erase_row(row, tree="57", subject="fund:1", reason_code="pdpa", actor=Actor.system())
    row.refresh_from_db()
    assert row.payee == "–" and digest_of(row) == before
    assert tables.verify() == ([], 1) and ["approvals_motion", str(row.pk)] in [one[:2] for one in writes()]


def test_erasing_without_an_event_is_refused():
    row = factories.allowed().motion
    assert refused(lambda: run("SELECT log.erase('approvals_motion', %s)", str(row.pk))) == UNTOLD


def test_erased_bytes_leave_their_address():
    paid = factories.paid(factories.signed())
    blob = Voucher.objects.get(pk=paid.voucher_id).evidence_blob
    assert blob
    vault.erase_row(blob, tree="57", subject="fund:1", reason_code="pdpa", actor=Actor.system())
    blob.refresh_from_db()
    assert blob.content is None and tables.verify() == ([], 1)
    assert (
        refused(lambda: run("UPDATE documents_blob SET content = 'x' WHERE sha256 = %s", blob.pk))
        == "told_columns_stay"
    )


def test_of_a_table_without_personal_columns_nothing_is_erased():
    with pytest.raises(ValueError, match="funds_fund"):
        vault.erase_row(Fund.objects.get(), tree="57", subject="fund:1", reason_code="pdpa", actor=Actor.system())


def digest_of(row: Any) -> bytes:
    found = run(
        "SELECT digest FROM log.evidence e JOIN log.evidence_table k USING (tbl) WHERE k.name = %s AND e.pk = %s",
        row._meta.db_table,
        str(row.pk),
    )
    return bytes(found[0][0])


# -- drafts -------------------------------------------------------------------------------------------------------------


def test_a_draft_is_none_until_it_is_submitted_and_its_lines_are_let_go_when_it_is_returned():
    draft = factories.draft()
    assert "requests_budgetrequest" not in told_tables(draft.pk)
    row = factories.submitted()
    assert "requests_budgetrequest" in told_tables(row.pk)
    assert tables.verify() == ([], 0)


def told_tables(pk: int) -> set[str]:
    return {
        name
        for (name,) in run(
            "SELECT k.name FROM log.evidence e JOIN log.evidence_table k USING (tbl) WHERE e.pk = %s", str(pk)
        )
    }
