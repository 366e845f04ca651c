"""By what a picture or a PDF is known again in other bytes: exactly, by what is drawn; nearly, by how it looks from afar.

`drawn` is a digest of the pixels, or of what stands on and over a PDF's pages, whatever program wrote it and when. `look` are 2,304
bits: for each field of a picture, in 48 by 48, whether it is clearly darker than the one at its right. Saved anew, made
smaller or compressed more, a picture keeps nearly all of them (tried: at most 7 change); another receipt on the same form
differs in more (tried: 12 to 16 where number and sum are others, 4 where one figure is). Taken once more with a camera,
the same paper looks like another. Of a page without a picture the look is a digest of the page without what is filled in.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

import pikepdf
from PIL import Image

SIDE = 48
CLEARLY = 4  # of 255: less is the noise of a camera
# A blank page looks like every other: of so few marks nothing is said.
FEWEST_MARKS = 24
MOST_PIXELS = 64_000_000
MOST_PARTS = 20_000
# What says when and by what a page was written, and not what stands on it.
_ABOUT = {"/Parent", "/Metadata", "/LastModified", "/PieceInfo", "/StructParents", "/Annots", "/Thumb", "/Length"}
_ABOUT_NOTES = {"/P", "/M", "/NM", "/Popup", "/StructParent", "/CreationDate"}
_CODING = {"/Filter", "/DecodeParms", "/DL"}


class Seen(NamedTuple):
    """Both as hexadecimal digits; "" where nothing can be said."""

    drawn: str = ""
    look: str = ""


def of_picture(photo: Image.Image) -> Seen:
    pixels = photo.convert("RGB")
    digest = hashlib.sha256(f"{pixels.width}x{pixels.height}:".encode() + pixels.tobytes())
    return Seen(digest.hexdigest(), _look(photo))


def _look(photo: Image.Image) -> str:
    small = photo.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX)
    grey = small.tobytes()
    bits = 0
    for row in range(SIDE):
        line = grey[row * (SIDE + 1) : (row + 1) * (SIDE + 1)]
        for left, right in pairwise(line):
            bits = bits << 1 | (right - left > CLEARLY)
    return f"{bits:0{SIDE * SIDE // 4}x}" if bits.bit_count() >= FEWEST_MARKS else ""


def of_pdf(pdf: pikepdf.Pdf) -> Seen:
    """What is filled into a form, or written over a page, makes another paper of it, that looks like every one of the form."""
    digest = _Digest()
    for page in pdf.pages:
        digest.take(page.obj, skip=_ABOUT)
    blank = digest.hexdigest()
    for page in pdf.pages:
        for each in page.obj.get("/Annots", ()):
            digest.take(each, skip=_ABOUT_NOTES)
    return Seen(digest.hexdigest(), _first_look(pdf) or _as_look(blank))


def _as_look(digest: str) -> str:
    """Of a page without a picture: like itself and nothing else."""
    return hashlib.shake_256(digest.encode()).hexdigest(SIDE * SIDE // 8) if digest else ""


def _first_look(pdf: pikepdf.Pdf) -> str:
    """Of the largest picture on the first page: a scan is one."""
    found = [one for one in pdf.pages[0].images.values() if isinstance(one, pikepdf.Stream)]
    pictures = [one for one in found if int(one.Width) * int(one.Height) <= MOST_PIXELS]
    if not pictures:
        return ""
    largest = max(pictures, key=lambda one: int(one.Width) * int(one.Height))
    try:
        return _look(pikepdf.PdfImage(largest).as_pil_image())
    except (pikepdf.PdfError, NotImplementedError, ValueError, OSError, RuntimeError):
        return ""  # coded in a way that is not read here: its bytes are compared alone


class _Digest:
    """Walks what a page is made of, in one order, each part once."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()
        self._seen: dict[tuple[int, int], int] = {}
        self._parts = 0

    def hexdigest(self) -> str:
        return self._sum.hexdigest() if self._parts < MOST_PARTS else ""

    def take(self, part: Any, *, skip: set[str] = _ABOUT) -> None:
        self._parts += 1
        if self._parts >= MOST_PARTS:
            return
        if isinstance(part, pikepdf.Object) and part.is_indirect:
            if part.objgen in self._seen:
                self._say(f"again {self._seen[part.objgen]}")
                return
            self._seen[part.objgen] = len(self._seen)
        if isinstance(part, pikepdf.Stream):
            self._of_stream(part, skip)
        elif isinstance(part, pikepdf.Dictionary):
            self._of_keys(part, skip)
        elif isinstance(part, pikepdf.Array):
            self._say(f"[{len(part)}")
            for one in part:
                self.take(one)
        else:
            self._say(str(Decimal(part).normalize()) if isinstance(part, int | Decimal) else repr(part))

    def _of_stream(self, part: pikepdf.Stream, skip: set[str]) -> None:
        """Decoded where that can be: packed anew it is the same."""
        try:
            data, coding = part.read_bytes(), _CODING
        except (pikepdf.PdfError, NotImplementedError):
            data, coding = part.read_raw_bytes(), set()
        self._of_keys(part.stream_dict, skip | coding)
        self._say(hashlib.sha256(data).hexdigest())

    def _of_keys(self, part: pikepdf.Dictionary, skip: set[str]) -> None:
        keys = sorted(set(part.keys()) - skip)
        self._say(f"<{len(keys)}")
        for key in keys:
            self._say(key)
            self.take(part[key])

    def _say(self, word: str) -> None:
        self._sum.update(word.encode() + b"\0")
