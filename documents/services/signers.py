"""The places on a paper where a signature is awaited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.timezone import localdate

from documents.models import Document, Signature


class Signer(NamedTuple):
    """A place for a signature: `label` ("ประธานในที่ประชุม"), and the organisation and roles of who may sign there."""

    label: str
    organisation_id: int
    roles: tuple[str, ...]


def await_signatures(document: Document, signers: Sequence[Signer]) -> None:
    Signature.objects.bulk_create(
        Signature(
            document=document,
            place=place,
            label=signer.label,
            organisation_id=signer.organisation_id,
            roles=list(signer.roles),
            asked_on=localdate(document.issued_at),
        )
        for place, signer in enumerate(signers, 1)
    )
