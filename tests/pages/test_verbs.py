"""One row a verb: its name is the service, the right and the address, and what it says is said in Thai."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import translation

from audit.verbs import TABLES, Table, Verb

ROOT = Path(settings.BASE_DIR)
EACH = [(table, verb) for table in TABLES.values() for verb in table]
IDS = [f"{table.key}.{verb.name}" for table, verb in EACH]
# No service has their name, for the reason beside them.
NO_SERVICE = {"record_for_another": "a right within vote, declare and dissent"}
# They ask for the right in the name of the services that call them.
ASKED_WITHIN = {
    "_begun": {"begin"},  # each of many, on behalf of its council
    "_adopting": {"adopt", "adopt_corrected"},
    "_place": {"sign", "sign_by_hand"},
    "_locked_with_paper": {"confirm_signature", "refuse_signature"},
}
ASKING = ("require", "require_right", "require_fit")
# A right of another verb is asked where one is done in somebody else's name.
FOR_ANOTHER = {"record_for_another"}


def services_of(table: Table) -> ModuleType:
    return import_module(f"{table.room}.services")


def asked(path: Path) -> Iterator[tuple[str, str]]:
    """(function, right) of every `TABLE.require("right", …)` in a module, whole or the right and the rest apart."""
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ASKING and node.args:
                    name = node.args[0]
                    yield function.name, name.value if isinstance(name, ast.Constant) else ""


def modules_of_services() -> list[Path]:
    rooms = {table.room for table in TABLES.values()}
    found = [path for room in rooms for path in (ROOT / room).glob("services*/**/*.py")]
    return [*found, *(ROOT / room / "services.py" for room in rooms if (ROOT / room / "services.py").exists())]


@pytest.mark.parametrize(("table", "verb"), EACH, ids=IDS)
def test_a_verb_is_a_service_of_its_room(table: Table, verb: Verb):
    assert verb.name in NO_SERVICE or callable(getattr(services_of(table), verb.name))


def test_a_service_asks_for_the_right_of_its_own_name():
    asks = [(function, right) for path in modules_of_services() for function, right in asked(path)]
    wrong = {(f, r) for f, r in asks if r and f != r and r not in FOR_ANOTHER and r not in ASKED_WITHIN.get(f, ())}
    assert len(asks) > 60 and wrong == set()


def test_no_service_asks_for_the_right_alone():
    """How the row stands is asked with it, if not in the same breath."""
    for path in modules_of_services():
        text = path.read_text()
        assert text.count(".require_right(") <= text.count(".require_fit(") + sum(
            text.count(f"{row}.require(") for row in ("SIGNATURE", "HAND")
        ), path


def test_every_right_is_asked_for_by_its_service():
    asked_for = {right for path in modules_of_services() for _function, right in asked(path)}
    asked_for |= {verb for verbs in ASKED_WITHIN.values() for verb in verbs}
    assert {verb.name for _table, verb in EACH if verb.right} - asked_for == set()


@pytest.mark.parametrize(("table", "verb"), EACH, ids=IDS)
def test_a_verb_has_its_address_or_says_what_does_it(table: Table, verb: Verb):
    named = get_resolver().namespace_dict.get(table.room)  # a room without pages has none
    names = {name for name in named[1].reverse_dict if isinstance(name, str)} if named else set()
    assert bool(verb.through) != (verb.name in names), "either a page does it or something else"
    if not verb.through and not verb.address:
        with pytest.raises(NoReverseMatch):
            reverse(f"{table.room}:{verb.name}")  # it needs the row


@pytest.mark.parametrize(("table", "verb"), EACH, ids=IDS)
def test_what_a_verb_says_is_said_in_thai(table: Table, verb: Verb):
    for text in (verb.label, verb.submit, verb.lede, verb.done, verb.waits):
        with translation.override("en"):
            english = str(text)
        with translation.override("th"):
            assert not english or str(text) != english


def test_a_press_with_a_label_says_what_it_did():
    """Whoever presses one button reads afterwards what happened."""
    presses = [verb for _table, verb in EACH if verb.label and not verb.asks and not verb.address and not verb.through]
    assert [verb.name for verb in presses if not verb.done and verb.name != "let_back_in"] == []


def test_two_tables_never_offer_the_same_verb_twice_on_one_row():
    for model in {table.model for table in TABLES.values()}:
        names = [verb.name for table in TABLES.values() if table.model is model for verb in table]
        assert len(names) == len(set(names)), model
