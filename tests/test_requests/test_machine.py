"""The request for programs: every edition of it keeps to the schema, which is drawn from what is frozen."""

from __future__ import annotations

import io
import json

import jsonschema
import pikepdf
import pytest

from documents import paper
from documents.models import Document
from requests import machine, schema
from tests import factories

VALID = jsonschema.Draft202012Validator(schema.schema(), format_checker=jsonschema.FormatChecker())


def faults(told: object) -> list[str]:
    return [error.message for error in VALID.iter_errors(told)]


def test_the_schema_is_one_and_says_every_key():
    jsonschema.Draft202012Validator.check_schema(schema.schema())
    assert schema.schema()["additionalProperties"] is False and "budget" in schema.schema()["description"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"total": -1},
        {"total": 10.5},
        {"starts_on": "17/3/2569"},
        {"fiscal_year": 2026},
        {"edition": "other"},
        {"format": "urn:thunklang:request:2"},
        {"lines": [{"no": 1}]},
        {"surprise": 1},
    ],
)
def test_what_is_wrong_is_found(db, at_work, wrong):
    told = {**machine.told(factories.submitted().revisions.get().content, "full")}
    assert faults(told) == [] and faults({**told, **wrong})


def test_each_reader_gets_their_edition_and_each_keeps_to_the_schema(client, db, at_work):
    row = factories.submitted()
    client.force_login(factories.actor("somsri").person)
    full = client.get(f"/requests/{row.pk}/request.json")
    client.logout()
    opened = client.get(f"/public/requests/{row.pk}/request.json")
    assert faults(full.json()) == faults(opened.json()) == []
    assert "053-000001" in full.content.decode() and "สมศรี" in full.content.decode()
    assert "053-000001" not in opened.content.decode() and "สมศรี" not in opened.content.decode()
    assert opened.json()["total"] == 100_000_00 and opened.json()["edition"] == "open"
    assert "/schemas/request-1.json" in opened.headers["Link"]
    assert client.get("/schemas/request-1.json").json() == schema.schema()


def test_a_draft_is_its_writers_alone(client, db, at_work):
    row = factories.draft()
    assert client.get(f"/public/requests/{row.pk}/request.json").status_code == 404
    client.force_login(factories.actor("somsri").person)
    told = client.get(f"/requests/{row.pk}/request.json").json()
    assert faults(told) == [] and told["edition"] == "draft" and told["number"] == ""


def test_a_draft_of_nothing_keeps_to_the_schema(client, db, at_work):
    row = factories.draft(complete=False)
    client.force_login(factories.actor("somsri").person)
    assert faults(client.get(f"/requests/{row.pk}/request.json").json()) == []


def test_both_papers_carry_the_open_edition_in_the_same_bytes_each_time(db, at_work):
    row = factories.submitted()
    carried = []
    for kind in ("proposal", "public_proposal"):
        document = Document.objects.get(subject=row.subject, kind=kind)
        made = paper.pdf_of(document)
        with pikepdf.open(io.BytesIO(made)) as pdf:
            carried.append(pdf.attachments["request.json"].get_file().read_bytes())
            assert set(pdf.attachments) == {"facts.json", "request.json"}
    assert carried[0] == carried[1] and made == paper.pdf_of(document)
    told = json.loads(carried[0])
    assert faults(told) == [] and told["number"] == row.receipt_number and "สมศรี" not in carried[0].decode()


def test_what_was_frozen_before_keeps_to_it_too(db, at_work):
    content = factories.submitted().revisions.get().content
    old = {**content, "lines": [{k: v for k, v in line.items() if k != "norm"} for line in content["lines"]]}
    assert faults(machine.told(old, "full")) == []
