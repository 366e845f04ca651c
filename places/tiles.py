"""Where places stand on a map of tiles, and where their names break: read from `places/data`, our own rows win."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from places.models import Tile

_DATA = Path(__file__).with_name("data")
# A district of Bangkok is one without the word for it, as people say it.
_KHET = "เขต"
BREAK = "|"


def load(names: dict[str, str]) -> int:
    """Bring the tiles of these places, code and Thai name, up to date. A place without a tile is on no map, but in every table."""
    at = positions()
    rows = [_tile(code, name, *at[code]) for code, name in names.items() if code in at]
    Tile.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["within", "column", "row", "label"],
        batch_size=2000,
    )
    return len(rows)


def positions() -> dict[str, tuple[int, int]]:
    """Column and row by code; a hand-kept row wins over a computed one."""
    return {row["code"]: (int(row["column"]), int(row["row"])) for row in (*_read("tiles"), *_read("overrides"))}


def broken(name: str) -> str:
    """The name with a bar between words where a line may end; "เวียง|เชียงรุ้ง"."""
    bare = name.removeprefix(_KHET)
    return _breaks().get(bare, bare)


@cache
def _breaks() -> dict[str, str]:
    return {row["name"]: row["broken"] for row in _read("names")}


def _tile(code: str, name: str, column: int, row: int) -> Tile:
    return Tile(code=code, within=code[:-2], column=column, row=row, label=broken(name))


def _read(name: str) -> Iterable[dict[str, str]]:
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
