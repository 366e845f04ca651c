"""Budget lines as people write them: read exactly, or asked back; never wrong in silence."""

from __future__ import annotations

import io
import json
import random
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from requests import reading
from requests.forms import pasting
from requests.reading import Read, units
from requests.wording import parse_factors, product

LINES = Path(__file__).parents[1] / "lines"
HALVES = [path.stem for path in sorted(LINES.glob("*.tsv"))]
EXACT = 95  # of 100; the others ask
NAMES = ["ค่าอาหารกลางวัน", "ค่าเช่ารถตู้", "กระดาษ A4 80 แกรม", "ป้าย ขนาด 1 x 3 เมตร", "ค่าวิทยากร (ภาครัฐ)"]


def judged(row: str) -> str:
    """exact; asked, where it could have been read; or wrong."""
    wording, name, factors, rate, amount, stated, asks = row.split("\t")
    found = reading.read(wording)
    if asks:
        return "exact" if found.asks and found.amount is None else f"wrong: {wording} is {found}"
    if found.asks:
        return "asked" if found.amount is None else f"wrong: {wording} asks, and has an amount"
    wanted = (parse_factors(factors) if factors else [], satang(rate), satang(amount), satang(stated))
    if found.amount == wanted[2] and found.factors and product(found.factors) == 1:
        wanted = (wanted[0], found.rate, *wanted[2:])  # of one piece the price and the sum are the same
    if (found.factors, found.rate, found.amount, found.stated) != wanted:
        return f"wrong: {wording} is {found}"
    return "exact" if found.name == name else f"name: {wording} is {found.name}, not {name}"


def satang(baht: str) -> int | None:
    return int(Decimal(baht) * 100) if baht else None


@pytest.mark.parametrize("half", HALVES)
def test_lines_are_read_exactly_or_asked(half):
    found = Counter(judged(row) for row in (LINES / f"{half}.tsv").read_text(encoding="utf-8").splitlines())
    assert [told for told in found if told.startswith("wrong")] == []
    assert found["exact"] >= found.total() * EXACT / 100, dict(found)


def made(chance: random.Random) -> Read:
    """A line of a budget; each unit once."""
    name = chance.choice(NAMES)
    counted = chance.sample(sorted(units.COUNTED), chance.randint(0, 4))
    factors = parse_factors(" × ".join(f"{chance.choice([1, 2, 12, 0.5, 1.5, 400])} {unit}" for unit in counted))
    rate = chance.choice([chance.randint(1, 999_999) * 2, chance.randint(1, 9_999) * 200])
    if not factors or chance.random() < 0.2:
        return Read(name, factors, None, rate, None, "")
    amount = product(factors) * rate
    return Read(name, factors, rate, int(amount), chance.choice([None, int(amount)]), "")


def is_sound(line: Read) -> bool:
    """A whole number of satang, and nothing counted twice."""
    known = [units.same(one["unit"]) for one in line.factors]
    whole = line.rate is None or (product(line.factors) * line.rate) % 1 == 0
    return whole and len(set(known)) == len(known) and not set(pairwise(known)) & units.PARTS_OF_ONE


@pytest.mark.parametrize("seed", range(3))
def test_what_was_read_reads_the_same_when_it_is_written(seed):
    chance = random.Random(seed)
    lines = [line for line in (made(chance) for _ in range(400)) if is_sound(line)]
    assert len(lines) > 200
    assert [(line, again) for line in lines if (again := reading.read(reading.written(line))) != line] == []


def test_pasted_lines_ask_beside_what_is_certain():
    clear, unclear = pasting.rows("ค่าที่พัก 10 ห้อง x 2 คืน x 850 บาท\nค่าเต็นท์ 5 หลัง 3 วัน 500 บาท")
    assert (clear["description"], clear["rate"], clear["amount"]) == ("ค่าที่พัก", 850_00, None)
    assert unclear["description"] == "ค่าเต็นท์ 5 หลัง 3 วัน 500 บาท" and "rate" not in unclear
    assert "ราคาต่อหนึ่งหน่วย" in unclear["asks"]


def test_a_file_of_lines(tmp_path):
    (tmp_path / "lines.txt").write_text("\ufeffค่าป้าย 2 ป้าย ป้ายละ 450 บาท\n\nค่าวัสดุ\n", encoding="utf-8")
    out = io.StringIO()
    call_command("read_lines", tmp_path / "lines.txt", stdout=out)
    first, second = map(json.loads, out.getvalue().splitlines())
    assert (first["name"], first["amount"], first["asks"]) == ("ค่าป้าย", 900_00, "")
    assert second["amount"] is None and "ราคาเท่าไร" in second["asks"]
    (tmp_path / "lines.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("read_lines", tmp_path / "lines.xls")


ODD = ["", " ", "((((", "x x x", "9" * 900, "1/2/3/4", "@@@", "ละ", "ๆละ 5", "= = =", "ก" * 5000, "\0", "๑" * 400]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_whatever_is_typed_is_answered(text):
    found = reading.read(text)
    assert found.asks and found.amount is None
