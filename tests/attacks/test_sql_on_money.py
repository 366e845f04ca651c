"""What the application's own role tries by SQL to move money, and what becomes of it: refused, or told by an honest event."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from approvals import services as approvals
from approvals import standing
from approvals.models import AgendaItem, Resolution
from audit.reports import events_of
from documents import blobs
from funds import reports
from funds import services as funds
from funds.models import MoneySource, Voucher
from jobs import clock
from ledger.models import Entry, Hold
from people.models import Person
from tests import factories
from tests.books import SEED
from tests.factories import actor

SEAT = "(SELECT id FROM people_seat WHERE person_id = %(person)s)"
ROLE = "(SELECT role FROM people_seat WHERE person_id = %(person)s)"
WHO = f"ROW('57', 'money.paid', 1, 'fund:1', %(person)s, {SEAT}, {ROLE}, '{{}}'::text[], '2026-02-02T03:00:00Z')::log.telling"
DAY = "'2026-02-02'"
UUID = "gen_random_uuid()"


def tried(statement: str, *, on_record: bool = False, **values: Any) -> str:
    """What refused it; "" when it was done. A deferred rule is asked at once."""
    given = {"person": values.pop("person", None) or cashier(), **values}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if on_record:
                factories.on_record(lambda: cursor.execute(statement, given))
            else:
                cursor.execute(statement, given)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as refused:
        told = refused.__cause__.diag
        return told.constraint_name or told.sqlstate
    return ""


def person(name: str) -> int:
    return Person.objects.get(username=name).pk


def cashier() -> int:
    return person("cashier")


# Nobody but the rooms' functions writes or calls what writes.
INNER = [
    f"SELECT ledger.post({UUID}, 'CR', {DAY}, 'payment', 'x:1', 'y', NULL, ARRAY['CR/50200/SEED', 'CR/10201/SEED'],"
    f" ARRAY[5, -5]::bigint[], NULL, NULL, NULL, {WHO})",
    f"SELECT ledger.set_aside({UUID}, 'CR/10201/SEED', 5, {DAY}, 'x', 'y', NULL, {WHO})",
    f"SELECT ledger.release({UUID}, {UUID}, 5, {DAY}, 'x', 'y', {WHO})",
    f"SELECT ledger.close_period('CR', '2199-12-31', {WHO})",
    "SELECT ledger.open_account('CR/1', 'CR', '57', 'asset', NULL, '2026-01-01')",
    f"SELECT ledger.take_of_hold({UUID}, {UUID}, 5, NULL, {DAY}, 'x', 'y', NULL)",
    f"SELECT log.put(log.head_of('57'), 'x', 'a.b', 'x:1', now(), {UUID})",
    "SELECT log.head_of('57')",
    f"SELECT log.body({WHO}, NULL, '{{}}')",
    f"SELECT funds.pay(NULL::funds_voucher, {UUID}, {DAY}, {WHO})",
    f"SELECT funds.set_aside(1, {UUID}, 5, {DAY}, 'x', 'y', {WHO})",
    f"SELECT funds.release(1, {UUID}, {UUID}, 5, {DAY}, 'x', 'y', {WHO})",
    f"SELECT funds.tell({WHO}, '{{}}')",
    "SELECT funds.open_accounts(f, ARRAY['CR/9'], ARRAY['asset'], ARRAY[0]::bigint[]) FROM funds_fund f",
    "INSERT INTO ledger.entry (id, n, book, date, kind, basis, reference, request_hash) SELECT gen_random_uuid(), 2, 'CR',"
    " '2026-02-02', 'payment', 'x', 'y', sha256('x')",
    "INSERT INTO ledger.period VALUES ('CR', 9, '2199-12-31')",
    "UPDATE ledger.balance SET balance = 0",
    "UPDATE ledger.account SET floor = NULL",
    "DELETE FROM ledger.hold_resolution",
    "UPDATE log.log SET body = 'x'",
    "INSERT INTO log.head VALUES ('99', 5, '{}')",
    "ALTER TABLE ledger.entry DISABLE TRIGGER ALL",
    "DROP FUNCTION funds.pay(public.funds_voucher, uuid, date, log.telling)",
    "CREATE OR REPLACE FUNCTION funds.pay(public.funds_voucher, uuid, date, log.telling) RETURNS void LANGUAGE sql AS 'SELECT'",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TEMP TABLE funds_voucher (id int)",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ledger TO CURRENT_USER",
    "SET ROLE pg_database_owner",
    "SET session_replication_role = replica",
]


@pytest.mark.parametrize("statement", INNER, ids=range(len(INNER)))
def test_nobody_goes_around_the_rooms(db, at_work, statement):
    before = Entry.objects.count(), Hold.objects.count()
    assert tried(statement) == "42501"
    assert (Entry.objects.count(), Hold.objects.count()) == before


# What is said of the ledger by somebody who did nothing in it.
SAID = [
    '{"entry":"00000000-0000-0000-0000-000000000001","facts":{}}',
    '{"facts":{"entry":{"id":"x"}}}',
    '{"facts":{"accounts":[{"code":"CR/1","floor":null}]}}',
    '{"facts":{"period":{"book":"CR","n":1,"ends_on":"2199-12-31"}}}',
    '{"facts":{"hold":{"id":"x"}}}',
    '{"facts":{"release":{"id":"x"}}}',
]


@pytest.mark.parametrize("said", SAID)
def test_nobody_speaks_for_the_ledger(db, said):
    rest = '"event":"a.b","occurred_at":"2026-02-02T03:00:00Z","subject":"x:1","tree":"57"}'
    append = "SELECT log.tell(ARRAY['57'], ARRAY[convert_to(%(body)s, 'UTF8')])"
    assert tried(append, body=f"{said[:-1]},{rest}") == "body_is_as_its_event_says"


PAY = f"SELECT grants.ROOM(%(voucher)s, {UUID}, DAY, {WHO})"


@pytest.fixture
def approved(db, at_work) -> Voucher:
    """An approved payment out of what was set aside for its own instalment."""
    drafted = factories.voucher(factories.signed())
    return ready(funds.approve(drafted.pk, actor=actor("approver")))


def ready(voucher: Voucher) -> Voucher:
    """With a receipt of its own, as the cashier adds it."""
    changed(voucher, evidence="receipt", evidence_reference="1", evidence_blob=a_file())
    return Voucher.objects.get(pk=voucher.pk)


def a_file() -> str:
    return factories.on_record(lambda: blobs.keep(factories.one_of_its_own(), "application/pdf"))


def changed(voucher: Voucher, **values: Any) -> None:
    factories.on_record(lambda: Voucher.objects.filter(pk=voucher.pk).update(**values))


def forged(voucher: Voucher, **values: Any) -> str:
    """What refused the change, even with an event; "" when it was made."""
    try:
        with transaction.atomic():
            changed(voucher, **values)
    except DatabaseError as refused:
        return refused.__cause__.diag.constraint_name
    return ""


def pay(voucher: Voucher, *, by: str = "cashier", room: str = "pay_instalment", on: str = DAY) -> str:
    return tried(PAY.replace("ROOM", room).replace("DAY", on), voucher=voucher.pk, person=person(by))


def test_what_is_approved_is_paid_once_and_told(approved):
    assert pay(approved) == ""
    assert pay(approved) == "voucher_waits_to_be_paid"
    paid = Voucher.objects.get(pk=approved.pk)
    told = [event for event in events_of(paid.fund.subject) if event.entry_id == paid.entry_id]
    assert [(event.event, event.person_id) for event in told] == [("money.paid", cashier())]
    assert paid.state == "paid" and reports.position(paid.fund).balance == SEED - paid.amount


# What somebody changes in the voucher's row before it is paid: (fields, what refuses the change or the payment).
FORGED = {
    "another sum": ({"amount": 1}, "told_columns_stay"),
    "a letter as basis": ({"basis": "letter:x"}, "told_columns_stay"),
    "another instalment": ({"basis": "instalment:999"}, "told_columns_stay"),
    "no hold": ({"hold_id": None}, "hold_pays_what_it_was_set_aside_for"),
    "a hold of nobody": ({"hold_id": uuid4()}, "hold_pays_what_it_was_set_aside_for"),
    "no approver": ({"approved_by": None, "approved_at": None}, "voucher_waits_to_be_paid"),
    "a receipt": ({"kind": "receipt", "expense": "", "income": "40400", "number": 9998}, "told_columns_stay"),
    "no evidence": ({"evidence_blob": None}, "voucher_paid_has_its_evidence_as_a_file"),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_voucher_is_not_paid(approved, what):
    fields, rule = FORGED[what]
    assert (forged(approved, **fields) or pay(approved)) == rule
    assert reports.position(approved.fund).balance == SEED


@pytest.mark.parametrize(
    ("by", "rule"),
    [
        ("treasurer", "voucher_made_and_paid_by_different_persons"),
        ("approver", "voucher_approved_and_paid_by_different_persons"),
    ],
)
def test_who_made_or_approved_it_does_not_pay_it(approved, by, rule):
    assert pay(approved, by=by) == rule


@pytest.mark.parametrize("day", ["'2026-02-03'", "'2199-12-31'", "'infinity'", "'2025-01-01'", "'-infinity'", "NULL"])
def test_money_moves_neither_tomorrow_nor_before_it_was_allowed(approved, day):
    assert pay(approved, on=f"{day}::date") in (
        "money_moves_between_opening_and_today",
        "hold_pays_what_it_was_set_aside_for",
    )


def test_a_resolution_pays_no_instalment_and_an_instalment_no_resolution(approved):
    assert pay(approved, room="pay_resolution") == "resolution_allows_the_payment"


def test_a_voucher_that_says_paid_has_its_entry(approved):
    """Moved by hand, past the function that pays."""
    by_hand = (
        f"UPDATE funds_voucher SET state = 'paid', entry_id = {UUID}, paid_at = now(), paid_by_id = %(person)s"
        " WHERE id = %(voucher)s"
    )
    assert tried(by_hand, voucher=approved.pk, on_record=True) == "voucher_names_an_entry"


@pytest.mark.parametrize("day", ["2026-02-02", "2026-02-03", "2199-12-31"])
def test_no_period_is_closed_beyond_yesterday(db, at_work, day):
    close = f"SELECT funds.close_period((SELECT id FROM funds_fund WHERE code = 'CR'), %(day)s::date, {WHO})"
    assert tried(close, day=day) == "money_moves_between_opening_and_today"
    assert tried(close, day="2026-01-31") == ""


def test_accounts_are_opened_once_and_told(db, at_work):
    fund = "(SELECT id FROM funds_fund WHERE code = 'CR')"
    source = "(SELECT s.id FROM funds_moneysource s JOIN funds_fund f ON f.id = s.fund_id WHERE f.code = 'CR' LIMIT 1)"
    assert tried(f"SELECT funds.open_fund({fund}, ARRAY['40999'], {WHO})") == "fund_is_opened_once"
    assert tried(f"SELECT funds.open_source({source}, ARRAY['50999'], {WHO})") == "source_is_opened_once"


def test_money_comes_in_only_with_its_letter_and_by_who_wrote_it(db, at_work):
    source = MoneySource.objects.get(code="SEED", fund__code="CR")
    said = {"kind": "receipt", "income": "40400", "payee": "อบจ.", "basis": "หนังสือ 1", "year": 2569, "number": 9999}
    proof = {"evidence": "letter", "evidence_reference": "1", "evidence_blob_id": a_file()}
    made = {"made_at": clock.now(), "made_by_id": person("treasurer")}
    receipt = Voucher(key=uuid4(), fund=source.fund, source=source, amount=5, **said, **proof, **made)
    factories.on_record(receipt.save)
    take = f"SELECT funds.receive_voucher(%(voucher)s, {UUID}, {DAY}, {WHO})"
    assert tried(take, voucher=receipt.pk) == "voucher_waits_for_its_money"
    changed(receipt, evidence_blob=None)
    assert tried(take, voucher=receipt.pk, person=person("treasurer")) == "receipt_has_its_evidence"


def test_nobody_reverses_what_they_paid(approved):
    assert pay(approved) == ""
    undo = f"SELECT funds.reverse_voucher(%(voucher)s, {UUID}, {DAY}, 'x', {WHO})"
    assert tried(undo, voucher=approved.pk) == "voucher_can_be_reversed"
    assert tried(undo, voucher=approved.pk, person=person("approver")) == ""
    assert tried(undo, voucher=approved.pk, person=person("approver")) == "voucher_can_be_reversed"
    assert reports.position(approved.fund).balance == SEED


def test_nothing_is_set_aside_or_released_for_what_no_offer_names(approved):
    offer = "(SELECT id FROM grants_offer WHERE channel = 'through_fund' LIMIT 1)"
    more = f"SELECT grants.set_aside({offer}, {UUID}, 5, {DAY}, 'again', {WHO})"
    assert tried(more) == "offer_is_set_aside_once"
    give = f"SELECT grants.release({offer}, {UUID}, {UUID}, 5, {DAY}, 'x', 'y', {WHO})"
    assert tried(give) == "hold_pays_what_it_was_set_aside_for"


@pytest.mark.parametrize("moment", ["infinity", "-infinity", "2500-01-01", "1999-12-31"])
def test_nothing_happened_at_no_time(approved, moment):
    """Neither an event of money nor one that the application appends itself poisons the log."""
    paid = PAY.replace("ROOM", "pay_instalment").replace("DAY", DAY).replace("2026-02-02T03:00:00Z", moment)
    assert tried(paid, voucher=approved.pk) != ""
    assert reports.position(approved.fund).balance == SEED
    body = f'{{"event":"a.b","facts":{{}},"occurred_at":"{moment}","subject":"x:1","tree":"57"}}'
    append = "SELECT log.tell(ARRAY['57'], ARRAY[convert_to(%(body)s, 'UTF8')])"
    assert tried(append, body=body) == "body_is_as_its_event_says"


def test_what_a_payer_calls_themselves_cannot_leave_its_place_in_the_event(approved):
    """Words with quotes and brackets in them are no role of anybody's seat."""
    role = 'cashier","seat":1},"entry":null,"facts":{"x":"'
    said = PAY.replace("ROOM", "pay_instalment").replace("DAY", DAY).replace(ROLE, "%(role)s")
    assert tried(said, voucher=approved.pk, role=role) == "who_acts_holds_the_seat"
    assert tried(said, voucher=approved.pk, role="cashier") == ""


