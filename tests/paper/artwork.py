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
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(each) for each in (head, b"IDAT", b"IEND"))


def _chunk(told: bytes) -> bytes:
    return struct.pack(">I", len(told) - 4) + told + struct.pack(">I", zlib.crc32(told))


def headed_jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04ab" + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\xff\xd9"
