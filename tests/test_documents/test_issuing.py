"""Issued papers, kept bytes, running numbers, check codes and uploads."""

from __future__ import annotations

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import Event
from documents import blobs, codes, downloads, paper, reports, services
from documents.models import Blob, Document, DocumentState
from documents.numbering import next_number
from jobs import services as jobs
from jobs.models import Job
from people.actors import Actor
from tests import factories
from tests.paper import sample

PNG = b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82"
PDF = b"%PDF-1.7\n...\n%%EOF\n"


@pytest.fixture
def document(_django_db_helper: None) -> Document:
    facts = {"number": "57/2569/0012", "total": 0}
    return services.freeze(
        "proposal", subject="request:1", tree="57", title="โครงการ", facts=facts, actor=Actor.system()
    )


@pytest.fixture
def fast_paper(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    made: list[int] = []
    monkeypatch.setattr(paper, "pdf_of", lambda document, **_: made.append(document.pk) or PDF)
    return made


def events(subject: str) -> list[str]:
    return list(Event.objects.filter(subject=subject).order_by("seq").values_list("event", flat=True))


def test_issuing_freezes_the_facts_and_promises_the_pdf(document: Document) -> None:
    assert (document.number, document.state) == ("57/2569/0012", DocumentState.PENDING)
    assert document.facts_sha256 == hashlib.sha256(b'{"number":"57/2569/0012","total":0}').hexdigest()
    assert Job.objects.get(dedupe_key=document.making_key).args == {"document": document.pk}
    assert events("request:1") == ["document.issued"]


def test_a_ready_paper_is_never_made_again(document: Document, fast_paper: list[int]) -> None:
    first, second = services.render(document.pk), services.render(document.pk)
    assert first.pdf_id == second.pdf_id == hashlib.sha256(PDF).hexdigest()
    assert fast_paper == [document.pk]
    assert services.pdf(second) == PDF
    assert events("request:1") == ["document.issued", "document.rendered"]


def test_facts_with_a_fraction_of_money_are_refused(db: None) -> None:
    with pytest.raises(TypeError):
        services.freeze("proposal", subject="r:1", tree="57", title="", facts={"total": 0.5}, actor=Actor.system())
    assert not Document.objects.filter(subject="r:1").exists()


@pytest.mark.parametrize("change", [{"facts": {}}, {"code": "0" * 15}, {"title": "อื่น"}, {"subject": "request:2"}])
def test_the_database_refuses_to_change_an_issued_paper(document: Document, change: dict[str, object]) -> None:
    with pytest.raises(DatabaseError, match="cannot change"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)


def test_the_database_refuses_to_change_or_drop_a_ready_paper(document: Document, fast_paper: list[int]) -> None:
    services.render(document.pk)
    with pytest.raises(DatabaseError, match="cannot change"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(state="pending", pdf=None, size_bytes=None, ready_at=None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Document.objects.filter(pk=document.pk).delete()


def test_kept_bytes_stay(db: None) -> None:
    sha256 = factories.on_record(lambda: blobs.keep(PNG, "image/png"))
    assert blobs.keep(PNG, "image/png") == sha256
    assert blobs.read(sha256) == PNG
    with pytest.raises(DatabaseError, match="may not"), transaction.atomic():
        Blob.objects.filter(pk=sha256).update(content=b"other")


def test_numbers_have_no_gap_and_go_back_with_the_transaction(db: None) -> None:
    assert [next_number("request:57", 2569) for _ in range(3)] == [1, 2, 3]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        next_number("request:57", 2569)
        raise ZeroDivisionError
    assert next_number("request:57", 2569) == 4
    assert next_number("request:57", 2570) == next_number("request:56", 2569) == 1


def test_a_number_outside_a_transaction_is_refused(fresh_database: None) -> None:
    assert not connection.in_atomic_block
    with pytest.raises(transaction.TransactionManagementError):
        next_number("request:57", 2569)


def test_a_code_can_be_typed_as_it_is_read() -> None:
    code = codes.new()
    assert codes.tidy(f" {codes.grouped(code).lower()} ") == code
    assert codes.tidy("ioL01-00000 0000\u20130") == "101010000000000"
    assert codes.tidy("<script>") == codes.tidy("") == codes.tidy("U" * 15) == ""


def test_a_replaced_paper_leads_to_the_one_that_stands(document: Document) -> None:
    facts = {"number": document.number, "total": 0}
    again = services.freeze(
        "proposal", subject="request:1", tree="57", title="", facts=facts, actor=Actor.system(), replaces=document
    )
    assert reports.latest(document) == again
    assert reports.by_code(codes.grouped(document.code).lower()) == document
    assert reports.by_code("nothing") is None
    assert [found.pk for found in reports.of_subject(Actor.system(), "request:1")] == [again.pk, document.pk]


def test_the_worker_makes_the_paper(fresh_database: None) -> None:
    facts = sample.facts()
    document = services.freeze(
        "proposal", subject="request:9", tree="57", title=facts["title"], facts=facts, actor=Actor.system()
    )
    jobs.run_due()
    document.refresh_from_db()
    assert document.is_ready
    assert services.pdf(document).startswith(b"%PDF-")
    assert downloads.document(document)["Content-Disposition"] == 'inline; filename="proposal-57-2569-0012.pdf"'


def test_a_paper_that_cannot_be_made_says_so_and_is_tried_again(
    fresh_database: None, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: Document, **_: object) -> bytes:
        raise RuntimeError("no ink")

    monkeypatch.setattr(paper, "pdf_of", broken)
    jobs.run_due()
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED
    monkeypatch.setattr(paper, "pdf_of", lambda document, **_: PDF)
    assert services.render(document.pk).is_ready
