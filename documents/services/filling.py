"""Filling a place on a paper: the one step that every way of signing ends with."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.log import record
from documents import effects
from documents.facts import PaperFacts, SignedFacts
from documents.models import Document, HandSignature, Method, Scan, Signature
from documents.services.sheets import issue_sheet_of
from documents.workflow import HandState
from jobs import clock
from people.actors import Actor
from people.models import Seat
from thai.names import likeness


def locked(document_id: int) -> Document:
    # No key is changed: a paper that refers to this one as replaced may be issued meanwhile.
    return Document.objects.select_for_update(of=("self",), no_key=True).get(pk=document_id)


def require_another_person(signature: Signature, name: str) -> None:
    """Two places of one organisation (who proposes, who supports) are two persons.

    By name, as it looks: who recorded a signature that was given by hand has not signed, and whoever gave it has.
    """
    theirs = Signature.objects.filter(document=signature.document_id, organisation=signature.organisation_id)
    said = HandSignature.objects.filter(place__in=theirs, state=HandState.AWAITING).exclude(place=signature)
    there = [*theirs.values_list("typed_name", flat=True), *said.values_list("typed_name", flat=True)]
    if likeness(name) in (likeness(one) for one in there if one):
        words = _("%(name)s signed this paper already. Another person signs in this place.")
        raise ValidationError({"typed_name": words % {"name": name}})


def fill(
    signature: Signature,
    document: Document,
    actor: Actor,
    *,
    typed_name: str,
    method: Method,
    scan: Scan | None = None,
    recorded_by: Seat | None = None,
) -> Signature:
    """Sign for good. The caller holds the paper's lock and what stands above it.

    `recorded_by` said that it was signed by hand, and the actor confirms it.
    """
    signature.typed_name, signature.method, signature.scan = typed_name, method, scan
    signature.sha256, signature.signed_at = document.pdf_id or "", clock.now()
    signature.signed_by = recorded_by or actor.by_seat
    signature.confirmed_by = actor.by_seat if recorded_by else None
    signature.save()
    tell("document.signed", document, actor, _signed(signature, document), personal={"name": typed_name})
    if not document.signatures.filter(signed_at=None).exists():
        issue_sheet_of(document, actor)
        effects.after_last_signature(document, actor)
    return signature


def about(document: Document) -> PaperFacts:
    return {"document": document.pk, "kind": document.kind, "number": document.number}


def _signed(signature: Signature, document: Document) -> SignedFacts:
    return {
        **about(document),
        "label": signature.label,
        "method": signature.method,
        "party": signature.organisation.name_th,
        "place": signature.place,
        "pdf_sha256": signature.sha256,
    }


def tell(
    event: str, document: Document, actor: Actor, facts: PaperFacts, *, personal: dict[str, str] | None = None
) -> None:
    record(event, tree=document.tree, subject=document.subject, actor=actor, facts=facts, personal=personal)
