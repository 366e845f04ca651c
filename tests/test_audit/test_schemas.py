"""The database takes what the registry of events lets be told, each event in its own shape and in one spelling, and nothing else."""

from __future__ import annotations

import json
import os
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from audit import canonical, telling
from audit.events import EVENTS
from audit.log import record, recorded
from audit.models import Event as Row
from audit.reports import events_of
from audit.telling import _shape as shape
from people.actors import Actor
from people.models import Seat
from requests.facts import MovedFacts
from tests.factories import actor, on_record

NONCE = "0123456789abcdef" * 2


def said(**changes: Any) -> dict[str, Any]:
    """A body that is taken, with `changes`; one that is `...` takes its key away."""
    usual: dict[str, Any] = {
        "actor": {"person": None, "role": "system", "seat": None},
        "entry": None,
        "event": "request.withdrawn",
        "facts": {"due_on": "2026-02-02", "owner": 1, "state": "withdrawn"},
        "facts_version": 1,
        "nonce": NONCE,
        "occurred_at": "2026-02-02T03:00:00.000000Z",
        "personal": {"reason": "ab" * 32},
        "subject": "request:1",
        "tree": "57",
        "v": 3,
    }
    return {key: value for key, value in {**usual, **changes}.items() if value is not ...}


def facts(**changes: Any) -> dict[str, Any]:
    return said(facts={**said()["facts"], **changes})


