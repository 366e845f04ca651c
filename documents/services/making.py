"""Stopping the making of a PDF, and asking for it again. The paper itself stays issued: its facts and number are used."""

from __future__ import annotations

from audit.log import record, recorded
from documents.conditions import is_worked_on
from documents.facts import PaperFacts
from documents.models import Document, DocumentState
from documents.reports import making_of
from documents.services.issuing import promise
from documents.verbs import DOCUMENT
from jobs import services as jobs
from people.actors import Actor


@recorded
def stop_making(document_id: int, *, actor: Actor) -> Document:
    """Stop the work on a paper's PDF; it stays "not made yet". Conflict when it is made or nobody works on it."""
    document = _locked(document_id)
    DOCUMENT.require("stop_making", actor, document)
    making = making_of(document)
    if making is None or not jobs.cancel(making.pk):  # it ended meanwhile: work holds no lock on the paper
        raise is_worked_on.refusal()
    _tell("document.making_stopped", document, actor)
    return document


@recorded
def make_again(document_id: int, *, actor: Actor) -> Document:
    """Promise the PDF once more, at once, after it was stopped or failed. Conflict when it is made or being made."""
    document = _locked(document_id)
    DOCUMENT.require("make_again", actor, document)
    making = making_of(document)
    if making and making.state == "waiting":  # until its next try
        jobs.cancel(making.pk)
    Document.objects.filter(pk=document.pk, state=DocumentState.FAILED).update(state=DocumentState.PENDING)
    promise(document)
    _tell("document.making_asked", document, actor)
    return document


def _locked(document_id: int) -> Document:
    # Who keeps the finished PDF takes this lock too: it is either there now, or not before we are done.
    return Document.objects.select_for_update(of=("self",), no_key=True).get(pk=document_id)


def _tell(event: str, document: Document, actor: Actor) -> None:
    facts = PaperFacts(document=document.pk, kind=document.kind, number=document.number)
    record(event, tree=document.tree, subject=document.subject, actor=actor, facts=facts)
