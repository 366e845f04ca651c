"""Whoever may append events, or holds other papers, proves no paper that was not kept: its own row decides, whose digest the log wrote."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import verify_audit
from audit import canonical, proofs, shown
from audit.log import record, recorded
from audit.models import Event
from documents import services
from documents.facts import RenderedFacts
from documents.models import Document
from people.actors import Actor
from portal import checking
from tests import factories
from tests.made_log import MadeLog, body
from tests.test_audit.test_proofs import sign_now

TRUE, FALSE = b"%PDF-1.7\ntrue\n%%EOF\n", b"%PDF-1.7\nfalse\n%%EOF\n"


def kept(number: str, pdf: bytes = TRUE) -> Document:
    facts = {"number": number, "to": "นางสาวสมใจ"}
    issued = services.freeze(
        "cover_letter", subject="request:1", tree="57", title="", facts=facts, actor=Actor.system()
    )
    return services.keep(issued.pk, pdf + number.encode())


@recorded
def appended(document: Document) -> None:
    """What the application's role may do at any time: an event that says what it likes of a paper."""
    facts = RenderedFacts(document=document.pk, pdf_sha256=sha256(FALSE).hexdigest(), template_version="x")
    record("document.rendered", tree="57", subject="request:1", actor=Actor.system(), facts=facts)


def proof_of(event: Event, document: Document) -> dict[str, Any]:
    return checking._told(proofs.proof_of(event, sign_now()), shown.text_of(document, event))


def codes(folder: Path, proof: dict[str, Any] | str, pdf: bytes) -> list[str]:
    (folder / "paper.pdf").write_bytes(pdf)
    (folder / "proof").write_text(proof if isinstance(proof, str) else json.dumps(proof))
    found, _told = verify_audit.verify_document(folder / "paper.pdf", folder / "proof", [], None)
    return [finding.code for finding in found]


def test_an_event_that_anybody_may_append_proves_no_paper(db, tmp_path):
    document = kept("1")
    true = checking.made_event(document)
    appended(document)
    forged = Event.objects.filter(event="document.rendered").latest("seq")
    assert true and true.seq < forged.seq and checking.made_event(document) == true
    assert codes(tmp_path, proof_of(true, document), TRUE + b"1") == []
    for row in (None, shown.text_of(document, true)):
        told = {**proof_of(forged, document), **({"row": row} if row else {})}
        assert codes(tmp_path, told, FALSE) == ["NOT_A_PAPER"]


def test_neither_a_forged_row_nor_another_papers_is_taken(db, tmp_path):
    document, other = kept("1"), kept("2")
    event, others = checking.made_event(document), checking.made_event(other)
    assert event and others
    true = proof_of(event, document)
    forged = true["row"].replace(document.pdf_id, sha256(FALSE).hexdigest())
    assert forged != true["row"] and codes(tmp_path, {**true, "row": forged}, FALSE) == ["ROW_DIFFERS"]
    assert codes(tmp_path, {**true, "row": proof_of(others, other)["row"]}, TRUE + b"2") == ["ROW_DIFFERS"]
    assert codes(tmp_path, {name: true[name] for name in true if name != "row"}, TRUE + b"1") == ["ROW_MISSING"]


def test_every_paper_has_an_event_that_names_its_row(db, at_work):
    factories.everything()
    papers = [document for document in Document.objects.all() if document.is_ready]
    events = {document: checking.made_event(document) for document in papers}
    assert (
        papers
        and [document for document, event in events.items() if not event or not shown.text_of(document, event)] == []
    )


def test_a_row_shows_nothing_personal(db):
    document = kept("1")
    event = checking.made_event(document)
    row = shown.text_of(document, event) if event else None
    assert row and "สมใจ" not in row and "facts" not in json.loads(row) and len(json.loads(row)["veil"]) == 64


ROW = {"c": 1, "id": 7, "pdf_id": sha256(TRUE).hexdigest(), "tree": "57", "veil": "ab" * 32}
UNFIT: dict[str, tuple[Callable[[dict[str, Any]], dict[str, Any]], str]] = {
    "as it is": (lambda row: row, ""),
    "without the digest of what is personal": (lambda row: {name: row[name] for name in row if name != "veil"}, "ROW_UNREADABLE"),
    "with nothing for a digest": (lambda row: {**row, "veil": None}, "ROW_UNREADABLE"),
    "with what is personal": (lambda row: {**row, "facts": {}}, "ROW_UNREADABLE"),
    "of no file": (lambda row: {**row, "pdf_id": None}, "ROW_UNREADABLE"),
    "of another file than the event's": (lambda row: {**row, "pdf_id": sha256(FALSE).hexdigest()}, "ROW_DIFFERS"),
    "of another tree": (lambda row: {**row, "tree": "56"}, "ROW_DIFFERS"),
    "of another paper": (lambda row: {**row, "id": 8}, "ROW_DIFFERS"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNFIT)
def test_a_row_that_the_event_names_must_be_that_of_the_paper(what, tmp_path):
    """Even whoever owns the database, and has the log tell of such a row: in both kinds of proof."""
    change, wanted = UNFIT[what]
    row = canonical.encode(change(ROW))
    told = body(
        7, "document.rendered", {"document": 7, "pdf_sha256": ROW["pdf_id"], "template_version": "x"},
        v=3, nonce="00" * 16, writes=[["documents_document", "7", 2, 1, sha256(row).hexdigest()]],
    )  # fmt: skip
    made = MadeLog(0, [*MadeLog(7).bodies, told])
    lines = made.proof(7).split("\n")
    lines[1] = "extra " + base64.b64encode(told + b"\n" + row).decode()
    trusted = verify_audit.Trust(policy=verify_audit.Policy(made.policy))
    (tmp_path / "paper.pdf").write_bytes(TRUE)
    (tmp_path / "proof").write_text("\n".join(lines))
    found, _told = verify_audit.verify_document(tmp_path / "paper.pdf", tmp_path / "proof", [], None, trust=trusted)
    assert [finding.code for finding in found] == [wanted] * bool(wanted)