def tried(body: bytes, tree: str = "57") -> str:
    """The rule that refuses it; "" when it is told."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT log.tell(ARRAY[%s], ARRAY[%s::bytea])", [tree, body])
    except DatabaseError as refused:
        told = refused.__cause__.diag
        return told.constraint_name or told.sqlstate
    return ""


def test_what_is_as_registered_is_told(db):
    assert tried(canonical.encode(said())) == ""
    assert tried(canonical.encode(facts(due_on=None, owner=None, state='ก "\\/\n\x01\x1f\x7f\u2028 ำ'))) == ""
    assert tried(canonical.encode(facts(owner=2**63 - 1))) == "" == tried(canonical.encode(facts(owner=-(2**63))))


SAID = "body_is_as_its_event_says"
UNFIT = {
    "a key that nobody knows": said(more=1),
    "a key of a fact that nobody knows": facts(more=1),
    "no facts": said(facts=...),
    "facts that are none": said(facts=[]),
    "facts of another event": said(facts={"round": 1}),
    "a fact that is missing": said(facts={"owner": 1, "state": "x"}),
    "text for a number": facts(owner="1"),
    "a truth for a number": facts(owner=True),
    "a number for text": facts(state=1),
    "nothing for text": facts(state=None),
    "an object for text": facts(state={"a": 1}),
    "more than 64 bits": facts(owner=2**63),
    "fewer than 64 bits": facts(owner=-(2**63) - 1),
    "a day that is none": facts(due_on="2026-02-30"),
    "for ever": facts(due_on="infinity"),
    "today": facts(due_on="today"),
    "a day too early": facts(due_on="1899-12-31"),
    "a day too late": facts(due_on="2701-01-01"),
    "a day spelled otherwise": facts(due_on="20260202"),
    "a moment for a day": facts(due_on="2026-02-02T03:00:00.000000Z"),
    "an event that nobody knows": said(event="thing.unheard_of"),
    "no event": said(event=None),
    "another version": said(facts_version=2),
    "another body": said(v=2),
    "no nonce": said(nonce=...),
    "a short nonce": said(nonce="ab"),
    "a nonce in capitals": said(nonce=NONCE.upper()),
    "an entry": said(entry="00000000-0000-0000-0000-000000000001"),
    "rows": said(writes=[["funds_voucher", 1, 1, 1, "ab" * 32]]),
    "a text that the event does not name": said(personal={"memo": "ab" * 32}),
    "a text in the open": said(personal={"reason": "ป่วย"}),
    "a person that is text": said(actor={"person": "1", "role": "system", "seat": None}),
    "an actor with more": said(actor={"name": "x", "person": None, "role": "system", "seat": None}),
    "an actor that is text": said(actor="system"),
    "a moment that is none": said(occurred_at="infinity"),
    "a moment spelled otherwise": said(occurred_at="2026-02-02T03:00:00Z"),
    "a moment in another zone": said(occurred_at="2026-02-02T03:00:00.000000+07:00"),
    "a subject that is a number": said(subject=1),
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_is_not_as_registered_is_refused(db, what):
    assert tried(canonical.encode(UNFIT[what])) == SAID


GOOD = canonical.encode(said())
SPELLED = {
    "a line break": GOOD + b"\n",
    "a break within": GOOD.replace(b',"v"', b',\n"v"'),
    "a blank": GOOD.replace(b'"v":3', b'"v": 3'),
    "a tab in a text": GOOD.replace(b'"withdrawn"}', b'"with\tdrawn"}'),
    "an escape too many": GOOD.replace(b'"withdrawn"}', b'"\\u0077ithdrawn"}'),
    "a slash escaped": GOOD.replace(b'"withdrawn"}', b'"\\/"}'),
    "NUL": GOOD.replace(b'"withdrawn"}', b'"\\u0000"}'),
    "half of a pair": GOOD.replace(b'"withdrawn"}', b'"\\ud800"}'),
    "the other half": GOOD.replace(b'"withdrawn"}', b'"\\udc00"}'),
    "half of a pair in bytes": GOOD.replace(b'"withdrawn"}', b'"\xed\xa0\x80"}'),
    "bytes that are no letters": GOOD.replace(b'"withdrawn"}', b'"\xff"}'),
    "a float": GOOD.replace(b'"owner":1', b'"owner":1.0'),
    "an exponent": GOOD.replace(b'"owner":1', b'"owner":1e0'),
    "less than nothing of nothing": GOOD.replace(b'"owner":1', b'"owner":-0'),
    "a number that never ends": GOOD.replace(b'"owner":1', b'"owner":1e99999'),
    "a key twice": GOOD.replace(b'"owner":1', b'"owner":1,"owner":1'),
    "an event twice": GOOD.replace(b'"event":', b'"event":"request.withdrawn","event":'),
    "keys in another order": GOOD.replace(b'"owner":1,"state":"withdrawn"', b'"state":"withdrawn","owner":1'),
    "letters that are not joined": GOOD.replace(b'"withdrawn"}', b'"' + "e\u0301".encode() + b'"}'),
    "nesting": GOOD.replace(b'"withdrawn"}', b"[" * 9_000 + b"]" * 9_000 + b"}"),
    "deep nesting": GOOD.replace(b'"withdrawn"}', b"[" * 30_000 + b"]" * 30_000 + b"}"),
    "an object in bytes of another code": GOOD.decode().encode("utf-16"),
    "no JSON": b"x",
    "nothing": b"",
    "a list": b"[]",
    "null": b"null",
    "a text": b'"x"',
    "a zero byte": GOOD + b"\0",
}


@pytest.mark.parametrize("what", SPELLED)
def test_there_is_one_spelling(db, what):
    assert SPELLED[what] != GOOD and tried(SPELLED[what]) == SAID


def test_a_mark_behind_an_escape_joins_nothing(db):
    """`\\n` and a tilde over nothing are two: only what is printed as one letter has to be one."""
    assert tried(canonical.encode(facts(state="\n\u0303"))) == ""


@pytest.mark.parametrize("size", [65_536, 1_000_000])
def test_a_body_is_small_enough_to_be_published(db, size):
    assert tried(canonical.encode(facts(state="x" * size))) == "body_is_at_most_65535_bytes"


@pytest.mark.parametrize("tree", ["5", "99", "00", "../57", "", "public", "๕๗", "57\n"])
def test_a_tree_is_a_provinces_or_the_systems(db, tree):
    assert tried(canonical.encode(said(tree=tree)), tree) == "tree_is_a_province_or_system"


def test_a_body_stands_in_the_tree_that_it_names(db):
    assert tried(GOOD, "56") == "body_names_its_tree"


@pytest.mark.parametrize(
    "subject", ["x:1", "request", "request:", "request:0", "request:01", "norms:1", "", "request:1\n", "Request:1"]
)
def test_a_subject_is_a_row_of_a_known_word(db, subject):
    assert tried(canonical.encode(said(subject=subject))) == "subject_is_of_a_known_word"


@pytest.mark.parametrize("event", [event.name for event in EVENTS.values() if event.by_database])
def test_what_the_database_tells_nobody_else_tells(db, event):
    """Neither in the shape of the event nor in any other."""
    assert tried(canonical.encode(said(event=event))) == SAID
    body = {**said(event=event), "facts": _any_of(telling.schemas(), event)}
    assert tried(canonical.encode({**body, "personal": {}})) == SAID


def _any_of(schemas: list[telling.Schema], event: str) -> Any:
    return _some(next(json.loads(one.shape) for one in schemas if one.event == event and one.is_current))


def _some(of: Any) -> Any:
    """A value of that shape."""
    if isinstance(of, dict):
        return [_some(of["list"])] if "list" in of else of["one_of"][0]
    if isinstance(of, list):
        return {one[0]: _some(one[1]) for one in of}
    usual = {"str": "ก", "int": 1, "bool": True, "date": "2026-02-02", "datetime": "2026-02-02T03:00:00.000000Z"}
    return {**usual, "UUID": "00000000-0000-4000-8000-000000000001"}[of.removesuffix("?")]


OWN = [one for one in telling.schemas() if one.is_current and not one.by_database]


@pytest.mark.parametrize("schema", OWN, ids=lambda schema: schema.event)
def test_every_event_is_told_in_its_shape_and_in_no_other(db, schema):
    """Of each the facts that its shape draws; then without one of them, and with one of another kind."""
    told = dict.fromkeys(schema.texts, "ab" * 32)
    drawn = _some(json.loads(schema.shape))
    body = said(event=schema.event, facts_version=schema.version, facts=drawn, personal=told)
    assert tried(canonical.encode(body)) == ""
    for name in drawn:
        lacking = {key: value for key, value in drawn.items() if key != name}
        for other in (lacking, {**drawn, name: {"x": 1}}, {**drawn, f"{name}x": drawn[name]}):
            assert tried(canonical.encode({**body, "facts": other})) == SAID


@pytest.mark.parametrize("words", ["str or int", "list of str or None", "float", "dict", '"a" or None'])
def test_a_fact_that_the_database_cannot_check_is_no_fact(words):
    with pytest.raises(ValueError, match="no check"):
        shape(words)


def test_shapes_are_read_as_the_lock_words_them():
    assert shape("list of {a: int or None, b: list of {c: str, d?: date}}") == {
        "list": [["a", "int?"], ["b", {"list": [["c", "str"], ["d", "date", True]]}]]
    }
    assert shape('"a" or "b c"') == {"one_of": ["a", "b c"]}


def test_the_database_knows_every_version_and_tells_the_last():
    kept = {(one.event, one.version): one.is_current for one in telling.schemas()}
    assert len(kept) > 130 and all(kept[event.name, event.version] for event in EVENTS.values())
    assert sum(kept.values()) == len(EVENTS.names())


def test_each_body_has_random_bits_of_its_own(db, books):
    _moved("57", "57")
    books.pay(100)
    told = [json.loads(bytes(body)) for body in Row.objects.values_list("body", flat=True)]
    nonces = [body["nonce"] for body in told]
    assert len(set(nonces)) == len(nonces) > 3 and {body["v"] for body in told} == {3}


@recorded
def _moved(*trees: str, by: Actor | None = None, facts: MovedFacts | None = None) -> None:
    for tree in trees:
        told = facts or MovedFacts(state="withdrawn", owner=None, due_on=None)
        record("request.withdrawn", tree=tree, subject="request:1", actor=by or Actor.system(), facts=told)


@recorded
def by_two(*actors: Actor) -> None:
    for one in actors:
        told = MovedFacts(state="withdrawn", owner=None, due_on=None)
        record("request.withdrawn", tree="57", subject="request:1", actor=one, facts=told)


def refused(*actors: Actor) -> str:
    try:
        with transaction.atomic():
            by_two(*actors)
    except DatabaseError as error:
        return error.__cause__.diag.constraint_name
    return ""


def test_one_person_in_one_seat_acts_in_a_transaction(db, at_work):
    somsri, boonmee = actor("somsri"), actor("boonmee")
    assert refused(somsri, somsri, Actor.system()) == ""
    assert refused(somsri, boonmee) == "one_person_acts_in_a_transaction"
    assert refused(somsri, Actor(somsri.person)) == "one_person_acts_in_a_transaction"
    assert refused(boonmee) == ""


@pytest.mark.parametrize("of_both", [False, True])
def test_in_earnest_a_savepoint_is_no_transaction(fresh_database, at_work, of_both):
    """Where no story is told, a transaction of a database has one author from its beginning to its end."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("UPDATE log.terms SET is_story = %s", [of_both])
    with transaction.atomic():
        assert refused(actor("somsri")) == ""
        assert refused(actor("boonmee")) == ("" if of_both else "one_person_acts_in_a_transaction")
    assert refused(actor("boonmee")) == ""


