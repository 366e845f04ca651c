"""Every file of a province: each row that everybody may read, once, in each form alike; and what stands beside."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from openpyxl import load_workbook

from audit.models import Event
from funds.models import Voucher
from grants.models import Agreement, Instalment
from places.models import Province
from publishing import checkpoints, rows, shelf
from publishing.datasets import DATASETS, Kind, all_of
from publishing.files import spelling, tables
from requests import services
from requests.models import BudgetRequest
from requests.workflow import State
from tests import factories
from tests.factories import actor
from tests.reader import whole
from tests.test_publishing import schemas

SETS = ("requests", "decisions", "grants", "instalments", "payments", "meetings", "organisations", "places")


def test_every_set_is_there_and_counted(fetch, table):
    assert tuple(one.key for one in all_of()) == SETS
    counted = rows.counts("57")
    for key in SETS:
        told = json.loads(fetch(f"{key}.json"))["rows"]
        assert told and len(told) == counted[key] == len(table(f"{key}.csv")), key


def test_all_rows_come_once_however_small_the_pages_are(province, monkeypatch):
    whole = {one.key: [row[0] for row in rows.every(one, province)] for one in all_of()}
    monkeypatch.setattr(rows, "PAGE", 1)
    for one in all_of():
        if one.key != "places":  # 124 of them
            assert [row[0] for row in rows.every(one, province)] == whole[one.key], one.key
        assert not [key for key, n in Counter(whole[one.key]).items() if n > 1]


def test_the_three_forms_say_the_same(fetch, table):
    for dataset in all_of():
        columns = rows.columns(dataset)
        told, written = json.loads(fetch(f"{dataset.key}.json"))["rows"], table(f"{dataset.key}.csv")
        sheet = load_workbook(io.BytesIO(fetch(f"{dataset.key}.xlsx")))[dataset.key].values
        heading = next(sheet)
        assert list(heading) == [column.name for column in columns] == list(written[0]) == list(told[0])
        for one, other, cells in zip(told, written, sheet, strict=True):
            for column, cell in zip(columns, cells, strict=True):
                assert as_text(one[column.name], column.kind) == other[column.name], (dataset.key, column.name)
                assert as_text(cell, column.kind) == other[column.name], (dataset.key, column.name)


def as_text(value: object, kind: Kind) -> str:
    if value is None:
        return ""
    if kind is Kind.BAHT:
        return f"{Decimal(str(value)):.2f}"
    if kind is Kind.FLAG:
        return str(value).lower()
    return (
        value.date().isoformat()
        if kind is Kind.DAY and not isinstance(value, str | date)
        else str(value)[:10]
        if (kind is Kind.DAY)
        else str(value)
    )


def test_amounts_are_exact_to_the_satang(table):
    asked = sum(Decimal(row["asked_baht"]) for row in table("requests.csv"))
    assert asked * 100 == sum(BudgetRequest.objects.public().values_list("amount", flat=True))
    moved = {row["id"]: Decimal(row["amount_baht"]) * 100 for row in table("payments.csv")}
    assert moved == {str(row.pk): row.amount for row in Voucher.objects.filter(entry_id__isnull=False)}
    assert spelling.text(DATASETS.get("payments").columns[7], 123450) == "1234.50"


def test_paid_is_what_went_out(table):
    paid = {row["id"]: row["paid_baht"] for row in table("grants.csv")}
    for agreement in Agreement.objects.exclude(state="drafted"):
        gone = sum(part.amount for part in agreement.instalments.filter(paid_on__isnull=False))
        assert Decimal(paid[str(agreement.pk)]) * 100 == gone
    assert len(table("instalments.csv")) == Instalment.objects.count()


def test_a_row_leads_to_its_page_and_to_its_event(table):
    for key in SETS[:6]:
        for row in table(f"{key}.csv"):
            path = row["url"].removeprefix("http://127.0.0.1:8000")
            assert Client().get(path).status_code == 200, row["url"]
            event = Event.objects.get(tree="57", seq=int(row["log_index"]))
            assert event.subject in {f"{dataset_word(key)}:{row['id']}", *belongs(row)}
            assert spelling.moment(event.recorded_at) == row["modified_at"]


def dataset_word(key: str) -> str:
    return DATASETS.get(key).word


def belongs(row: dict[str, str]) -> set[str]:
    return {f"{word}:{row[f'{word}_id']}" for word in ("request", "meeting") if row.get(f"{word}_id")}


def test_keys_lead_from_a_payment_to_its_decision(table):
    decisions = {row["id"]: row for row in table("decisions.csv")}
    paid = [row for row in table("payments.csv") if row["instalment_id"]]
    assert paid and all(decisions[row["decision_id"]]["request_id"] == row["request_id"] for row in paid)
    meetings = {row["id"]: int(row["decisions"]) for row in table("meetings.csv")}
    assert Counter(row["meeting_id"] for row in decisions.values()) == {k: n for k, n in meetings.items() if n}


def test_drafts_and_what_was_withdrawn_are_in_no_file(fetch, province):
    gone = factories.submitted()
    services.withdraw(gone.pk, version=gone.version, reason="เปลี่ยนแผน", actor=actor("somsri"))
    drafts = list(BudgetRequest.objects.filter(state=State.DRAFT))
    assert len(drafts) >= 2
    told = {row["id"] for row in json.loads(fetch("requests.json"))["rows"]}
    assert told.isdisjoint({gone.pk, *(row.pk for row in drafts)}) and told


def test_every_file_is_served_with_what_it_is(province):
    for name, file in shelf.files().items():
        answer = Client().get(f"/data/57/{name}")
        assert answer.status_code == 200 and answer.headers["Content-Type"] == file.content_type
        assert answer.headers["Content-Disposition"] == f'attachment; filename="57-{name}"'
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Checkpoint"].startswith("57 ")
        assert b"".join(answer.streaming_content)


def test_what_has_not_changed_is_not_sent_again(province):
    first = whole(Client().get("/data/57/requests.csv"))
    told = {"If-None-Match": first.headers["ETag"]}
    same = Client().get("/data/57/requests.csv", headers=told)
    assert same.status_code == 304 and same.headers["Access-Control-Allow-Origin"] == "*"
    assert same.headers["Cache-Control"] == first.headers["Cache-Control"]
    factories.submitted()
    assert whole(Client().get("/data/57/requests.csv", headers=told)).status_code == 200


def test_the_head_alone_reads_no_row(province, monkeypatch):
    monkeypatch.setattr(rows, "every", None)
    answer = Client().head("/data/57/requests.csv")
    assert answer.status_code == 200 and not answer.content and answer.headers["ETag"]


def test_the_description_is_a_data_package(fetch, table):
    package = json.loads(fetch("datapackage.json"))
    assert schemas.problems_of_package(package) == []
    for one in package["resources"]:
        assert list(table(one["path"])[0]) == [field["name"] for field in one["schema"]["fields"]]
    assert schemas.problems_of_package({**package, "resources": []}) != []


def test_the_dictionary_knows_every_column_in_both_languages(table):
    told = {(row["dataset"], row["column"]): row for row in table("dictionary.csv")}
    assert set(told) == {(one.key, column.name) for one in all_of() for column in rows.columns(one)}
    for row in told.values():
        assert any("\u0e00" < letter < "\u0e7f" for letter in row["meaning_th"]) and row["meaning_en"].isascii()
    assert "closed = ปิดแล้ว" in told["requests", "state"]["values_th"]


def test_words_that_stand_for_something_are_all_in_the_dictionary(table):
    for dataset in all_of():
        known = {column.name: set(map(str, column.choices.values)) for column in dataset.columns if column.choices}
        for row in table(f"{dataset.key}.csv"):
            assert all(row[name] in words | {""} for name, words in known.items()), (dataset.key, row)


def test_other_countries_tools_read_the_grants(fetch):
    package = json.loads(fetch("360giving.json"))
    assert schemas.problems_of_giving(package) == []
    assert len({grant["id"] for grant in package["grants"]}) == len(package["grants"]) >= 2
    for grant in package["grants"]:
        paid = sum(one["value"] for one in grant.get("disbursementTransaction", ()))
        assert round(paid * 100) == round(grant["amountDisbursed"] * 100) <= round(grant["amountAwarded"] * 100)
    broken = {**package, "grants": [{**package["grants"][0], "awardDate": "2026"}]}
    assert schemas.problems_of_giving(broken) != []


def test_a_province_without_grants_has_no_such_file(db, at_work):
    assert Client().get("/data/58/360giving.json").status_code == 404
    assert shelf.find("360giving.json", Province.objects.get(pk="56")) is None


GD_REQUIRED = {
    *("data_type", "title", "maintainer", "maintainer_email", "tag_string", "notes", "objective", "data_category"),
    *("update_frequency_unit", "geo_coverage", "data_source", "data_format"),
}
GD_KNOWN = GD_REQUIRED | {
    *("name", "owner_org", "allow_harvest", "update_frequency_interval", "license_id", "accessible_condition"),
    *("data_support", "data_collect", "url", "data_language", "created_date", "last_updated_date"),
}


@pytest.mark.parametrize("key", SETS)
def test_the_governments_catalogue_gets_its_own_keys(fetch, key):
    record = json.loads(fetch(f"{key}.package.json"))
    assert set(record) >= GD_REQUIRED and set(record) <= GD_KNOWN
    assert record["data_type"] in ("ข้อมูลระเบียน", "ข้อมูลสถิติ") and record["data_category"] == "ข้อมูลสาธารณะ"
    assert all(isinstance(record[name], list) and record[name] for name in ("objective", "data_format"))


def test_a_file_names_its_checkpoint(fetch, monkeypatch):
    made = checkpoints.Made("57", 77, "ab" * 32, "log.example/57")
    monkeypatch.setattr(checkpoints, "now", lambda _province: made)
    for name in ("requests.json", "datapackage.json"):
        assert json.loads(fetch(name))["checkpoint"]["root"] == made.root
    assert made.root in json.loads(fetch("360giving.json"))["description"]
    about = dict(load_workbook(io.BytesIO(fetch("requests.xlsx")))["about"].values)
    assert made.root in about["checkpoint"]
    assert Client().get("/data/57/requests.csv").headers["Checkpoint"] == f"57 77 {made.root}"


@pytest.mark.parametrize("typed", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "＝1", " =1"])
def test_no_word_is_run_as_a_formula(typed):
    columns = DATASETS.get("requests").columns
    title, amount = columns[2], columns[18]
    assert spelling.text(title, typed) == f"'{typed}" and spelling.text(amount, -12345) == "-123.45"
    assert json.loads(spelling.token(title, typed)) == typed
    cell = tables._cell(None, title, typed)
    assert cell.data_type == "s" and cell.value == typed and cell.quotePrefix


def test_a_formula_in_a_title_stays_words_in_every_form(province, fetch, table):
    row = factories.draft()
    written = {"title": "=1+1+cmd|' /C calc'!A0"}
    row = services.write(row.pk, "title", fields=written, rows=None, version=row.version, actor=actor("somsri"))
    services.submit(row.pk, version=row.version, actor=actor("somsri"))
    (told,) = [one for one in table("requests.csv") if one["id"] == str(row.pk)]
    assert told["title"] == f"'{written['title']}"
    sheet = load_workbook(io.BytesIO(fetch("requests.xlsx")))["requests"]
    assert {cell.data_type for cell in sheet["C"]} == {"s"}
