"""Issues papers: freezes the facts, promises the PDF, makes it once. The only writer of documents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from audit import canonical
from audit.log import Author, record, recorded
from documents import blobs, codes, paper
from documents.facts import IssuedFacts, RenderedFacts
from documents.kinds import kind_of, template_version
from documents.models import Document, DocumentState
from documents.services.signers import Signer, await_signatures
from jobs import clock
from jobs.registry import Step
from jobs.services import enqueue
from people.actors import Actor


@recorded
def freeze(
    kind: str,
    *,
    subject: str,
    tree: str,
    title: str,
    facts: Mapping[str, Any],
    actor: Author,
    replaces: Document | None = None,
    language: str = "th",
    signers: Sequence[Signer] = (),
) -> Document:
    """Issue a paper of `kind` on `subject` from `facts` (JSON, whole satang, ISO dates) and promise its PDF.

    `signers` are the places where signatures are awaited. Its number is `facts["number"]`. Raises KeyError for an
    unknown kind, TypeError for facts that are not plain, ValueError for facts that contradict themselves.
    """
    frozen = canonical.encode(facts)
    kind_of(kind).prepare(facts)
    if replaces is not None:  # whoever signs it waits, and finds it replaced
        Document.objects.select_for_update(no_key=True).only("pk").get(pk=replaces.pk)
    document = Document.objects.create(
        kind=kind,
        number=str(facts.get("number", "")),
        subject=subject,
        tree=tree,
        title=title,
        language=language,
        facts=json.loads(frozen),
        facts_sha256=hashlib.sha256(frozen).hexdigest(),
        facts_version=kind_of(kind).version,
        code=codes.new(),
        issued_at=clock.now(),
        created_by=actor.person_id,
        replaces=replaces,
    )
    await_signatures(document, signers)
    promise(document)
    record("document.issued", tree=tree, subject=subject, actor=actor, facts=_issued(document))
    return document


def render(document_id: int, *, step: Step = lambda done, total: None) -> Document:
    """Make the PDF of a paper; one that is ready is returned as it is and never made again.

    The slow part holds no lock: two at once make the same bytes, and the first to finish keeps them. What `step` raises
    ends the work and leaves the paper as it was.
    """
    document = Document.objects.get(pk=document_id)
    if document.is_ready:
        return document
    return keep(document_id, paper.pdf_of(document, step=step))


@recorded
def keep(document_id: int, pdf: bytes) -> Document:
    """Keep `pdf` as the bytes of a paper, for good; of a paper that is ready nothing changes."""
    # The slow part held no lock, so that another maker may have been faster: the second finds the paper ready.
    document = Document.objects.select_for_update().get(pk=document_id)
    if document.is_ready:
        return document
    document.pdf_id = sha256 = blobs.keep(pdf, "application/pdf")
    document.size_bytes = len(pdf)
    document.template_version = template_version()
    document.state = DocumentState.READY
    document.ready_at = clock.now()
    document.save(update_fields=["pdf", "size_bytes", "template_version", "state", "ready_at"])
    facts = RenderedFacts(document=document.pk, pdf_sha256=sha256, template_version=document.template_version)
    record("document.rendered", tree=document.tree, subject=document.subject, actor=Actor.system(), facts=facts)
    return document


def promise(document: Document) -> None:
    """Promise the PDF; while it is promised or being made, once more is the same promise."""
    enqueue(
        "documents.render", subject=document.subject, args={"document": document.pk}, dedupe_key=document.making_key
    )


def mark_failed(document_id: int) -> None:
    """Show that the PDF could not be made yet; a later attempt may still make it."""
    Document.objects.filter(pk=document_id, state=DocumentState.PENDING).update(state=DocumentState.FAILED)


def pdf(document: Document) -> bytes:
    """The bytes of a ready paper, checked against their hash."""
    return blobs.read(document.pdf_id or "")


def _issued(document: Document) -> IssuedFacts:
    return {
        "document": document.pk,
        "facts_sha256": document.facts_sha256,
        "kind": document.kind,
        "number": document.number,
        "replaces": document.replaces_id,
    }
