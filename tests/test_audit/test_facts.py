"""Every event says its facts, its sentence uses no others, and what facts once were is kept for who reads old bodies."""

from __future__ import annotations

import ast
import json
import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypedDict, get_args

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from audit import canonical, shapes
from audit.events import EVENTS, Event, UnknownEvent
from audit.facts import Facts
from audit.log import record, recorded
from audit.models import Event as Row
from audit.reports import event_names, events_of
from audit.sentences import sentence
from requests.facts import MovedFacts, SubmittedFacts
from tests.test_audit.test_log import MOVED
from tools import shapes as lock
from tools.events import within

ROOT = Path(settings.BASE_DIR)
EVERY = EVENTS.values()


def hints(event: Event) -> dict[str, set[Any]]:
    """What each fact may be; texts are text."""
    told = {member.key: {member.hint, *get_args(member.hint)} for member in shapes.members(event.facts)}
    return told | {text: {str} for text in event.texts}


def keys(sentence: str) -> Iterator[tuple[str, str]]:
    return (
        (key, spec or "") for _text, key, spec, _conversion in string.Formatter().parse(sentence) if key is not None
    )


@pytest.mark.parametrize("language", ["en", "th"])
@pytest.mark.parametrize("event", EVERY, ids=lambda event: event.name)
def test_a_sentence_uses_what_its_event_tells(event: Event, language: str):
    with translation.override(language):
        used = [one for sentence in event.sentences for one in keys(str(sentence))]
    assert {key for key, _spec in used} <= set(hints(event))
    for key, spec in used:
        assert spec != "baht" or int in hints(event)[key]
        assert (spec == "date") == bool({date, datetime} & hints(event)[key])


@pytest.mark.parametrize("event", EVERY, ids=lambda event: event.name)
def test_no_text_of_an_event_is_a_fact_too(event: Event):
    """A body that told it openly would have nothing to erase."""
    assert not set(event.texts) & {member.key for member in shapes.members(event.facts)}


def test_every_shape_is_some_events_or_the_base_of_one():
    classes = [node for path in ROOT.glob("*/facts.py") for node in ast.parse(path.read_text()).body]
    classes = [node for node in classes if isinstance(node, ast.ClassDef)]
    bases = {ast.unparse(base) for node in classes for base in node.bases}
    told = {shape.__name__ for event in EVERY for shape in within(event.facts)}
    assert len(classes) > 60
    assert {node.name for node in classes} - told - bases == {Facts.__name__}


@recorded
def tell(actor, event: str, facts: Any, **told: Any) -> None:
    record("request.withdrawn", tree="57", subject="request:1", actor=actor, facts=MOVED)
    record(event, tree="57", subject="request:1", actor=actor, facts=facts, **told)


def test_an_event_that_nobody_registered_did_not_happen(db, system):
    with pytest.raises(UnknownEvent, match=r"thing\.unheard_of"):
        tell(system, "thing.unheard_of", MOVED)
    assert event_names("request:1") == []


@pytest.mark.parametrize(
    ("event", "facts", "said"),
    [
        ("request.withdrawn", {**MOVED, "owner": "1"}, r"request\.withdrawn: facts\.owner is of str, not None or int"),
        ("request.withdrawn", {}, r"request\.withdrawn: facts of MovedFacts: due_on is missing, owner is missing"),
        ("request.submitted", MOVED, r"request\.submitted: facts of SubmittedFacts: amount is missing"),
        ("request.closed", {**MOVED, "basis": "x:1", "more": 1}, r"request\.closed: .* more is not known"),
    ],
)
def test_facts_of_another_shape_did_not_happen(db, system, event, facts, said):
    with pytest.raises(shapes.UnfitFacts, match=said):
        tell(system, event, facts)
    assert event_names("request:1") == []


def test_a_text_that_the_event_does_not_name_did_not_happen(db, system):
    with pytest.raises(shapes.UnfitFacts, match=r"request\.resumed: texts reason"):
        tell(system, "request.resumed", MOVED, personal={"reason": "ก"})
    assert event_names("request:1") == []
    tell(system, "request.resumed", MOVED, personal={"reason": ""})
    assert event_names("request:1") == ["request.withdrawn", "request.resumed"]


