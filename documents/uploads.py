"""What people may attach: PDF, JPEG and PNG, known by their bytes and not by their names."""

from __future__ import annotations

import struct
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
# A photo of 40 megapixels is kept; what claims more would fill the memory of whoever opens it.
MOST_PIXELS = 64_000_000


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
    _require_pixels(found.content_type, data)
    return found.content_type


def _require_pixels(content_type: str, data: bytes) -> None:
    """What the head of a picture says of its size; nothing is unpacked."""
    if content_type == "application/pdf":
        return
    pixels = _png_pixels(data) if content_type == "image/png" else _jpeg_pixels(data)
    if pixels > MOST_PIXELS:
        raise ValidationError(
            _("This picture is too large to be opened. Take it with fewer pixels."), code="too_many_pixels"
        )


def _png_pixels(data: bytes) -> int:
    """0 without a head: nobody can open that, so it fills no memory."""
    if data[12:16] != b"IHDR" or len(data) < 24:
        return 0
    width, height = struct.unpack(">II", data[16:24])
    return int(width * height)


def _jpeg_pixels(data: bytes) -> int:
    """From the first start of frame (ITU-T T.81, B.2.2); 0 without one."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(width * height)
        at += 1 if marker == 0xFF else 2 + length
    return 0


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1024 / 1024:.1f}".removesuffix(".0")
