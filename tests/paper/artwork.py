"""Small pictures for papers."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20">'
    b'<circle cx="10" cy="10" r="9" fill="#066"/></svg>'
)


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (0, 102, 102)).save(out, "PNG")
    return out.getvalue()


def headed_png(width: int, height: int) -> bytes:
    """Its head and its end, and nothing between: as small as its claim is large."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    size, check = struct.pack(">I", 13), struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + size + chunk + check + b"IEND\xaeB`\x82"


def headed_jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x04ab" + b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\xff\xd9"
