"""Every shape that the facts of an event ever had, by event and version. `python -m tools.shapes write | check`.

Facts are hashed for ever, and whoever reads an old body asks `audit/facts.lock` what stands in it. So a version that is
there is never written again: whoever changes a shape raises the version of each event that names it, and the lock gets one more.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin, is_typeddict

import django

from audit.events import EVENTS, Event
from audit.shapes import members

LOCK = Path(__file__).resolve().parent.parent / "audit" / "facts.lock"
WRITE = ".venv/bin/python -m tools.shapes write"

# By event, then by version: each fact with its type, in words.
Kept = Mapping[str, Mapping[str, Mapping[str, str]]]


def whole(shape: type) -> str:
    """A nested shape, spelled out."""
    return f"{{{', '.join(f'{key}: {kind}' for key, kind in spelled(shape).items())}}}"


def spelled(shape: type, nested: Callable[[type], str] = whole) -> dict[str, str]:
    """The facts of a shape with their types in words; one that may be absent has a question mark."""
    return {f"{one.key}{'?' * one.is_optional}": _words(one.hint, nested) for one in members(shape)}


def _words(hint: Any, nested: Callable[[type], str]) -> str:
    origin, args = get_origin(hint), get_args(hint)
    if is_typeddict(hint):
        return nested(hint)
    if origin is list:
        return f"list of {_words(args[0], nested)}"
    if origin is Literal:
        return " or ".join(f'"{word}"' for word in args)
    if origin is None:
        return "None" if hint is NoneType else str(hint.__name__)
    return " or ".join(_words(one, nested) for one in args)


def problems(events: Iterable[Event], kept: Kept) -> list[str]:
    return [wrong for event in events if (wrong := _problem(event, kept.get(event.name, {})))]


def _problem(event: Event, versions: Mapping[str, Mapping[str, str]]) -> str:
    if event.version < max(map(int, versions), default=1):
        return f"{event.name}: version {event.version} of its facts was followed by another already"
    if str(event.version) not in versions:
        return f"{event.name}: version {event.version} of its facts is not in audit/facts.lock: run {WRITE}"
    if versions[str(event.version)] != spelled(event.facts):
        return f"{event.name}: its facts are not those of version {event.version} any more: raise the version"
    return ""


def added(events: Iterable[Event], kept: Kept) -> dict[str, dict[str, Mapping[str, str]]]:
    """What is kept, and the versions that are new. What is there stays as it is."""
    told = {name: dict(versions) for name, versions in kept.items()}
    for event in events:
        told.setdefault(event.name, {}).setdefault(str(event.version), spelled(event.facts))
    return told


def read() -> dict[str, dict[str, dict[str, str]]]:
    kept: dict[str, dict[str, dict[str, str]]] = json.loads(LOCK.read_text(encoding="utf-8")) if LOCK.exists() else {}
    return kept


def write() -> None:
    told = added(EVENTS.values(), read())
    LOCK.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if sys.argv[1:] == ["write"]:
        write()
    sys.exit("\n".join(problems(EVENTS.values(), read())) or None)
