"""Facts fit their shape to the key and to the type, or nothing has happened."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any, Literal, NotRequired, TypedDict
from uuid import UUID

import pytest
from django.utils.safestring import SafeString

from audit.events import Event
from audit.shapes import UnsupportedShape, check_of, members
from wiring.refs import Ref


class Part(TypedDict):
    code: str
    floor: int | None


class Base(TypedDict):
    text: str
    count: int


class Whole(Base):
    flag: bool
    day: date
    moment: datetime
    key: UUID
    maybe: date | None
    either: int | str
    word: Literal["for", "against"]
    part: Part
    parts: list[Part]
    numbers: list[int]
    perhaps: Part | None
    sometimes: NotRequired[str]


class HalfSaid(TypedDict, total=False):
    text: str


DAY, MOMENT = date(2026, 2, 2), datetime(2026, 2, 2, tzinfo=timezone.utc)
PART: Part = {"code": "a", "floor": None}


def whole(**changes: Any) -> dict[str, Any]:
    said = {
        "text": "a",
        "count": 1,
        "flag": True,
        "day": DAY,
        "moment": MOMENT,
        "key": UUID(int=1),
        "maybe": None,
        "either": 1,
        "word": "for",
        "part": PART,
        "parts": [PART, {"code": "b", "floor": 0}],
        "numbers": [],
        "perhaps": None,
    }
    return said | changes


def check(value: object) -> str:
    return check_of(Whole)(value)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"sometimes": "b"},
        {"maybe": DAY},
        {"either": "b"},
        {"word": "against"},
        {"parts": []},
        {"numbers": [0, -1]},
        {"perhaps": PART},
    ],
    ids=str,
)
def test_what_fits_is_let_through(changes):
    assert check(whole(**changes)) == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": None}, ".text is of NoneType, not str"),
        ({"text": b"a"}, ".text is of bytes, not str"),
        ({"text": 1}, ".text is of int, not str"),
        ({"count": True}, ".count is of bool, not int"),
        ({"count": 1.0}, ".count is of float, not int"),
        ({"count": "1"}, ".count is of str, not int"),
        ({"count": None}, ".count is of NoneType, not int"),
        ({"flag": 1}, ".flag is of int, not bool"),
        ({"day": MOMENT}, ".day is of datetime, not date"),
        ({"day": "2026-02-02"}, ".day is of str, not date"),
        ({"moment": DAY}, ".moment is of date, not datetime"),
        ({"key": str(UUID(int=1))}, ".key is of str, not UUID"),
        ({"maybe": ""}, ".maybe is of str, not None or date"),
        ({"maybe": MOMENT}, ".maybe is of datetime, not None or date"),
        ({"either": None}, ".either is of NoneType, not int or str"),
        ({"either": False}, ".either is of bool, not int or str"),
        ({"word": "abstain"}, ".word is of str, not one of ('for', 'against')"),
        ({"word": None}, ".word is of NoneType, not one of ('for', 'against')"),
        ({"part": {"code": "a"}}, ".part of Part: floor is missing"),
        ({"part": {**PART, "kind": "x"}}, ".part of Part: kind is not known"),
        ({"part": {**PART, "floor": "0"}}, ".part.floor is of str, not None or int"),
        ({"part": None}, ".part is of NoneType, not Part"),
        ({"part": [PART]}, ".part is of list, not Part"),
        ({"parts": (PART,)}, ".parts is of tuple, not a list"),
        ({"parts": None}, ".parts is of NoneType, not a list"),
        ({"parts": [PART, {"code": 1, "floor": 0}]}, ".parts[1].code is of int, not str"),
        ({"parts": [None]}, ".parts[0] is of NoneType, not Part"),
        ({"numbers": [1, True]}, ".numbers[1] is of bool, not int"),
        ({"numbers": {}}, ".numbers is of dict, not a list"),
        ({"perhaps": {}}, ".perhaps of Part: code is missing, floor is missing"),
        ({"sometimes": None}, ".sometimes is of NoneType, not str"),
        ({"stranger": 1}, " of Whole: stranger is not known"),
        ({1: 1}, " of Whole: 1 is not known"),
    ],
    ids=str,
)
def test_each_kind_of_wrong_fact_is_refused_by_its_place(changes, said):
    assert check(whole() | changes) == said


@pytest.mark.parametrize("key", sorted(whole()))
def test_each_key_is_asked_for(key):
    """Those of the base too, and those that may be None."""
    facts = whole()
    del facts[key]
    assert check(facts) == f" of Whole: {key} is missing"


@pytest.mark.parametrize("value", [None, [], "text", [("text", "a")], 1])
def test_what_is_no_dict_is_refused(value):
    assert check(value) == f" is of {type(value).__name__}, not Whole"


@pytest.mark.parametrize("text", [Ref("request", 1), SafeString("a")])
def test_text_that_is_more_than_text_is_text(text):
    """It is spelled as the text that it is, and mypy takes it for text as well."""
    assert check(whole(text=text, either=text)) == ""


def test_a_word_may_be_a_ref_but_must_be_of_the_words():
    assert check(whole(word=SafeString("for"))) == ""
    assert "not one of" in check(whole(word=Ref("for", 1)))


def test_what_may_be_absent_is_known_in_either_spelling():
    assert [member.key for member in members(Whole) if member.is_optional] == ["sometimes"]
    assert check_of(HalfSaid)({}) == "" == check_of(HalfSaid)({"text": "a"})
    assert check_of(HalfSaid)({"text": 1}) != ""


def test_a_check_is_made_once():
    assert check_of(Whole) is check_of(Whole)


@pytest.mark.parametrize(
    "hint",
    [
        *(Any, object, float, bytes, type, list, dict, dict[str, int], tuple[int, ...], int | float),
        *(list[Any], list[float], list[dict[str, int]], list[int] | str),
        *(Part | Whole, Part | str, Part | str | None, Literal[1], Literal["a", 1]),
    ],
    ids=str,
)
def test_an_annotation_without_a_check_is_refused_when_the_event_is_registered(hint):
    said = {"key": hint}
    shape = TypedDict("shape", said)
    with pytest.raises(UnsupportedShape):
        Event("thing.happened", "", facts=shape)


@pytest.mark.parametrize("shape", [dict, dict[str, str], Event, object])
def test_facts_are_a_typed_dict(shape):
    with pytest.raises(UnsupportedShape):
        Event("thing.happened", "", facts=shape)