def test_a_body_says_the_version_of_its_facts(db, system, monkeypatch):
    """Told as of the version that the code and the database know."""
    known = EVENTS._provided["request.withdrawn"]
    tell(system, "request.resumed", MOVED)
    raised = replace(known, what=replace(known.what, version=7))
    monkeypatch.setitem(EVENTS._provided, "request.withdrawn", raised)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tests.raise_version('request.withdrawn', 7)")
    tell(system, "request.resumed", MOVED)
    bodies = [json.loads(bytes(row.body)) for row in Row.objects.filter(subject="request:1").order_by("seq")]
    assert [(body["v"], body["facts_version"]) for body in bodies] == [(3, 1), (3, 1), (3, 7), (3, 1)]
    assert [told.facts_version for told in events_of("request:1")] == [1, 1, 7, 1]


def test_a_body_from_before_is_still_read(db, system):
    """As it was written when facts had no shape: no version, and a key that nobody writes any more."""
    facts = {"state": "returned", "owner": 1, "due_on": "2026-02-02", "round": 1, "defects": 2, "old": "x"}
    said = {"actor": {"person": None, "role": "system", "seat": None}, "entry": None, "event": "request.returned"}
    said |= {"facts": facts, "occurred_at": "2026-01-01T00:00:00.000000Z", "personal": {}, "subject": "request:1"}
    with connection.cursor() as cursor:
        body = canonical.encode({**said, "tree": "57", "v": 1})
        cursor.execute("SELECT tests.put('57', %s::bytea)", [body])
    (told,) = events_of("request:1")
    assert (told.facts_version, told.facts) == (0, facts)
    with translation.override("en"):
        assert told.sentence.startswith("The request was returned: 2 things")


def test_a_day_told_of_a_moment_is_the_day_it_is_here():
    """Half past six in the morning is still yesterday in UTC."""
    from_body = {"scheduled_at": "2026-02-01T23:30:00.000000Z"}
    on_the_day = {"scheduled_at": datetime.fromisoformat("2026-02-02T06:30:00+07:00")}
    ways = (from_body, on_the_day, {"scheduled_at": "2026-02-02"})
    assert len({sentence("meeting.called", facts) for facts in ways}) == 1


def test_the_shapes_are_those_that_are_kept():
    """Changed a shape? Raise `version=` of its events, then `python -m tools.shapes write`; docs/events.md says it all."""
    assert lock.problems(EVERY, lock.read()) == []


class Longer(TypedDict):
    state: str
    owner: int | None
    due_on: date | None
    more: int


SHORT = Event("thing.happened", "", facts=MovedFacts)
KEPT = lock.added([SHORT], {})


def test_a_shape_does_not_change_under_its_version():
    assert lock.problems([SHORT], KEPT) == []
    changed = replace(SHORT, facts=Longer)
    assert "raise the version" in lock.problems([changed], KEPT)[0]
    assert lock.added([changed], KEPT) == KEPT  # writing does not mend it


def test_a_raised_version_is_kept_beside_the_old_one():
    raised = replace(SHORT, facts=Longer, version=2)
    assert "not in audit/facts.lock" in lock.problems([raised], KEPT)[0]
    kept = lock.added([raised], KEPT)
    assert lock.problems([raised], kept) == []
    assert kept["thing.happened"]["1"] == KEPT["thing.happened"]["1"]
    assert "followed by another" in lock.problems([SHORT], kept)[0]


def test_an_event_that_is_gone_keeps_its_shapes():
    assert lock.added([], KEPT) == KEPT and lock.problems([], KEPT) == []


@pytest.mark.parametrize("shape", [SubmittedFacts, Longer])
def test_every_change_of_a_shape_is_seen(shape):
    assert lock.spelled(shape) != lock.spelled(MovedFacts)
    assert lock.spelled(TypedDict("MovedFacts", {"state": str, "owner": int, "due_on": date | None})) != lock.spelled(
        MovedFacts
    )
