"""Every place has a tile of its own, ours win, and no name is broken inside a word."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from places import services, tiles
from places.models import District, Province, Subdistrict, Tile
from publishing.drawing.svg import letters

DATA = Path(tiles.__file__).parent / "data"
LONGEST = 8  # letters that a tile holds beside each other


def read(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_place_has_one_tile_and_every_tile_one_place(db):
    codes = [code for model in (Province, District, Subdistrict) for code in model.objects.values_list("pk", flat=True)]
    assert sorted(Tile.objects.values_list("pk", flat=True)) == sorted(codes)
    at = Counter(Tile.objects.values_list("within", "column", "row"))
    assert at.most_common(1)[0][1] == 1


def test_what_was_placed_by_hand_wins_and_says_why(db):
    assert (Tile.objects.get(pk="74").column, Tile.objects.get(pk="74").row) == (2, 8)
    rows = read("overrides")
    assert all(row["why"] for row in rows)
    computed = {row["code"]: (row["column"], row["row"]) for row in read("tiles")}
    assert [row for row in rows if computed.get(row["code"]) == (row["column"], row["row"])] == []


def test_a_changed_position_is_taken_up_at_the_next_start(db):
    Tile.objects.filter(pk="57").update(column=99, label="x")
    services.load()
    tile = Tile.objects.get(pk="57")
    assert (tile.column, tile.label) == (2, "เชียงราย")


def test_no_name_is_broken_but_where_the_table_says():
    for row in read("names"):
        parts = row["broken"].split("|")
        assert "".join(parts) == row["name"].replace(" ", "") and len(parts) > 1, row
        # A line begins with a letter: a mark belongs to the letter before it, and so does a vowel that follows.
        assert all(letters(part[0]) and part[0] not in "ะาำๅๆฯ" for part in parts), row


def test_every_name_fits_its_tile_on_two_or_three_lines():
    for name in ("กรุงเทพมหานคร", "เวียงเชียงรุ้ง", "พระนครศรีอยุธยา", "เมืองนครศรีธรรมราช", "เขตป้อมปราบศัตรูพ่าย"):
        assert max(map(letters, tiles.broken(name).split("|"))) <= LONGEST + 1, name
    assert tiles.broken("กรุงเทพมหานคร") == "กรุงเทพ|มหานคร" and tiles.broken("เขตพระนคร") == "พระนคร"


def test_no_long_name_lacks_a_break(db):
    found = [tile.label for tile in Tile.objects.all() if max(map(letters, tile.label.split("|"))) > LONGEST + 2]
    assert found == []
