"""The signature sheet (ใบลงนามอิเล็กทรอนิกส์): a paper of its own, for a paper cannot hold its own SHA-256."""

from __future__ import annotations

from documents import codes, paper
from documents.frozen import SignatureSheet, Signed
from documents.kinds import kind_of
from documents.models import Document, Signature
from documents.reports import sheet_of
from documents.services.issuing import freeze
from jobs import clock
from people.actors import Actor

KIND = "signature_sheet"


def issue_sheet_of(document: Document, actor: Actor) -> Document:
    """Issue the sheet of a ready paper as its signatures stand now. The caller holds the paper's lock."""
    return freeze(
        KIND,
        subject=document.subject,
        tree=document.tree,
        title=f"ใบลงนาม {document.title}"[:300],
        facts=facts(document),
        actor=actor,
        replaces=sheet_of(document),
    )


def standing_sheet(document: Document) -> Document | None:
    """The last sheet, where it tells of every signature that there is now: two presses are one."""
    last, now = sheet_of(document), facts(document)
    return (
        last if last and last.facts["signatures"] == now["signatures"] and last.facts["paper"] == now["paper"] else None
    )


def facts(document: Document) -> SignatureSheet:
    """What a sheet says: the paper by its number, code and SHA-256, then who signed what, when and how."""
    places = document.signatures.select_related(
        "organisation", "signed_by__organisation", "confirmed_by__organisation", "scan"
    )
    return {
        "number": document.number,
        "date": clock.today().isoformat(),
        "sender": document.facts.get("sender") or {},
        "paper": {
            "kind": kind_of(document.kind).name,
            "title": document.title,
            "number": document.number,
            "code": document.code,
            "code_grouped": codes.grouped(document.code),
            "address": paper.check_address(document.code),
            "sha256": document.pdf_id,
            "facts_sha256": document.facts_sha256,
            "issued_at": document.issued_at.isoformat(),
        },
        "signatures": [_signed(place) for place in places],
    }


def _signed(place: Signature) -> Signed:
    seat = place.signed_by
    return {
        "label": place.label,
        "organisation": place.organisation.name_th,
        "name": place.typed_name,
        "position": _position(place),
        "method": place.method,
        "sha256": place.sha256,
        "signed_at": place.signed_at.isoformat() if place.signed_at else "",
        "recorded_by": str(seat) if seat and place.method == "wet_ink" else "",
        "confirmed_by": str(place.confirmed_by or ""),
        "scan_sha256": place.scan.blob_id if place.scan else "",
    }


def _position(place: Signature) -> str:
    """Of who signed in the system; one who signed by hand holds no seat that is known here."""
    return place.signed_by.label if place.signed_by and place.method == "electronic" else ""