def test_nothing_happens_before_its_time(fresh_database):
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("UPDATE log.terms SET ahead = '10 minutes'")
    ahead = "to_char((now() + %s::interval) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
    told = {}
    for minutes in ("9 minutes", "11 minutes"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {ahead}", [minutes])
            told[minutes] = tried(canonical.encode(said(occurred_at=cursor.fetchone()[0])))
    assert told == {"9 minutes": "", "11 minutes": "nothing_happens_before_its_time"}


SEATED = {
    "another's seat": lambda me, other: {"person": me.person_id, "role": other.role, "seat": other.seat_id},
    "another role": lambda me, other: {"person": me.person_id, "role": "treasurer", "seat": me.seat_id},
    "no role": lambda me, other: {"person": me.person_id, "role": "", "seat": me.seat_id},
    "the system's role": lambda me, other: {"person": me.person_id, "role": "system", "seat": None},
    "a role without its seat": lambda me, other: {"person": me.person_id, "role": me.role, "seat": None},
    "a seat without its person": lambda me, other: {"person": None, "role": me.role, "seat": me.seat_id},
    "a seat that is not there": lambda me, other: {"person": me.person_id, "role": me.role, "seat": 10**9},
    "a person who is not there": lambda me, other: {"person": 10**9, "role": "", "seat": None},
    "nobody": lambda me, other: {"person": None, "role": "", "seat": None},
}


@pytest.mark.parametrize("what", SEATED)
def test_nobody_acts_in_a_seat_that_is_not_theirs(db, at_work, what):
    who = SEATED[what](actor("somsri"), actor("boonmee"))
    assert tried(canonical.encode(said(actor=who))) == "who_acts_holds_the_seat"


TERM = {
    "2025-10-01": "",
    "2026-03-01": "",
    "2025-09-30": "who_acts_holds_the_seat",
    "2026-03-02": "who_acts_holds_the_seat",
}


@pytest.mark.parametrize(("day", "rule"), TERM.items())
def test_nobody_acts_before_or_after_their_term(db, at_work, day, rule):
    me = actor("somsri")
    on_record(lambda: Seat.objects.filter(pk=me.seat_id).update(ends_on="2026-03-01"))
    who = {"person": me.person_id, "role": me.role, "seat": me.seat_id}
    # Noon in Thailand: the day is the one that it is here.
    assert tried(canonical.encode(said(actor=who, occurred_at=f"{day}T05:00:00.000000Z"))) == rule


def test_what_was_refused_is_not_in_the_log_and_what_was_told_is_read(db):
    assert tried(SPELLED["a float"]) == SAID and tried(GOOD) == ""
    assert [told.event for told in events_of("request:1")] == ["request.withdrawn"]