def stands(resolution: Resolution) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tests.resolution_stands(%s)", [resolution.pk])
        return bool(cursor.fetchone()[0])


def test_a_resolution_stands_once_who_presided_confirmed_it_and_while_nobody_objects(db, at_work):
    """As `approvals.standing` says, which is asked beside it."""
    made, told = factories.allowed(confirmed=False), []
    told.append((stands(made), *lets_money_go(made)))
    factories.close(made.item.meeting)
    factories.confirm(made.item.meeting, "board_m1")
    told.append((stands(made), *lets_money_go(made)))
    factories.confirm(made.item.meeting)
    told.append((stands(made), *lets_money_go(made)))
    object_to(made)
    told.append((stands(made), *lets_money_go(made)))
    answer(made)
    told.append((stands(made), *lets_money_go(made)))
    assert told == [(False, False), (False, False), (True, True), (False, False), (True, True)]


def object_to(resolution: Resolution) -> None:
    item = AgendaItem.objects.get(pk=resolution.item_id)
    approvals.raise_objection(item.pk, text="ไม่ใช่ยอดนี้", version=item.version, actor=actor("board_m2"))


def answer(resolution: Resolution) -> None:
    item = AgendaItem.objects.get(pk=resolution.item_id)
    approvals.answer_objections(item.pk, text="ถูกต้องแล้ว", version=item.version, actor=actor("board_chair"))


def lets_money_go(resolution: Resolution) -> list[bool]:
    return [one.lets_money_go for one in standing.of([resolution])]


def test_an_objection_holds_a_payment_that_was_approved(db, at_work):
    made = factories.allowed()
    paper = funds.Paper(made.motion.source, 1_00, made.motion.payee, made.basis, clock.today())
    drafted = funds.make_voucher(uuid4(), paper, expense="50200", actor=actor("treasurer"))
    voucher = ready(funds.approve(drafted.pk, version=drafted.version, actor=actor("approver")))
    object_to(made)
    assert pay(voucher, room="pay_resolution") == "resolution_stands_before_it_pays"
    answer(made)
    assert pay(voucher, room="pay_resolution") == ""
