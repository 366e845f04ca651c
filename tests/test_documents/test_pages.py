"""The page of one paper, how its making is watched, stopped and asked for again, and all papers in one file."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from audit.reports import event_names
from documents import paper, services
from documents.models import Document, DocumentState, HandSignature
from documents.reports import making_of
from jobs import running
from jobs import services as jobs
from jobs.models import Job
from people.models import Person
from tests import factories
from tests.factories import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(at_noon) -> Document:
    """Somsri's cover letter, which her council signs; its PDF is not made yet."""
    row = factories.submitted()
    made = Document.objects.filter(subject=row.subject, signatures__isnull=False).first()
    assert made is not None
    return made


def test_the_page_tells_all_and_the_form_signs(visit, letter):
    services.keep(letter.pk, PDF)
    place = letter.signatures.first()
    page = visit("boonmee", f"/documents/{letter.pk}/about/").content.decode()
    assert place.label in page and letter.grouped_code in page and "<iframe" in page
    data = {"place": place.place, "sha256": services.keep(letter.pk, PDF).pdf_id, "typed_name": "บุญมี คำแสน"}
    assert visit("boonmee", f"/documents/{letter.pk}/sign/", {**data, "typed_name": "บุญมา"}).status_code == 422
    assert visit("boonmee", f"/documents/{letter.pk}/sign/", {**data, "sha256": "0" * 64}).status_code == 409
    assert visit("codi", f"/documents/{letter.pk}/sign/", data).status_code == 403
    assert visit("stranger", f"/documents/{letter.pk}/sign/", data).status_code == 404
    assert visit("boonmee", f"/documents/{letter.pk}/sign/", data).status_code == 302
    assert visit("boonmee", f"/documents/{letter.pk}/sign/", data).status_code == 409


def test_a_scan_is_added_and_shown_where_it_can_do_nothing(visit, letter):
    services.keep(letter.pk, PDF)
    place = letter.signatures.first().place
    for name, status in (("scan.pdf", 302), ("scan.html", 422)):
        data = {"upload": SimpleUploadedFile(name, PDF), "place": place, "typed_name": "บุญมี คำแสน"}
        assert visit("somsri", f"/documents/{letter.pk}/attach-scan/", data).status_code == status
    said = HandSignature.objects.get(place__document=letter)
    version = {"version": said.version}
    assert visit("somsri", f"/documents/by-hand/{said.pk}/confirm-signature/", version).status_code == 403
    assert "ยังไม่มีผล" in visit("boonmee", f"/documents/{letter.pk}/about/").content.decode()
    assert visit("boonmee", f"/documents/by-hand/{said.pk}/confirm-signature/", version).status_code == 302
    signed = letter.signatures.get(place=place)
    assert signed.method == "wet_ink"
    shown = visit("somsri", f"/documents/{letter.pk}/scans/{signed.scan_id}/")
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert visit("stranger", f"/documents/{letter.pk}/scans/{signed.scan_id}/").status_code == 404


def test_our_own_pdf_stands_in_our_own_pages_only(visit, letter):
    services.keep(letter.pk, PDF)
    headers = visit("somsri", f"/documents/{letter.pk}/").headers
    assert headers["X-Frame-Options"] == "SAMEORIGIN" and "frame-ancestors 'self'" in headers["Content-Security-Policy"]


def test_the_wait_is_watched_stage_by_stage(visit, letter, monkeypatch):
    seen: list[str] = []

    def slow(document: Document, *, step) -> bytes:
        for done in (1, 2, 3):
            step(done, 4)
            seen.append(visit("somsri", f"/documents/{letter.pk}/making/").content.decode())
        return PDF

    monkeypatch.setattr(paper, "pdf_of", slow)
    job = making_of(letter)
    assert "รอคิว" in visit("somsri", f"/documents/{letter.pk}/").content.decode()
    running.run(job.pk)
    words = ("กำลังจัดหน้า", "กำลังวาดหน้ากระดาษ", "ค้นหาข้อความ")
    assert all(word in page and 'data-every="1"' in page for word, page in zip(words, seen, strict=True))
    done = visit("somsri", f"/documents/{letter.pk}/making/")
    assert done.headers["X-Leads-To"] == f"/documents/{letter.pk}/" and "data-watch" not in done.content.decode()


