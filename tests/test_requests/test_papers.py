"""What a request puts on paper: both editions, the letter, the preview; with what people paste from anywhere."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from html import unescape

import pikepdf
import pytest

from documents import letters, paper, services
from documents.models import Document
from jobs import clock
from people.models import Seat
from requests import papers
from requests import services as requests
from requests.models import BudgetRequest
from tests import factories
from tests.factories import actor
from tests.paper import archive, reading

HOSTILE = (
    '<img src="file:///etc/passwd" onerror="x()"> {{ facts }} &amp; \u202eกลับ\u202c ก\u200bข \ufeff😀 שלום สระ\u0e33\u0e33\u0e48 \x07'
    + "ก" * 200
)


@pytest.fixture
def hostile(db: None, at_work: None) -> BudgetRequest:
    row = factories.draft()
    fields = {"title": "ซ่อม <b>ฝาย</b> & {{ ท่อ }} 😀", "outside_plan_reason": HOSTILE}
    row = requests.write(row.pk, "title", fields=fields, version=row.version, actor=actor("somsri"))
    row = requests.write(
        row.pk,
        "results",
        fields={"outputs": HOSTILE, "outcomes": "ผล" * 5000},
        version=row.version,
        actor=actor("somsri"),
    )
    return requests.submit(row.pk, version=row.version, actor=actor("somsri"))


def kept(row: BudgetRequest, kind: str) -> bytes:
    return services.pdf(services.render(Document.objects.get(subject=row.subject, kind=kind).pk))


@pytest.mark.parametrize("kind", ["proposal", "public_proposal", "cover_letter"])
def test_what_is_pasted_from_anywhere_stands_there_and_does_nothing(hostile: BudgetRequest, kind: str) -> None:
    made = kept(hostile, kind)
    assert archive.complaints(made) == []
    for read in reading.READERS.values():
        assert reading.missing(["<b>ฝาย</b>", "[U+1F600]"], read(made)) == []
    assert b"/JavaScript" not in made and b"/Launch" not in made


def test_the_data_inside_keep_what_was_typed(hostile: BudgetRequest) -> None:
    with pikepdf.open(io.BytesIO(kept(hostile, "proposal"))) as made:
        told = json.loads(made.attachments["facts.json"].get_file().read_bytes())
    assert told["title"] == "ซ่อม <b>ฝาย</b> & {{ ท่อ }} 😀"
    assert (told["total"], told["kind"]) == (100_000_00, "proposal")


def test_the_data_inside_name_no_person(hostile: BudgetRequest) -> None:
    with pikepdf.open(io.BytesIO(kept(hostile, "proposal"))) as made:
        told = made.attachments["facts.json"].get_file().read_bytes().decode()
    assert not any(private in told for private in ("สมศรี", "บุญมี", "053-00000"))


def test_the_public_edition_names_no_person(db: None, at_work: None) -> None:
    row = factories.submitted()
    for read in reading.READERS.values():
        said = read(kept(row, "public_proposal"))
        assert not any(private in said for private in ("สมศรี", "บุญมี", "053", "กลุ่มกาแฟบ้านดอยฮาง (บัญชี"))
        assert "เลขานุการ" in said


def test_a_second_submission_replaces_both_editions_and_writes_a_new_letter(db: None, at_work: None) -> None:
    row = factories.submitted()
    row = requests.return_for_revision(
        row.pk, defects=[("title", "ชื่อยังไม่ชัด")], version=row.version, actor=actor("amphoe_sec")
    )
    row = requests.submit(row.pk, version=row.version, answers={}, actor=actor("somsri"))
    for kind in ("proposal", "public_proposal"):
        old, new = Document.objects.filter(subject=row.subject, kind=kind).order_by("pk")
        assert new.replaces == old
    numbers = (
        Document.objects.filter(subject=row.subject, kind="cover_letter")
        .order_by("pk")
        .values_list("number", flat=True)
    )
    assert [number.rpartition("/")[2] for number in numbers] == ["1", "2"]


def test_each_funder_gets_a_letter_that_says_what_is_asked_of_it(db: None, at_work: None) -> None:
    row = factories.funding()
    letters = Document.objects.filter(subject=row.subject, kind="cover_letter").exclude(facts__asked=None)
    assert {one.facts["funder"]: one.facts["asked"] for one in letters} == {
        "กองทุนกลางจังหวัดเชียงราย": 60_000_00,
        "พอช.": 20_000_00,
        "สสส.": 15_000_00,
    }
    assert all(one.facts["answer_by"] and one.facts["endorsed"] for one in letters)


@pytest.mark.parametrize("edition", ["full", "public"])
def test_the_preview_says_what_the_paper_says(db: None, at_work: None, client, edition: str) -> None:
    row = factories.draft()
    client.force_login(actor("somsri").by_person)
    page = client.get(f"/requests/{row.pk}/preview/page/?edition={edition}")
    shown = unescape(re.sub(r"<head>.*?</head>|<[^>]+>", " ", page.content.decode(), flags=re.DOTALL))
    made = paper.pdf_of(papers.draft(row, is_public=edition == "public"))
    assert reading.missing({word for word in shown.split() if len(word) > 1}, reading.pdfium(made)) == []
    assert page["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_draft_is_previewed_by_its_own_people_only(db: None, at_work: None, client) -> None:
    row = factories.draft(complete=False)
    for name, status in {"somsri": 200, "boonmee": 200, "other": 404, "amphoe_sec": 404, "stranger": 404}.items():
        client.force_login(actor(name).by_person)
        for page in ("preview/", "preview/page/", "preview.pdf"):
            assert client.get(f"/requests/{row.pk}/{page}").status_code == status


def test_under_a_letter_signs_whose_name_stands_there(db: None, at_work: None) -> None:
    """The secretary signs in the system only where the letter carries the secretary's name."""
    row = factories.submitted()
    letter = Document.objects.get(subject=row.subject, kind="cover_letter")
    assert letter.facts["signer"]["name"] == actor("boonmee").by_person.full_name
    assert letter.signatures.get().roles == ["chair", "vice_chair"]
    over = clock.today() - timedelta(days=1)
    chairs = Seat.objects.filter(organisation=row.organisation, role__in=["chair", "vice_chair"])
    factories.on_record(lambda: chairs.update(ends_on=over))
    assert letters.signer(row.organisation)["name"] == actor("somsri").by_person.full_name
    assert "secretary" in letters.signing_roles(row.organisation)
