"""A smaller copy of a kept photo, for pages that show many. Made from bytes that `documents.uploads` has cleaned."""

from __future__ import annotations

import io
from typing import NamedTuple

from PIL import Image

SIDE = 640  # twice over on a telephone's column
QUALITY = 75


class Small(NamedTuple):
    data: bytes
    width: int
    height: int


def of(data: bytes) -> Small:
    """At most `SIDE` pixels a side."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as photo:
        photo.draft("RGB", (SIDE, SIDE))
        small = photo.convert("RGB")
    small.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Small(out.getvalue(), *small.size)
