"""What people may attach: PDF, JPEG, PNG and HEIC, known by their bytes and not by their names."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from documents.opening import Refused, opened


class Accepted(NamedTuple):
    """`drawn` and `look`: by what it is known again in other bytes (`documents.opening.looks`)."""

    data: bytes
    content_type: str
    drawn: str = ""
    look: str = ""


class _Format(NamedTuple):
    content_type: str
    at: int
    starts: tuple[bytes, ...]
    end: bytes
    extensions: tuple[str, ...]


_FORMATS = (
    _Format("application/pdf", 0, (b"%PDF-",), b"%%EOF", (".pdf",)),
    _Format("image/jpeg", 0, (b"\xff\xd8\xff",), b"\xff\xd9", (".jpg", ".jpeg")),
    _Format("image/png", 0, (b"\x89PNG\r\n\x1a\n",), b"IEND", (".png",)),
    # What phones take. It has no mark at its end.
    _Format("image/heic", 4, (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheim"), b"", (".heic", ".heif")),
)
_TAIL_BYTES = 4096
_WHY = {
    "encrypted": _("This PDF asks for a password. Save it without one and choose it again."),
    "signed_and_active": _(
        "This PDF is signed electronically and holds something that runs or another file, which cannot be taken out without"
        " breaking the signature. Ask who sent it for one without."
    ),
    "active": _("This PDF holds something that runs. Print it into a new PDF and choose that one."),
    "too_many_pixels": _("This picture is too large to be opened. Take it with fewer pixels."),
    "busy": _("Others are sending large files at this moment. Wait a little, then choose it again."),
    "damaged": _("This file is damaged and cannot be opened. Save it again, or take a photo of the page."),
}


def accept(uploaded: UploadedFile[bytes]) -> Accepted:
    """The bytes to keep and their true type, or a ValidationError that says what to do.

    The size is looked at before anything is read, and the first and last bytes before anything is opened. A photo is kept
    upright, small and without place and device; a PDF without what runs in it (`documents.opening`).
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
    uploaded.seek(0)  # a form that is judged twice is read twice
    data = uploaded.read()
    try:
        return Accepted(*opened(data, _content_type(data, uploaded.name or "")))
    except Refused as refused:
        raise ValidationError(_WHY[refused.code], code=refused.code) from refused


def _content_type(data: bytes, name: str) -> str:
    found = next((known for known in _FORMATS if data.startswith(known.starts, known.at)), None)
    if found is None:
        raise ValidationError(_("Only PDF, JPEG, PNG and HEIC files can be attached."), code="unknown_type")
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
