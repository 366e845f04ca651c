"""Every event that the code records reads as a sentence, in Thai too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from audit import sentences
from audit.events import EVENTS, Event, is_public, is_small, register
from plans.facts import PlanFacts

ROOT = Path(settings.BASE_DIR)
RECORDERS = {"record", "_move", "_tell", "done", "_finish", "tell", "note"}
RECORDERS |= {"_note", "_done", "_new_invitation"}


def recorded_events() -> set[str]:
    """What every call that leads to the log is given as its event, wherever it is a dotted constant."""
    found: set[str] = set()
    for config in apps.get_app_configs():
        if Path(config.path).parent == ROOT:
            for path in Path(config.path).rglob("*.py"):
                found |= {event for node in ast.walk(ast.parse(path.read_text())) for event in _events(node)}
    return found


def _events(node: ast.AST) -> list[str]:
    if not isinstance(node, ast.Call):
        return []
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    said = [keyword.value for keyword in node.keywords if keyword.arg == "event"]
    said += node.args if name in RECORDERS else []
    values = [value.value for value in said if isinstance(value, ast.Constant)]
    return [value for value in values if isinstance(value, str) and _is_event(value)]


def _is_event(value: str) -> bool:
    return "." in value and value.replace(".", "").replace("_", "").isalpha() and value.islower()


def test_every_event_has_a_sentence():
    assert len(recorded_events()) > 15
    assert sorted(recorded_events() - set(EVENTS.names())) == []


def test_a_sentence_shows_baht_dates_and_dashes_for_what_is_gone():
    told = sentences.sentence("voucher.made", {"number": "PAY 1/2569", "amount": 123456, "reason": ""})
    assert "1,234.56" in told and "PAY 1/2569" in told
    assert "–" in sentences.sentence("voucher.rejected", {"number": "PAY 1/2569"})


def test_one_event_has_one_sentence():
    with pytest.raises(ValueError, match="provided twice"):
        register("tests", Event("voucher.made", "something else", facts=PlanFacts))


def test_what_an_event_does_not_say_of_itself_it_is_not():
    """A new event, with the words in it, is nobody's to read in public until its row says so."""
    new = Event("thing.happened", "{words}", facts=PlanFacts)
    assert not new.public and not new.small
    assert not is_public("thing.unheard_of") and not is_small("thing.unheard_of")


def test_what_somebody_typed_is_not_public():
    closed = ["request.withdrawn", "request.suspended", "offer.declined", "offer.question_asked", "report.returned"]
    assert [event for event in closed if is_public(event)] == []
    assert is_public("request.submitted") and is_small("item.voted")
