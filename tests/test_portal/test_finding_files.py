"""What is listed is what the file holds: open words for everybody, one's own for who is signed in; nothing runs in it."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from publishing import sheets
from requests.models import BudgetRequest
from requests.sheet import COLUMNS
from tests.test_portal.test_finding_lists import found


@pytest.fixture
def several(db: None, at_work: None) -> list[BudgetRequest]:
    found()
    return list(BudgetRequest.objects.public().order_by("-received_on", "-pk"))


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def read(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(body(answer).decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("query", "states"), [("", {"closed", "submitted"}), ("?state=done", {"closed"}), ("?state=stopped", set())]
)
def test_the_public_file_is_the_public_list(several, client, query, states):
    thai, *rows = read(client.get(f"/provinces/57/requests.csv{query}"))
    assert thai == COLUMNS and {row["state"] for row in rows} == states
    known = {row.receipt_number: row for row in several}
    assert all(row["title"] == known[row["receipt_number"]].open_title for row in rows)
    assert all(round(float(row["amount_asked_thb"]) * 100) == known[row["receipt_number"]].amount for row in rows)


def test_excel_says_the_same(several, client):
    rows = read(client.get("/public/requests.csv"))
    sheet = load_workbook(io.BytesIO(body(client.get("/public/requests.xlsx")))).active
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert [row[0].value for row in sheet.iter_rows(min_row=3)] == [row["receipt_number"] for row in rows[1:]]


def test_a_long_list_is_no_workbook(several, client, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_IN_EXCEL", 1)
    answer = client.get("/public/requests.xlsx?year=2569")
    assert answer.status_code == 302 and answer["Location"] == "/public/requests.csv?year=2569"


def test_other_forms_and_provinces_are_not_there(several, client):
    assert client.get("/public/requests.exe").status_code == 404
    assert client.get("/provinces/99/requests.csv").status_code == 404


def test_who_is_signed_in_takes_what_they_see(several, visit, client):
    draft = BudgetRequest.objects.get(state="draft")
    visit("somsri", "/requests/")
    own = read(client.get("/requests/list.csv"))
    visit("stranger", "/requests/")
    other = read(client.get("/requests/list.csv"))
    assert draft.title in {row["title"] for row in own} and len(own) == 1 + BudgetRequest.objects.count()
    assert len(other) == 1  # the headings alone
    assert visit("", "/requests/list.csv").status_code == 302


@pytest.mark.parametrize("typed", ["=1+1", "+66", "-x", "@SUM(A1)", "\t=1", "＝1"])
def test_no_cell_is_run(typed):
    (row,) = list(csv.reader(io.StringIO(b"".join(sheets.csv_lines([], [[typed]])).decode("utf-8-sig"))))
    assert row[0].startswith("'")
    book = load_workbook(io.BytesIO(sheets.workbook([], [[typed]], sheet="x")))
    assert book.active["A1"].data_type == "s" and book.active["A1"].quotePrefix


@pytest.mark.parametrize("query", ["?state=done", "?late=1", "?q=ดอยฮาง", "?year=2569&from=1", "?state=closed"])
def test_the_list_of_those_signed_in_takes_the_same_filters(several, visit, client, query):
    page = visit("somsri", f"/requests/{query}")
    listed = {row["receipt_number"] for row in read(client.get(f"/requests/list.csv{query}"))} - {"เลขรับ"}
    assert page.status_code == 200 and (listed or "late" in query)
    assert all(number in page.content.decode() for number in listed)
