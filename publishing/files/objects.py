"""A data set as JSON: one object that says what it is, with its rows as objects by the names of the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from places.models import Province
from publishing import rows
from publishing.checkpoints import Made
from publishing.datasets import Column, Dataset
from publishing.files import spelling
from publishing.files.licence import about

CHUNK = 200  # rows


def spelled(columns: Sequence[Column], row: Sequence[Any]) -> str:
    """One row. Written here, because a number of JSON is not one of Python: 1234.50 stays as it is."""
    pairs = (f'"{column.name}":{spelling.token(column, value)}' for column, value in zip(columns, row, strict=True))
    return "{" + ",".join(pairs) + "}"


def with_list(head: dict[str, Any], name: str, objects: Iterator[str]) -> Iterator[bytes]:
    """`head` with the list `name` behind all that it says, some hundred objects at a time."""
    opening = json.dumps(head, ensure_ascii=False)[:-1] + (", " if head else "") + f'"{name}": ['
    yield opening.encode()
    between = "\n"
    first = next(objects, None)
    todo = chain([first], objects) if first is not None else iter(())
    while part := [text for _n, text in zip(range(CHUNK), todo, strict=False)]:
        yield (between + ",\n".join(part)).encode()
        between = ",\n"
    yield b"\n]}\n"


def write_json(dataset: Dataset, province: Province, made: Made) -> Iterator[bytes]:
    columns = rows.columns(dataset)
    objects = (spelled(columns, row) for row in rows.every(dataset, province.pk))
    return with_list(about(dataset, province, made), "rows", objects)
