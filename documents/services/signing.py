"""Signing a frozen paper: in the system over the SHA-256 of its bytes, or by hand with a scan beside it.

A signature is identity (sign-in, seat), intent (one's own name, typed) and the exact text (Electronic Transactions Act
s.9). Once it is there it is never changed; whoever wants it otherwise issues a paper that replaces this one.
"""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from audit.errors import Conflict, Invalid
from audit.log import recorded
from documents import blobs, effects, uploads
from documents.facts import ScanFacts
from documents.models import Document, HandSignature, Method, Scan, Signature
from documents.services import hands
from documents.services.filling import about, fill, locked, require_another_person, tell
from documents.services.sheets import issue_sheet_of, standing_sheet
from documents.verbs import DOCUMENT, SIGNATURE
from jobs import clock
from people.actors import Actor


@recorded
def sign(document_id: int, *, place: int, typed_name: str, sha256: str, actor: Actor) -> Signature:
    """Sign at `place` of a paper; the last signature issues the signature sheet and sets going what hangs on the paper.

    `sha256` is what the signer's page showed and must be that of the kept PDF. Refuses a name that is not the signer's
    own. Raises Conflict when the place is signed, the paper is replaced, not made yet, or another than was shown.
    """
    signature = _place(document_id, place, "sign", actor)
    document = signature.document
    if sha256 != document.pdf_id:
        raise Conflict(_("The text has changed since the page was shown. Read it again."), code="text_changed")
    if typed_name.strip() != actor.by_person.full_name:
        raise Invalid(
            _("Type your own full name, as it stands at the top of the page."),
            code="not_ones_own_name",
            field="typed_name",
        )
    require_another_person(signature, typed_name.strip())
    return fill(signature, document, actor, typed_name=typed_name.strip(), method=Method.ELECTRONIC)


@recorded
def sign_by_hand(document_id: int, *, place: int, typed_name: str, scan_id: int, actor: Actor) -> HandSignature:
    """Say that `place` was signed on paper by `typed_name`, as the scan beside the paper shows.

    It counts at once only where who says so is who signed and may sign there. Otherwise the party it binds is told in
    the same transaction, and it waits for their word (`services.hands`). Locks as for signing.
    """
    signature = _place(document_id, place, "sign_by_hand", actor)
    document = signature.document
    scan = Scan.objects.filter(document=document, pk=scan_id).first()
    if scan is None:
        raise Invalid(
            _("Add the scan of the signed paper first, then choose it here."),
            code="scan_missing",
            field="scan_id",
        )
    if not typed_name.strip():
        raise Invalid(_("Write the name of who signed."), code="signer_missing", field="typed_name")
    require_another_person(signature, typed_name.strip())
    return hands.claim(signature, scan, typed_name.strip(), actor)


@recorded
def attach_scan(
    document_id: int, *, upload: UploadedFile[bytes], place: int | None = None, typed_name: str = "", actor: Actor
) -> Scan:
    """Keep a scan (PDF, JPEG, PNG) beside a paper; the same scan twice is one. Raises ValidationError in words.

    With `place`, also record that `typed_name` signed there by hand: both happen, or neither.
    """
    known = Document.objects.get(pk=document_id)
    DOCUMENT.require("attach_scan", actor, known)  # before the lock: once made, a paper stays so
    accepted = uploads.accept(upload)
    if place is not None:  # what stands above the paper is locked before it, as everywhere
        effects.before_signing(known)
    document = locked(document_id)
    sha256 = blobs.keep(accepted.data, accepted.content_type)
    made = {"added_at": clock.now(), "added_by": actor.by_seat}
    scan, is_new = Scan.objects.get_or_create(document=document, blob_id=sha256, defaults=made)
    if is_new:
        tell("document.scan_added", document, actor, ScanFacts({**about(document), "scan_sha256": sha256}))
    if place is not None:
        sign_by_hand(document_id, place=place, typed_name=typed_name, scan_id=scan.pk, actor=actor)
    return scan


@recorded
def issue_sheet(document_id: int, *, actor: Actor) -> Document:
    """A signature sheet of the signatures so far; it replaces the one before, unless that says the same."""
    document = locked(document_id)
    DOCUMENT.require("issue_sheet", actor, document)
    return standing_sheet(document) or issue_sheet_of(document, actor)


def _place(document_id: int, place: int, verb: str, actor: Actor) -> Signature:
    """The place, with the paper and what stands above it locked. Rights come before everything else."""
    places = Signature.objects.select_related("organisation", "document").filter(document=document_id, place=place)
    known = places.first()
    if known is None:
        raise Invalid(_("This paper has no such place to sign."), code="no_such_place")
    SIGNATURE.require_right(verb, actor, known)
    effects.before_signing(known.document)
    document = locked(document_id)
    signature = places.get()
    signature.document = document
    SIGNATURE.require(verb, actor, signature)
    return signature
