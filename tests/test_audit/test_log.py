"""Events are told in the transaction in which they happened: all or nothing, in one order, without a personal value."""

from __future__ import annotations

import hmac
import json
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from audit import canonical, merkle, vault
from audit.errors import Invalid
from audit.log import record, recorded
from audit.models import Event, PersonalValue
from audit.reports import event_names, events_of, roots
from requests.facts import MovedFacts
from tests.races import race

MOVED = MovedFacts(state="withdrawn", owner=None, due_on=None)


@recorded
def tell(actor, *trees: str, subject: str = "request:1", **told) -> None:
    for tree in trees:
        record("request.withdrawn", tree=tree, subject=subject, actor=actor, facts=MOVED, **told)


def test_an_event_outside_a_service_is_refused(system):
    with pytest.raises(RuntimeError, match="outside"):
        record("request.withdrawn", tree="57", subject="request:1", actor=system, facts=MOVED)


def test_an_exception_leaves_no_event(db, system):
    @recorded
    def fail() -> None:
        tell(system, "57")
        raise ValueError

    with pytest.raises(ValueError):
        fail()
    assert event_names("request:1") == []


def test_a_refusal_that_is_caught_takes_its_own_events_along(db, system):
    @recorded
    def refused() -> None:
        tell(system, "57", subject="request:2")
        raise ValueError

    @recorded
    def outer() -> None:
        tell(system, "57")
        with pytest.raises(ValueError):
            refused()
        tell(system, "57", subject="request:3")

    outer()
    assert event_names("request:1", "request:2", "request:3") == ["request.withdrawn"] * 2


def test_columns_are_read_out_of_the_body(db, system):
    tell(system, "57")
    row = Event.objects.filter(tree="57").latest("seq")
    body = json.loads(bytes(row.body))
    assert (row.event, row.subject) == (body["event"], body["subject"])
    assert canonical.instant(row.occurred_at) == body["occurred_at"]
    assert bytes(row.leaf) == merkle.leaf_hash(bytes(row.body)) and canonical.encode(body) == bytes(row.body)


def test_roots_are_those_of_the_leaves(db, system):
    for count in range(1, 6):
        tell(system, *["57", "system"] * count)
    for tree, (size, root) in roots().items():
        leaves = [
            bytes(leaf) for leaf in Event.objects.filter(tree=tree).order_by("seq").values_list("leaf", flat=True)
        ]
        assert (len(leaves), merkle.root(leaves).hex()) == (size, root)


@pytest.mark.parametrize("tree", ["5", "ABC", "../57", ""])
def test_a_tree_that_does_not_exist_is_refused(db, system, tree):
    with pytest.raises(DatabaseError):
        tell(system, tree)


def test_personal_values_stay_in_the_vault(db, system):
    tell(system, "57", personal={"reason": "นายสมชาย ป่วย"})
    told = events_of("request:1")[0]
    kept = PersonalValue.objects.get(subject="request:1")
    assert told.texts == {"reason": "นายสมชาย ป่วย"}
    assert "สมชาย" not in bytes(Event.objects.get(tree="57", subject="request:1").body).decode()
    assert kept.digest == hmac.new(bytes(kept.salt), "reason|นายสมชาย ป่วย".encode(), "sha256").hexdigest()


def test_erasing_leaves_the_tree_whole(db, system):
    tell(system, "57", personal={"reason": "นายสมชาย ป่วย"})
    before = roots()["57"][1]
    leaf = bytes(Event.objects.get(tree="57", subject="request:1").leaf)
    assert vault.erase("request:1", tree="57", reason_code="pdpa", actor=system) == 1
    assert events_of("request:1")[0].texts == {} and PersonalValue.objects.get(subject="request:1").value is None
    event = Event.objects.get(tree="57", subject="request:1", event="request.withdrawn")
    assert bytes(event.leaf) == leaf and roots()["57"][1] != before


def test_two_services_over_two_trees_do_not_wait_for_each_other(fresh_database, system):
    outcomes = race(lambda: tell(system, "57", "system"), lambda: tell(system, "system", "57"), times=4)
    assert outcomes == [None] * 8
    assert Event.objects.filter(subject="request:1").count() == 16


def test_sequences_have_no_gap_after_a_roll_back(fresh_database, system):
    def fail() -> None:
        with transaction.atomic():
            tell(system, "57")
            raise ValueError

    race(fail, lambda: tell(system, "57"), times=4)
    seqs = Event.objects.filter(tree="57").order_by("seq").values_list("seq", flat=True)
    assert list(seqs) == list(range(len(seqs)))


@pytest.mark.parametrize("fact", [1.5, object(), b"x", "a\0b", {"x": {1.0}}])
def test_a_fact_without_one_spelling_is_refused(fact):
    with pytest.raises((TypeError, ValueError)):
        canonical.encode({"fact": fact})


def test_the_same_facts_are_the_same_bytes():
    decomposed, composed = "e\u0301", "\u00e9"
    assert canonical.encode({"b": decomposed, "a": UUID(int=1)}) == canonical.encode({"a": UUID(int=1), "b": composed})
    assert canonical.encode({"น": True, "a": [1, None]}) == '{"a":[1,null],"น":true}'.encode()


def test_what_is_longer_than_the_log_publishes_is_refused_beside_the_form(db, system):
    @recorded
    def tell_at_length() -> None:
        facts = MovedFacts(state="ก" * 22_000, owner=None, due_on=None)
        record("request.withdrawn", tree="57", subject="request:1", actor=system, facts=facts)

    with pytest.raises(Invalid) as refused:
        tell_at_length()
    assert refused.value.error_list[0].code == "too_long" and event_names("request:1") == []