def test_stopped_in_the_middle_it_stays_issued_and_is_made_again(visit, letter, monkeypatch):
    def stopped(document: Document, *, step) -> bytes:
        step(1, 4)
        assert visit("somsri", f"/documents/{letter.pk}/stop-making/", {}).status_code == 302
        step(2, 4)
        raise AssertionError("it went on")

    monkeypatch.setattr(paper, "pdf_of", stopped)
    running.run(making_of(letter).pk)
    letter.refresh_from_db()
    assert (letter.state, making_of(letter).state) == (DocumentState.PENDING, "cancelled")
    assert "หยุดจัดทำ" in visit("boonmee", f"/documents/{letter.pk}/").content.decode()
    monkeypatch.setattr(paper, "pdf_of", lambda document, step: PDF)
    visit("boonmee", f"/documents/{letter.pk}/make-again/", {})
    running.run(making_of(letter).pk)
    assert visit("somsri", f"/documents/{letter.pk}/").content == PDF
    assert event_names(letter.subject)[-3:] == ["document.making_stopped", "document.making_asked", "document.rendered"]


def test_others_neither_stop_nor_ask(visit, letter):
    for verb in ("stop-making", "make-again"):
        assert visit("codi", f"/documents/{letter.pk}/{verb}/", {}).status_code == 403
        assert visit("stranger", f"/documents/{letter.pk}/{verb}/", {}).status_code == 404
    assert making_of(letter).state == "waiting"


def test_a_failure_is_said_and_asked_for_again_at_once(fresh_database, visit, letter, monkeypatch):
    monkeypatch.setattr(paper, "pdf_of", lambda document, step: 1 / 0)
    running.run(making_of(letter).pk)
    assert "ครั้งล่าสุดทำไม่สำเร็จ" in visit("somsri", f"/documents/{letter.pk}/").content.decode()
    first = making_of(letter)
    visit("somsri", f"/documents/{letter.pk}/make-again/", {})
    letter.refresh_from_db()
    assert letter.state == DocumentState.PENDING and making_of(letter).pk > first.pk
    assert Job.objects.filter(dedupe_key=letter.making_key, state="waiting").count() == 1


def test_all_papers_of_a_matter_come_in_one_file_for_who_asked(visit, client, letter, monkeypatch):
    monkeypatch.setattr(paper, "pdf_of", lambda document, step: PDF + str(document.pk).encode())
    place = visit("somsri", f"/documents/of/{letter.subject}/zip/", {}).headers["Location"]
    jobs.run_due()
    assert visit("boonmee", place).status_code == 404
    assert f"{place}file/" in visit("somsri", place).content.decode()
    file = client.get(f"{place}file/")
    names = zipfile.ZipFile(io.BytesIO(file.getvalue())).namelist()
    assert len(names) == Document.objects.filter(subject=letter.subject).count() > 1
    assert "attachment" in file.headers["Content-Disposition"]
    assert visit("boonmee", f"{place}file/").status_code == 404
    assert visit("stranger", f"/documents/of/{letter.subject}/zip/", {}).status_code == 404
    assert visit("somsri", f"/documents/of/request:{'9' * 5000}/zip/", {}).status_code == 404


def test_the_file_is_stopped_by_who_asked(visit, letter):
    place = visit("somsri", f"/documents/of/{letter.subject}/zip/", {}).headers["Location"]
    job = Job.objects.get(kind="documents.parcel")
    assert visit("boonmee", f"{place}stop-parcel/", {}).status_code == 404
    assert visit("somsri", f"/jobs/{job.pk}/stop/", {}).status_code == 404  # beside the verb there is no door
    assert "หยุดจัดทำ" in visit("somsri", place).content.decode()
    visit("somsri", f"{place}stop-parcel/", {})
    job.refresh_from_db()
    assert job.state == "cancelled"


@pytest.mark.parametrize("verb", ["sign", "attach-scan", "issue-sheet", "stop-making", "make-again"])
def test_another_sites_form_does_nothing(letter, verb):
    """CSRF: a form without the token of this site is refused before anybody looks at it."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.get(username="boonmee"))
    services.keep(letter.pk, PDF)
    assert client.post(f"/documents/{letter.pk}/{verb}/", {"place": 1}).status_code == 403
    assert client.post(f"/documents/of/{letter.subject}/zip/").status_code == 403
    assert event_names(letter.subject)[-1] == "document.rendered"
