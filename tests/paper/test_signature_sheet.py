"""The signature sheet: who signed, when, how and over which bytes is read back from the PDF."""

from __future__ import annotations

import json

import pikepdf
import pytest

from documents import paper
from tests.paper import sample
from tests.paper.reading import READERS, missing


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return paper.pdf_of(sample.document("signature_sheet"))


@pytest.mark.parametrize("reader", READERS)
def test_every_signature_is_read_back_whole(sheet, reader):
    facts = sample.facts("signature_sheet")
    said = [facts["paper"][key] for key in ("kind", "code_grouped", "sha256", "address")]
    said += [
        place[key]
        for place in facts["signatures"]
        for key in ("label", "organisation", "name", "sha256", "scan_sha256")
    ]
    said += ["๓ ก.พ. ๒๕๖๙ เวลา ๐๙.๑๕ น.", "๔ ก.พ. ๒๕๖๙ เวลา ๑๔.๔๐ น.", "ลงนามในระบบ", "ลงนามด้วยมือบนกระดาษ", "ยังไม่ลงนาม"]
    assert missing([word for word in said if word], READERS[reader](sheet)) == []


def test_what_it_carries_as_data_names_no_person(sheet, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(sheet)
    with pikepdf.open(tmp_path / "sheet.pdf") as opened:
        told = json.loads(opened.attachments["facts.json"].get_file().read_bytes())
    assert told["paper"]["sha256"] == sample.facts("signature_sheet")["paper"]["sha256"]
    assert [place["method"] for place in told["signatures"]] == ["electronic", "wet_ink", ""]
    assert "บุญมี" not in str(told) and "วีระ" not in str(told)
