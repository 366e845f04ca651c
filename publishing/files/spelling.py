"""How a value is written in each form. An amount is exact in all of them: whole satang become baht with two decimals as text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any

from publishing.datasets import Column, Kind
from thai import cells
from thai.direction import straight
from thai.money import plain

Value = Any
# The types of Frictionless Table Schema, with which JSON Schema's go along.
TYPES = {
    Kind.CODE: "string",
    Kind.WORDS: "string",
    Kind.COUNT: "integer",
    Kind.BAHT: "number",
    Kind.DAY: "date",
    Kind.MOMENT: "datetime",
    Kind.FLAG: "boolean",
    Kind.LINK: "string",
}
UNITS = {Kind.BAHT: "THB"}


def moment(value: datetime) -> str:
    """2026-02-02T03:00:00Z"""
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(column: Column, value: Value) -> str:
    """For a file without types; nothing for nothing."""
    if value is None:
        return ""
    raw = _raw(column, value)
    return cells.plain(raw) if column.kind in _STRINGS else raw


def token(column: Column, value: Value) -> str:
    """For JSON."""
    if value is None or (value == "" and column.kind is not Kind.WORDS):
        return "null"
    raw = _raw(column, value)
    return raw if column.kind in _BARE else json.dumps(straight(raw), ensure_ascii=False)


def cell(column: Column, value: Value) -> Value:
    """For a spreadsheet with types: figures and days are what they are."""
    if value is None or column.kind in (Kind.COUNT, Kind.FLAG, Kind.DAY):
        return value
    raw = _raw(column, value)
    return Decimal(raw) if column.kind is Kind.BAHT else cells.writable(raw)


def _raw(column: Column, value: Value) -> str:
    return _TEXTS.get(column.kind, str)(value)


_STRINGS = (Kind.CODE, Kind.WORDS, Kind.LINK)
_BARE = (Kind.COUNT, Kind.BAHT, Kind.FLAG)
_TEXTS: dict[Kind, Callable[[Any], str]] = {
    Kind.BAHT: plain,
    Kind.FLAG: lambda value: "true" if value else "false",
    Kind.DAY: date.isoformat,
    Kind.MOMENT: moment,
}
