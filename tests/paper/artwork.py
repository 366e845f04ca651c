"""Small pictures for papers."""

from __future__ import annotations

import io

from PIL import Image

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20">'
    b'<circle cx="10" cy="10" r="9" fill="#066"/></svg>'
)


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (0, 102, 102)).save(out, "PNG")
    return out.getvalue()
