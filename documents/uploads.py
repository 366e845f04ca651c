"""What people may attach: PDF, JPEG and PNG, known by their bytes and not by their names."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


class Accepted(NamedTuple):
    data: bytes
    content_type: str


class _Format(NamedTuple):
    content_type: str
    start: bytes
    end: bytes
    extensions: tuple[str, ...]


_FORMATS = (
    _Format("application/pdf", b"%PDF-", b"%%EOF", (".pdf",)),
    _Format("image/jpeg", b"\xff\xd8\xff", b"\xff\xd9", (".jpg", ".jpeg")),
    _Format("image/png", b"\x89PNG\r\n\x1a\n", b"IEND", (".png",)),
)
_TAIL_BYTES = 4096


def accept(uploaded: UploadedFile[bytes]) -> Accepted:
    """The bytes and their true type, or a ValidationError that says what to do.

    The size is looked at before anything is read.
    """
    size_bytes = uploaded.size or 0
    if size_bytes > settings.ATTACHMENT_MAX_BYTES:
        raise ValidationError(
            _("This file is %(size)s MB; the most is %(most)s MB. Send a smaller picture, or several files."),
            code="too_large",
            params={"size": _megabytes(size_bytes), "most": _megabytes(settings.ATTACHMENT_MAX_BYTES)},
        )
    if not size_bytes:
        raise ValidationError(_("This file is empty. Choose it again."), code="empty")
    data = uploaded.read()
    return Accepted(data, _content_type(data, uploaded.name or ""))


def _content_type(data: bytes, name: str) -> str:
    found = next((known for known in _FORMATS if data.startswith(known.start)), None)
    if found is None:
        raise ValidationError(_("Only PDF, JPEG and PNG files can be attached."), code="unknown_type")
    if PurePath(name).suffix.lower() not in found.extensions:
        raise ValidationError(
            _("The name of this file does not fit what is in it. Save it as %(extension)s and choose it again."),
            code="mislabelled",
            params={"extension": found.extensions[0]},
        )
    if found.end not in data[-_TAIL_BYTES:]:
        raise ValidationError(_("This file is not complete. Choose it again."), code="incomplete")
    return found.content_type


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1024 / 1024:.1f}".removesuffix(".0")
