"""What every column means, in Thai and in English: the data dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.utils import translation

from places.models import Province
from publishing import rows, sheets
from publishing.checkpoints import Made
from publishing.datasets import Column, Dataset, Text, all_of
from publishing.files import spelling

HEADING = ("dataset", "column", "type", "unit", "meaning_th", "meaning_en", "values_th", "values_en")


def said(text: Text, language: str) -> str:
    with translation.override(language):
        return str(text)


def choices(column: Column, language: str) -> dict[str, str]:
    """The words that may stand in it, each with what it means; in the reader's language when none is named."""
    with translation.override(language or translation.get_language()):
        return {str(key): str(label) for key, label in column.choices.choices} if column.choices else {}


def _line(dataset: Dataset, column: Column) -> list[str]:
    values = ["; ".join(f"{key} = {label}" for key, label in choices(column, way).items()) for way in ("th", "en")]
    meaning = [said(column.means, way) for way in ("th", "en")]
    kind, unit = spelling.TYPES[column.kind], spelling.UNITS.get(column.kind, "")
    return [dataset.key, column.name, kind, unit, *meaning, *values]


def write(province: Province, made: Made) -> Iterator[bytes]:
    return sheets.lines(chain([HEADING], (_line(one, column) for one in all_of() for column in rows.columns(one))))


def field(column: Column) -> dict[str, Any]:
    """The column as Frictionless Table Schema has it."""
    told: dict[str, Any] = {
        "name": column.name,
        "type": spelling.TYPES[column.kind],
        "title": said(column.means, "th"),
        "description": said(column.means, "en"),
    }
    if column.choices:
        told["constraints"] = {"enum": [str(key) for key in column.choices.values]}
    if unit := spelling.UNITS.get(column.kind):
        told["unit"] = unit
    return told
