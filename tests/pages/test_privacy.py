"""The public and the log's bodies learn no person's name, telephone or e-mail, and nothing that somebody typed freely."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from approvals import services as approvals
from audit.models import Event, PersonalValue
from documents import services
from documents.models import Document
from grants import services as grants
from jobs import clock
from people.models import Person
from requests import services as requests
from tests import factories
from tests.factories import actor
from tests.pages.conftest import Scene
from tests.reader import Visit
from tests.scenes import walked
from tests.world import SEATS

NAMES = [name for _organisation, _role, name in SEATS.values()]
PHONES = ["053-000001", "053-000002"]
SECRET = "เรื่องส่วนตัวของนายสมชาย 081-2345678"


@pytest.fixture
def lived(db, at_work):
    return everything_said()


@walked
def everything_said():
    """Every verb that takes free words was used, each with words that are nobody's business."""
    asked = factories.offer_of(factories.funding(), "พอช.")
    grants.ask_question(asked.pk, text=SECRET, version=asked.version, actor=actor("codi"))
    grants.answer_question(asked.pk, text=SECRET, version=asked.version + 1, actor=actor("somsri"))
    grants.decline(asked.pk, reason=SECRET, version=asked.version + 2, actor=actor("codi"))
    other = factories.offer_of(asked.budget_request, "สสส.")
    grants.make_offer(other.pk, amounts={3: 1_00}, conditions=SECRET, version=other.version, actor=actor("thpf"))
    row = factories.submitted()
    requests.withdraw(row.pk, version=row.version, reason=SECRET, actor=actor("somsri"))
    secretary, soon = actor("amphoe_sec"), clock.now() + timedelta(days=9)
    meeting = approvals.plan(secretary.organisation_id or 0, scheduled_at=soon, place=SECRET, actor=secretary)
    approvals.list_item(meeting.pk, kind="other", title=SECRET, actor=secretary)
    agreement = factories.signed()
    paid = factories.paid(agreement)
    grants.send_report(paid.pk, narrative=SECRET, spent={}, version=paid.version, actor=actor("somsri"))
    grants.return_report(paid.pk, reason=SECRET, version=paid.version + 1, actor=actor("treasurer"))
    direct = factories.instalment(agreement, "สสส.")
    direct = grants.request_payment(direct.pk, version=direct.version, actor=actor("somsri"))
    grants.send_back(direct.pk, reason=SECRET, version=direct.version, actor=actor("thpf"))
    closed = factories.closed()
    Person.objects.filter(username="somsri").update(phone="089-9999999", email="somsri@example.org")
    return [row, asked.budget_request, agreement.budget_request, closed]


def leaks(text: str) -> list[str]:
    return [word for word in [*NAMES, *PHONES, SECRET, "081-2345678", "089-9999999", "@example.org"] if word in text]


def test_the_bodies_of_the_log_name_nobody(lived):
    bodies = b"".join(bytes(event.body) for event in Event.objects.all()).decode()
    assert len(bodies) > 25_000 and leaks(bodies) == []
    assert PersonalValue.objects.filter(value=SECRET).count() >= 7  # kept where they can be erased


def test_public_pages_name_nobody(lived, client):
    for url in ["/", "/provinces/57/", *(f"/public/requests/{row.pk}/" for row in lived)]:
        page = client.get(url)
        assert page.status_code == 200 and leaks(page.content.decode()) == []


def test_a_checked_paper_says_no_more_than_it_must(lived, client):
    """One of each kind of paper there is."""
    one_of_each = {document.kind: document for document in Document.objects.all()}
    assert len(one_of_each) > 5
    for document in one_of_each.values():
        services.keep(document.pk, factories.PDF + str(document.pk).encode())
        page = client.get(f"/check/{document.code}/")
        assert page.status_code == 200 and leaks(page.content.decode()) == []


def test_drafts_are_not_public(scene: Scene, db, visit: Visit):
    assert visit("", f"/public/requests/{scene.draft.pk}/").status_code == 404
    assert visit("stranger", f"/documents/{scene.document.pk}/").status_code == 404


def test_what_a_row_names_is_kept_from_other_provinces(scene: Scene, db, visit: Visit):
    assert leaks(visit("stranger", "/requests/").content.decode()) == ["ต่างถิ่น พะเยา"]


SENTENCES = {"title", "situation", "method", "outputs", "outcomes", "follow_up_method", "outside_plan_reason"}
TELLING = "ซ่อมบ้านของ นายมานะ ใจกล้า บุญมี  คําแสน โทร 081-2345678"  # one is of the council, without a title
# Nothing that somebody typed for others: numbers, days, addresses, words and names of ours, what the visitor typed. What a
# picture says has passed the gate before it was kept (`portal.showing`).
PLAIN = re.compile(
    r"^(province|tree|lookup|code|sha256|seq|id|n|asked\.typed|typed|(told|share)\.(page|url|card|embed|post|frame)|present|members|needed|total|asked|promised|paid|checked\.(kind|issuer)|budget_request\.(open_title|province))$"
    r"|^((picture|map|line|column|cell)\.[a-z0-9_.]+|drawing|title|sentence|tambon|year|shown_year|height|LANGUAGE_CODE)$"
    r"|\.(pk|id|code|pdf_id|n|number|receipt_number|filename|get_method_display)\b"
    r"|\|(baht|baht_round|in_short|grouped|thai_time|thai_date|thai_month|file_size|iso|open_words)"
)


@walked
def typed_everywhere():
    """A request that names a person and a telephone in everything that a council types."""
    row, who = factories.draft(), actor("somsri")
    for key, fields, rows in factories.sections(row):
        told = {name: TELLING for name, text in fields.items() if isinstance(text, str) and name in SENTENCES}
        lines = [
            {**line, **{name: TELLING for name in ("description", "name", "text") if name in line}}
            for line in rows or []
        ]
        row = requests.write(
            row.pk, key, fields={**fields, **told}, rows=lines if rows else None, version=row.version, actor=who
        )
    return requests.submit(row.pk, version=row.version, actor=who)


def named(page: str) -> list[str]:
    return [name for name in ("มานะ", "บุญมี", "คำแสน", "คําแสน") if name in page]


@pytest.mark.parametrize("place", ["/provinces/57/", "/public/requests/{}/", "/public/requests/{}/?again"])
def test_what_a_council_typed_goes_through_one_gate(db, at_work, client, place):
    row = typed_everywhere()
    assert "081-2345678" in row.title and "081-2345678" not in row.open_title
    page = client.get(place.format(row.pk)).content.decode()
    assert "ซ่อมบ้านของ [ปิดไว้]" in page and "081-2345678" not in page and not named(page)


def test_no_page_that_checks_a_paper_says_what_its_title_should_not(db, at_work, client):
    row = typed_everywhere()
    papers = Document.objects.filter(subject=row.subject)
    for paper in papers:
        services.keep(paper.pk, factories.PDF + str(paper.pk).encode())
    pages = [client.get(f"/check/{paper.code}/").content.decode() for paper in papers]
    assert len(pages) >= 3 and not [page for page in pages if "081-2345678" in page or named(page)]


def test_every_word_of_a_public_template_goes_through_the_gate():
    """Whoever adds a figure or a word to a public page says which of the two it is."""
    found = [
        f"{path.name}: {shown}"
        for path in sorted(Path("templates/portal").glob("*.html"))
        for shown in re.findall(r"\{\{\s*(.*?)\s*\}\}", path.read_text())
        if not PLAIN.search(shown.removesuffix("|named"))
    ]
    assert found == []
