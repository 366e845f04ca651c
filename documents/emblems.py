"""An organisation's own emblem, checked before it is kept: a small SVG that only draws, or a picture made small.

What could run, fetch or hide is refused by name, never quietly cut out: a mark on official paper is as its owner made it.
"""

from __future__ import annotations

import io
import re
import warnings
from typing import NamedTuple
from xml.etree import ElementTree

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

MOST_BYTES = 2_000_000
MOST_SVG_BYTES = 300_000
MOST_PIXELS = 20_000_000
_KEPT_SIDE = 800
_ENDS = (b"IEND\xaeB`\x82", b"\xff\xd9")
_TAIL_BYTES = 4096
_MOST_ELEMENTS = 5_000
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DRAWING = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "title",
        "desc",
        "use",
        "symbol",
        "style",
    ]
)
# What editors leave behind, in namespaces of their own, draws nothing.
_SILENT = frozenset({"metadata"})
_RUNS_OR_FETCHES = re.compile(
    r"^on|javascript:|data:|https?:|file:|@import|expression\(|url\(\s*['\"]?(?!#)", re.IGNORECASE
)


class Emblem(NamedTuple):
    data: bytes
    content_type: str


def accept(uploaded: UploadedFile[bytes]) -> Emblem:
    """The emblem as it will be kept, or a ValidationError that says what to change. Its size is looked at first."""
    if (uploaded.size or 0) > MOST_BYTES:
        raise ValidationError(
            _("This emblem is larger than 2 MB. Save it smaller and choose it again."), code="too_large"
        )
    data = uploaded.read()
    if data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<svg", b"<!--", b"<!DOCTYPE svg")):
        return _svg(data)
    return _picture(data)


def _svg(data: bytes) -> Emblem:
    if len(data) > MOST_SVG_BYTES:
        raise ValidationError(
            _("This drawing is larger than 300 kB. Simplify it, or save it as PNG."), code="too_large"
        )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<?xml-stylesheet" in data:
        raise _refused("DOCTYPE")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  (without DOCTYPE there are no entities)
    except ElementTree.ParseError as broken:
        raise ValidationError(_("This drawing cannot be read. Save it again as plain SVG."), code="broken") from broken
    if root.tag != f"{_SVG}svg" or sum(1 for _each in root.iter()) > _MOST_ELEMENTS:
        raise ValidationError(_("This drawing cannot be read. Save it again as plain SVG."), code="broken")
    _drop_silent(root)
    for element in root.iter():
        _require_drawing(element)
    ElementTree.register_namespace("", _SVG[1:-1])
    return Emblem(ElementTree.tostring(root, encoding="utf-8"), "image/svg+xml")


def _drop_silent(element: ElementTree.Element) -> None:
    for child in list(element):
        if not child.tag.startswith(_SVG) or child.tag.removeprefix(_SVG) in _SILENT:
            element.remove(child)
        else:
            _drop_silent(child)
    for name in [name for name in element.attrib if name.startswith("{") and name != _HREF]:
        del element.attrib[name]


def _require_drawing(element: ElementTree.Element) -> None:
    name = element.tag.removeprefix(_SVG)
    if name not in _DRAWING:
        raise _refused(f"<{name}>")
    if _RUNS_OR_FETCHES.search(element.text or "") and name == "style":
        raise _refused("<style>")
    for attribute, value in element.attrib.items():
        local = attribute.rpartition("}")[2]
        leads_out = local == "href" and not value.startswith("#")
        if leads_out or _RUNS_OR_FETCHES.search(local) or _RUNS_OR_FETCHES.search(value):
            raise _refused(local)


def _refused(what: str) -> ValidationError:
    return ValidationError(
        _("The drawing holds “%(what)s”, which an emblem on paper may not have. Save it as plain SVG with letters as outlines, or as PNG."),
        code="not_plain",
        params={"what": what[:40]},
    )  # fmt: skip


def _picture(data: bytes) -> Emblem:
    """Any PNG or JPEG as a small PNG on white, without what a camera wrote into it."""
    # Pillow itself is told by WeasyPrint to make do with half a picture.
    if not data[-_TAIL_BYTES:].rstrip(b"\0").endswith(_ENDS):
        raise _damaged()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        _require_small(picture)
        return Emblem(_on_white(picture), "image/png")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as broken:
        raise _damaged() from broken


def _damaged() -> ValidationError:
    return ValidationError(
        _("Choose an emblem as SVG, PNG or JPEG; this file is none of them, or it is damaged."), code="broken"
    )


def _require_small(picture: Image.Image) -> None:
    """Before a single pixel is read: a small file may unfold to gigabytes."""
    pixels = picture.width * picture.height
    if pixels > MOST_PIXELS:
        raise ValidationError(
            _(
                "This picture has %(pixels)s million pixels; the most is %(most)s million. Make it smaller and choose it again."
            ),
            code="too_many_pixels",
            params={"pixels": pixels // 1_000_000, "most": MOST_PIXELS // 1_000_000},
        )


def _on_white(picture: Image.Image) -> bytes:
    picture.thumbnail((_KEPT_SIDE, _KEPT_SIDE))
    seen = picture.convert("RGBA")
    ground = Image.new("RGB", seen.size, "white")
    ground.paste(seen, mask=seen)
    out = io.BytesIO()
    ground.save(out, "PNG", optimize=True)
    return out.getvalue()
