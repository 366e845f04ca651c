"""Pages as pictures: drawn by PDFium at one size, compared block by block, with a difference that a person can read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

APPROVED = Path(__file__).with_name("approved")
DIFFERENCES = Path("var") / "pictures"
_DPI = 60
_BLOCK = 8
# Of 255: a mean difference in one block that one changed letter passes and another edge of the same letter does not.
_SEEN = 24
_MILLIMETRES = 25.4 / _DPI


@dataclass(frozen=True)
class Difference:
    """Where two pictures of a page differ, in millimetres from its upper left corner."""

    page: str
    left: int
    top: int
    right: int
    bottom: int
    blocks: int
    shown_in: Path

    def __str__(self) -> str:
        place = f"{self.left}–{self.right} mm from the left, {self.top}–{self.bottom} mm from the top"
        return f"{self.page} differs at {place} ({self.blocks} places); red is gone, green is new: {self.shown_in}"


def pages(pdf: bytes) -> list[Image.Image]:
    return [page.render(scale=_DPI / 72, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def differences(name: str, pdf: bytes) -> list[str]:
    """What a person would see changed since the pages were approved; with APPROVE=1 the pages are approved as they are."""
    made = pages(pdf)
    if os.environ.get("APPROVE"):
        _approve(name, made)
    known = sorted(APPROVED.glob(f"{name}-*.png"))
    if len(known) != len(made):
        return [f"{name} has {len(made)} pages, approved were {len(known)}"]
    found = (difference(path, Image.open(path), page) for path, page in zip(known, made, strict=True))
    return [str(one) for one in found if one]


def _approve(name: str, made: list[Image.Image]) -> None:
    APPROVED.mkdir(exist_ok=True)
    for path in APPROVED.glob(f"{name}-*.png"):
        path.unlink()
    for number, page in enumerate(made, 1):
        page.quantize(16).save(APPROVED / f"{name}-{number}.png", optimize=True)


def difference(path: Path, before: Image.Image, after: Image.Image) -> Difference | None:
    before = before.convert("L")
    if before.size != after.size:
        before = before.resize(after.size)
    small = (after.width // _BLOCK, after.height // _BLOCK)
    changed = ImageChops.difference(
        before.resize(small, Image.Resampling.BOX), after.resize(small, Image.Resampling.BOX)
    )
    seen = changed.point(lambda level: 255 if level > _SEEN else 0)
    box = seen.getbbox()
    if box is None:
        return None
    left, top, right, bottom = (round(edge * _BLOCK * _MILLIMETRES) for edge in box)
    return Difference(path.stem, left, top, right, bottom, seen.histogram()[255], _shown(path.name, before, after))


def _shown(name: str, before: Image.Image, after: Image.Image) -> Path:
    """The page in grey, what is gone in red, what is new in green."""
    DIFFERENCES.mkdir(parents=True, exist_ok=True)
    both = ImageChops.lighter(before, after)
    Image.merge("RGB", (after, before, both)).save(DIFFERENCES / name)
    return DIFFERENCES / name
