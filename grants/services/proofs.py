"""The files that prove an agency's own movements: one file proves one, of all that went out and came back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from audit.errors import Invalid
from documents import blobs, uploads
from funds.models import OF_RECEIPT, Proof
from grants.models import Instalment, Refund


def kept(file: UploadedFile[bytes]) -> str:
    """Its SHA-256. What proves another payment, or money that came back, proves nothing here."""
    try:
        accepted = uploads.accept(file)
    except ValidationError as error:
        raise ValidationError({"file": error}) from error
    sha256 = blobs.keep(accepted.data, accepted.content_type, drawn=accepted.drawn, look=accepted.look)
    same = blobs.same_as(sha256, accepted.drawn)
    paid = Instalment.objects.filter(evidence_blob__in=same, paid_on__isnull=False)
    if paid.exists() or Refund.objects.filter(evidence_blob__in=same, returned_at__isnull=False).exists():
        raise Invalid(
            _("This file proves another payment already. Add the one for this payment."),
            code="evidence_used",
            field="file",
        )
    return sha256


def kept_of_refund(proof: Proof) -> str:
    if proof.kind not in OF_RECEIPT or not proof.reference.strip():
        raise Invalid(_("Name the transfer or the receipt."), code="evidence_missing", field="evidence_reference")
    return kept(proof.file)
