"""A photo as it is kept: upright, at most 2,400 pixels a side, without what the camera wrote into it."""

from __future__ import annotations

import io
import struct
import warnings

from pi_heif import register_heif_opener
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from documents.opening import Refused, looks
from documents.opening.looks import Seen

# A page of A4 at 200 points an inch, and a screen twice over.
SIDE = 2400
# A photo of 48 megapixels, the most that phones take; what claims more would fill the memory of whoever opens it.
MOST_PIXELS = 64_000_000
QUALITY = 85
# Drawings and screen shots stay sharp as PNG; a photo saved as PNG is ten times as large as it need be.
MOST_PNG_BYTES = 1_000_000
_FORMATS = {"image/jpeg": ("JPEG", "MPO"), "image/png": ("PNG",), "image/heic": ("HEIF",)}
# What Pillow raises for a picture with wrong bytes in it, or with more text than picture.
_DAMAGED = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, LookupError, struct.error, RuntimeError)

register_heif_opener()


def plain(data: bytes, content_type: str) -> tuple[bytes, str, Seen]:
    """The photo, its type and how it looks. Raises Refused when it is too large to be opened, or damaged."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            photo = Image.open(io.BytesIO(data), formats=_FORMATS[content_type])
        _require_small(photo)
        shown = _upright(photo)
        return *_saved(shown, as_png=content_type == "image/png"), looks.of_picture(shown)
    except (*_DAMAGED, ImageCms.PyCMSError) as broken:
        raise Refused("damaged") from broken
    except (Image.DecompressionBombError, MemoryError) as bomb:
        raise Refused("too_many_pixels") from bomb


def _require_small(photo: Image.Image) -> None:
    """Before a single pixel is read: a small file may unfold to gigabytes."""
    if photo.width * photo.height > MOST_PIXELS:
        raise Refused("too_many_pixels")


def _upright(photo: Image.Image) -> Image.Image:
    """As it was taken, in the colours of a screen, on a picture of its own: nothing that was written into it comes along."""
    photo.draft("RGB", (SIDE, SIDE))  # a JPEG is read at the size that is needed, in a quarter of the memory
    turned = ImageOps.exif_transpose(photo)
    turned.thumbnail((SIDE, SIDE))
    seen = turned.convert("RGBA") if turned.has_transparency_data else turned.convert("RGB")
    ground = Image.new("RGB", seen.size, "white")
    ground.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    profile = photo.info.get("icc_profile")
    return _on_screen(ground, profile) if profile else ground


def _on_screen(photo: Image.Image, profile: bytes) -> Image.Image:
    """The camera's own colours, which carry its maker's name, as those of every screen."""
    try:
        camera = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        shown = ImageCms.profileToProfile(photo, camera, ImageCms.createProfile("sRGB"))
    except ImageCms.PyCMSError:
        return photo  # a profile that nobody can read, or of grey: as most programs show it
    bare = Image.new("RGB", photo.size)
    bare.paste(shown or photo)
    return bare


def _saved(photo: Image.Image, *, as_png: bool) -> tuple[bytes, str]:
    if as_png:
        drawn = io.BytesIO()
        photo.save(drawn, "PNG", optimize=True)
        if drawn.tell() <= MOST_PNG_BYTES:
            return drawn.getvalue(), "image/png"
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue(), "image/jpeg"
