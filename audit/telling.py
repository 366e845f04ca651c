"""What the application may tell, written into the database: every event with its shape, and the words that subjects have.

The shapes are read from `facts.lock`, which keeps all that there ever were; those that an event has now may be told, the
others may be read. `audit/sql/schemas.sql` refuses whatever is told otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from audit.events import EVENTS, SUBJECTS

LOCK = Path(__file__).with_name("facts.lock")
PLAIN = frozenset({"str", "int", "bool", "date", "datetime", "UUID"})
# How far ahead of the database's own clock something may be said to happen: as far as clocks of an office go astray. Where time itself
# is told, any will do.
SECONDS_AHEAD = 600


class Schema(NamedTuple):
    """One version of an event's facts, as `log.event_schema` keeps it."""

    event: str
    version: int
    shape: str
    texts: list[str]
    is_current: bool
    by_database: bool


def schemas() -> list[Schema]:
    """Every version of every event, those that nobody tells any more included."""
    kept: dict[str, dict[str, dict[str, str]]] = json.loads(LOCK.read_text(encoding="utf-8"))
    return [_schema(name, int(version), kept[name][version]) for name in sorted(kept) for version in sorted(kept[name])]


def _schema(name: str, version: int, facts: dict[str, str]) -> Schema:
    event = EVENTS.get(name)
    is_current = event is not None and event.version == version
    shape = json.dumps(_members(facts), ensure_ascii=False)
    texts, by_database = (sorted(event.texts), event.by_database) if event else ([], False)
    return Schema(name, version, shape, texts if is_current else [], is_current, by_database)


def write(cursor: Any) -> None:
    """As the owner, in a transaction: what is registered now, and nothing else."""
    cursor.execute("DELETE FROM log.event_schema")
    cursor.executemany("INSERT INTO log.event_schema VALUES (%s, %s, %s::jsonb, %s, %s, %s)", schemas())
    cursor.execute("DELETE FROM log.subject_word")
    cursor.executemany("INSERT INTO log.subject_word VALUES (%s)", [[word] for word in SUBJECTS.names()])
    cursor.execute("UPDATE log.terms SET ahead = make_interval(secs => %s), is_story = %s", _terms())


def expected() -> list[str]:
    """Each row as one line of text, as the guards are compared."""
    lines = [_line(*schema) for schema in schemas()]
    ahead, is_story = _terms()
    return [*lines, *(f"subject {word}" for word in SUBJECTS.names()), f"terms {ahead} {is_story}"]


def actual(cursor: Any) -> list[str]:
    cursor.execute("SELECT event, version, shape::text, texts, is_current, by_database FROM log.event_schema")
    lines = [_line(*row) for row in cursor.fetchall()]
    cursor.execute("SELECT word FROM log.subject_word")
    lines += [f"subject {word}" for (word,) in cursor.fetchall()]
    cursor.execute("SELECT extract(epoch FROM ahead)::integer, is_story FROM log.terms")
    return lines + [f"terms {ahead} {is_story}" for ahead, is_story in cursor.fetchall()]


def _terms() -> tuple[int | None, bool]:
    return (None, True) if settings.IS_STORY else (SECONDS_AHEAD, False)


def _line(event: str, version: int, shape: str, texts: list[str], is_current: bool, by_database: bool) -> str:
    told = "by the database" if by_database else "by the application"
    return f"schema {event} {version} {told if is_current else 'no more'} {texts} {json.dumps(json.loads(shape))}"


def _members(facts: dict[str, str]) -> list[list[Any]]:
    """An object's members in the order of their names; a name with a question mark may be missing."""
    named = sorted((name.removesuffix("?"), words, name.endswith("?")) for name, words in facts.items())
    return [[name, _shape(words), *([True] if may_be_missing else [])] for name, words, may_be_missing in named]


def _shape(words: str) -> Any:
    """What the lock says of one fact, as the database reads it. Raises ValueError for words that it has no check for."""
    if words in PLAIN:
        return words
    if words.removesuffix(" or None") in PLAIN:
        return f"{words.removesuffix(' or None')}?"
    if words.startswith("{") and words.endswith("}"):
        return _members(dict(_parts(words[1:-1])))
    # Whether none is in the list, or there is no list, is not said.
    if words.startswith("list of ") and not words.endswith(" or None"):
        return {"list": _shape(words.removeprefix("list of "))}
    if re.fullmatch(r'"[^"]*"( or "[^"]*")*', words):
        return {"one_of": re.findall(r'"([^"]*)"', words)}
    raise ValueError(f"The database has no check for a fact that is {words}.")


def _parts(words: str) -> Iterator[tuple[str, str]]:
    """The members of a nested shape: commas within a shape that is nested in it divide nothing."""
    depth, begin = 0, 0
    for at, letter in enumerate(f"{words},"):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if letter == "," and not depth:
            name, _colon, kind = words[begin:at].strip().partition(": ")
            yield name, kind
            begin = at + 1
