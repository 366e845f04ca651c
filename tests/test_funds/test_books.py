"""The books as a file that is made in the background: the command's bytes, of one moment, whatever happens meanwhile."""

from __future__ import annotations

import datetime
import subprocess
from io import BytesIO

import openpyxl
import pytest

from documents.models import Parcel
from documents.reports import bytes_of
from funds import services
from funds.exports import FORMATS, tables
from funds.exports import book as books_of
from funds.models import Fund
from funds.permissions import funds_visible_to, sees_it
from jobs.services import run_due
from tests.factories import actor
from tests.races import race
from tests.reader import text_of
from tests.test_funds.test_exports import HLEDGER, READS_THAI, export
from tests.world import SEATS

pytestmark = pytest.mark.usefixtures("at_work")
PLACE = "/funds/CR/export-books/"


@pytest.fixture
def entries(db, books) -> Fund:
    books.pay(12_345, date=datetime.date(2026, 1, 31))
    books.reverse(books.pay(999, date=datetime.date(2026, 1, 10)))
    return Fund.objects.get(code="CR")


@pytest.mark.parametrize("form", ["hledger", "beancount", "csv"])
def test_the_file_is_what_the_command_writes(entries, tmp_path, form):
    asked = services.export_books(entries.pk, form=form, actor=actor("treasurer"))
    run_due()
    made = Parcel.objects.get(pk=asked.pk)
    assert b"".join(bytes_of(made)) == export(form, tmp_path).read_bytes()
    assert made.reach == {"postings": 8, "accounts": 11}


def test_what_is_posted_meanwhile_is_in_the_next_one(entries, books, tmp_path, monkeypatch):
    """A payment after every page, on a day that is still to come in the book: hledger finds every month end as it was."""
    monkeypatch.setattr(books_of, "PAGE", 2)
    steps = []

    def goes_on(done: int, total: int) -> None:
        steps.append((done, total))
        books.pay(1, date=datetime.date(2026, 1, 31))

    path = tmp_path / "books.hledger"
    with path.open("wb") as file:
        FORMATS["hledger"](books_of.Book(entries, step=goes_on), file)
    assert len(steps) > 3 and steps[-1] == (8, 8) and "-0.01" not in path.read_text()
    assert subprocess.run([*HLEDGER, str(path)], env=READS_THAI).returncode == 0


def test_a_payment_between_two_readings_is_in_neither(fresh_database, books, tmp_path, monkeypatch):
    """How far accounts reach and what they held at month ends are of one snapshot: what commits in between is seen by none."""
    fund = Fund.objects.get(code="CR")
    reaches_of = books_of.reaches_of

    def paid_meanwhile(fund: Fund) -> dict[int, int]:
        reaches = reaches_of(fund)
        assert not any(isinstance(done, Exception) for done in race(lambda: books.pay(1)))
        return reaches

    monkeypatch.setattr(books_of, "reaches_of", paid_meanwhile)
    path = tmp_path / "books.hledger"
    with path.open("wb") as file:
        FORMATS["hledger"](books_of.Book(fund), file)
    assert "-0.01" not in path.read_text()
    assert subprocess.run([*HLEDGER, str(path)], env=READS_THAI).returncode == 0


def test_a_book_too_long_for_a_sheet_goes_on_in_the_next(entries, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    tables.write_xlsx(books_of.Book(entries), file := BytesIO())
    sheets = openpyxl.load_workbook(file)
    assert sheets.sheetnames == ["entries", "entries 2", "entries 3", "month ends"]
    rows = [row for name in sheets.sheetnames[:-1] for row in sheets[name].iter_rows(min_row=2, values_only=True)]
    assert len(rows) == 8 and round(sum(row[7] for row in rows) * 100) == 0


def test_it_is_asked_for_on_its_page_and_fetched_from_the_next(entries, visit, client):
    assert "ยังไม่มี" in text_of(visit("treasurer", PLACE))
    place = visit("treasurer", PLACE, {"form": "csv"}).headers["Location"]
    run_due()
    assert "8 รายการลงบัญชี ใน 11 บัญชี" in text_of(visit("treasurer", place))
    file = client.get(f"{place}file/")
    assert "CR.csv" in file.headers["Content-Disposition"] and file.getvalue().count(b"CR/10201/SEED") == 4
    assert place in visit("treasurer", PLACE).content.decode()
    assert visit("approver", place).status_code == 404 and place not in visit("approver", PLACE).content.decode()


@pytest.mark.parametrize("who", SEATS)
def test_who_sees_the_fund_may_have_its_books(entries, who):
    sees = funds_visible_to(actor(who)).filter(pk=entries.pk).exists()
    assert sees == (sees_it(actor(who), entries) == "")


@pytest.mark.parametrize("who", ["somsri", "codi", "stranger", "amphoe_sec"])
def test_others_do_not_ask(db, visit, who):
    assert visit(who, PLACE).status_code == visit(who, PLACE, {"form": "csv"}).status_code == 404


def test_another_form_is_refused_beside_the_field(entries, visit):
    assert visit("treasurer", PLACE, {"form": "exe"}).status_code == 422
    assert visit("treasurer", PLACE, {}).status_code == 422
    assert not Parcel.objects.exists()
