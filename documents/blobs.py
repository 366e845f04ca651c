"""The only writer of kept bytes; they are addressed by their SHA-256."""

from __future__ import annotations

import hashlib

from documents.models import Blob
from jobs import clock


class DamagedBlob(Exception):
    """The stored bytes no longer have the SHA-256 they are kept under."""


def keep(data: bytes, content_type: str) -> str:
    """Keep the bytes and return their SHA-256; the same bytes are kept once."""
    sha256 = hashlib.sha256(data).hexdigest()
    blob = Blob(sha256=sha256, content=data, size_bytes=len(data), content_type=content_type, kept_at=clock.now())
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    return sha256


def read(sha256: str) -> bytes:
    """The bytes, checked against their address. Blob.DoesNotExist when nothing is kept there."""
    data = bytes(Blob.objects.only("content").get(pk=sha256).content)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedBlob(sha256)
    return data
