"""Fills every port: the one list of modules by which rooms provide, read when a process starts."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

# What a module of this name provides is said at the top of it; a room has those that it needs.
PROVIDING = (
    "schemas",
    "evidence",
    "sentences",
    "constraints",
    "verbs",
    "papers",
    "parcels",
    "effects",
    "bases",
    "waits",
    "panels",
    "questions",
    "pictures",
    "datasets",
    "tasks",
    "checks",
)


def start(rooms: Iterable[str]) -> None:
    """Import the providing modules of `rooms`, from the ground floor up."""
    for room in rooms:
        for name in PROVIDING:
            if find_spec(f"{room}.{name}"):
                import_module(f"{room}.{name}")
