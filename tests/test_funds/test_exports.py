"""The exported books: two independent judges accept them and notice one satang; spreadsheets run no formula."""

from __future__ import annotations

import csv
import datetime
import io
import os
import re
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from funds.exports import FORMATS
from funds.exports.book import Book
from funds.models import Fund
from tests.books import SEED

HLEDGER = ["hledger", "check", "--strict", "-f"]
BEANCOUNT_2 = ["/usr/bin/bean-check"]  # Debian's
BEANCOUNT_3 = [str(Path(sys.executable).with_name("bean-check"))]
READS_THAI = os.environ | {"LC_ALL": "C.UTF-8"}  # hledger reads in the locale's letters, and bare systems have none
JUDGES = {"hledger": [HLEDGER], "beancount": [BEANCOUNT_2, BEANCOUNT_3]}


@pytest.fixture
def busy(db, books):
    """Entries over three months, one out of order, one reversed."""
    books.pay(12_345, date=datetime.date(2026, 1, 31))
    books.reverse(books.pay(999, date=datetime.date(2026, 1, 10), basis='มติ "57/1"; x | date:2020-01-01\\'))
    books.receive(1, date=datetime.date(2025, 11, 30))
    books.receive(10_00, "=HYPERLINK(1)", basis="+cmd|' /C calc'!A0")
    return books


def export(form: str, folder: Path) -> Path:
    path = folder / f"books.{form}"
    call_command("export_ledger", "--fund", "CR", "--format", form, "--out", str(path), stdout=io.StringIO())
    return path


def accepted(form: str, path: Path) -> bool:
    """By all judges of the form, or by none."""
    verdicts = {
        subprocess.run([*judge, str(path)], env=READS_THAI, capture_output=True, check=False).returncode == 0
        for judge in JUDGES[form]
    }
    assert len(verdicts) == 1
    return verdicts.pop()


@pytest.mark.parametrize("form", JUDGES)
def test_a_judge_accepts_the_books_and_notices_one_satang(busy, tmp_path, form):
    path = export(form, tmp_path)
    assert accepted(form, path)
    text = path.read_text()
    assert text.count("-123.45 THB") == 1
    path.write_text(text.replace("-123.45 THB", "-123.44 THB"))
    assert not accepted(form, path)
    # Both sides moved alike: the entry balances, the month end does not.
    path.write_text(text.replace("-123.45 THB", "-123.44 THB").replace(" 123.45 THB", " 123.44 THB", 1))
    assert not accepted(form, path)


def test_the_judges_of_beancount_are_of_two_releases():
    said = [
        subprocess.run([*judge, "--version"], capture_output=True, text=True).stdout for judge in JUDGES["beancount"]
    ]
    assert ["Beancount 2" in said[0], "3." in said[1]] == [True, True]


@pytest.mark.parametrize("form", JUDGES)
def test_no_words_of_a_voucher_break_the_journal(db, books, tmp_path, form):
    """What begins a comment, a date, an account or an entry in either language; line breaks that few know; a mark of order."""
    for typed in (
        "date:2020-13-45 [2020-13-45]",
        "end comment",
        "x\n2026-01-01 x\n  assets:x  1 THB",
        '"',
        "\\",
        "\x85x",
        "\u2028",
        "\ufeff",
        "a\x0bb\x01",
    ):
        books.receive(1, basis=typed)
    assert accepted(form, export(form, tmp_path))


@pytest.mark.parametrize("form", JUDGES)
def test_every_account_is_asserted_at_every_month_end(busy, tmp_path, form):
    lines = export(form, tmp_path).read_text().splitlines()
    asserted = [line for line in lines if re.search(r"0\.00 THB = |^\d{4}-\d\d-\d\d balance ", line)]
    assert len(asserted) == 11 * 4  # November to February


def test_text_that_looks_like_a_formula_is_text_in_csv(busy, tmp_path):
    with export("csv", tmp_path).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"'=HYPERLINK(1)", "'+cmd|' /C calc'!A0"} <= {row[key] for row in rows for key in ("reference", "basis")}
    assert sum(Decimal(row["amount"]) for row in rows) == 0
    assert "-123.45" in {row["amount"] for row in rows}


def test_figures_are_figures_and_text_is_text_in_xlsx(busy, tmp_path):
    book = openpyxl.load_workbook(export("xlsx", tmp_path))
    entries, ends = book["entries"], book["month ends"]
    assert {cell.data_type for row in entries.iter_rows(min_row=2) for cell in row} == {"s", "n"}
    assert "=HYPERLINK(1)" in {cell.value for cell in entries["E"]}
    assert sum(round(cell.value * 100) for cell in entries["H"][1:]) == 0
    assert ("2026-01-31", "CR/10201/SEED", (SEED - 12_345 - 999 + 1) / 100) in set(
        ends.iter_rows(min_row=2, values_only=True)
    )


@pytest.mark.parametrize("typed", ["\uff1dHYPERLINK(1)", " =HYPERLINK(1)", "\uff20SUM(1)"])
def test_a_formula_in_another_guise_is_text_in_csv_too(db, books, tmp_path, typed):
    books.receive(1, basis=typed)
    with export("csv", tmp_path).open(encoding="utf-8-sig", newline="") as file:
        assert f"'{typed}" in {row["basis"] for row in csv.DictReader(file)}


def test_what_no_sheet_can_hold_stands_there_by_its_number(db, books, tmp_path):
    """A line break of a word processor, pasted into one voucher, would keep the whole book from being made."""
    books.receive(1, basis="มติ\x0b57\x01\ufffe")
    entries = openpyxl.load_workbook(export("xlsx", tmp_path))["entries"]
    assert "มติ[U+000B]57[U+0001][U+FFFE]" in {cell.value for cell in entries["F"]}


def test_a_spreadsheet_that_is_stopped_leaves_nothing_behind(busy, tmp_path, settings, monkeypatch):
    """Its sheets are written on the installation's own disk, and go with what stopped them."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    seen = []

    def stop(done: int, total: int) -> None:
        seen.extend(path.name for path in tmp_path.glob("*/*"))
        raise ZeroDivisionError

    book = Book(Fund.objects.get(code="CR"), step=stop)
    with pytest.raises(ZeroDivisionError):
        FORMATS["xlsx"](book, io.BytesIO())
    assert seen == ["1.xml"] and list(tmp_path.iterdir()) == []


def test_an_unknown_fund_is_named_with_those_that_are_there(db, tmp_path):
    with pytest.raises(CommandError, match=r"There is no fund XX. Funds here: CR"):
        call_command("export_ledger", "--fund", "XX", "--format", "csv", "--out", str(tmp_path / "x"))
