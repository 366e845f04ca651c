"""The only writer of kept bytes; they are addressed by their SHA-256."""

from __future__ import annotations

import hashlib

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from audit.errors import Conflict
from documents.models import Blob
from jobs import clock


class DamagedBlob(Exception):
    """The stored bytes no longer have the SHA-256 they are kept under."""


class ErasedBlob(Conflict):
    """The bytes were erased on request; their SHA-256 and their event stay."""

    def __init__(self) -> None:
        super().__init__(_("This file was erased on request. That it was there stays on record."), code="file_erased")


NEARLY = 9  # of 2,304 bits: as much as saving anew, in another size, changes (`documents.opening.looks`)


def keep(data: bytes, content_type: str, *, drawn: str = "", look: str = "") -> str:
    """Keep the bytes and return their SHA-256; the same bytes are kept once."""
    sha256 = hashlib.sha256(data).hexdigest()
    blob = Blob(
        sha256=sha256,
        content=data,
        size_bytes=len(data),
        content_type=content_type,
        kept_at=clock.now(),
        drawn=drawn,
        look=look,
    )
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    return sha256


def same_as(sha256: str, drawn: str) -> QuerySet[Blob]:
    """Kept bytes that are these, or draw exactly the same."""
    same = Q(pk=sha256) | Q(drawn=drawn) if drawn else Q(pk=sha256)
    return Blob.objects.filter(same).only("pk")


def like(look: str, among: QuerySet[Blob]) -> QuerySet[Blob]:
    """Of those, the ones that look nearly the same from afar; none for what looks like nothing in particular."""
    if not look:
        return among.none()
    apart = RawSQL("bit_count(('x' || nullif(look, ''))::bit(2304) # ('x' || %s)::bit(2304))", [look])
    return among.exclude(look="").annotate(apart=apart).filter(apart__lte=NEARLY)


def read(sha256: str) -> bytes:
    """The bytes, checked against their address. Blob.DoesNotExist when nothing is kept there, ErasedBlob when it was erased."""
    content = Blob.objects.only("content").get(pk=sha256).content
    if content is None:
        raise ErasedBlob
    data = bytes(content)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedBlob(sha256)
    return data
