"""An organisation's own emblem, checked before it is kept: a small SVG that only draws, or a picture made small.

What could run, fetch or hide is refused by name, never quietly cut out: a mark on official paper is as its owner made it.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from documents import pdf

MOST_BYTES = 2_000_000
MOST_SVG_BYTES = 300_000
MOST_PIXELS = 20_000_000
_KEPT_SIDE = 800
_ENDS = (b"IEND\xaeB`\x82", b"\xff\xd9")
_TAIL_BYTES = 4096
_MOST_ELEMENTS = 5_000
_MOST_DEPTH = 100
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
# What Pillow raises for a picture with wrong bytes in it, or with more text than picture.
_DAMAGED = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, LookupError, struct.error)
# What editors leave behind, in namespaces of their own, draws nothing.
_SILENT = frozenset({"metadata"})
_RUNS_OR_FETCHES = re.compile(
    r"javascript:|data:|https?:|file:|@import|expression\(|url\(\s*['\"]?(?!['\"#\s])", re.IGNORECASE
)
# In a style sheet: letters written so that nobody finds them, and cutting along a form that anything may be cut along.
_HIDES = re.compile(r"\\|clip-path", re.IGNORECASE)
_NAMES_ANOTHER = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")


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
    except (ElementTree.ParseError, LookupError, ValueError) as broken:
        raise _unreadable() from broken
    if root.tag != f"{_SVG}svg":
        raise _unreadable()
    _unfold(root, {element.get("id", ""): element for element in root.iter()}, {})
    _drop_silent(root)
    for element in root.iter():
        _require_drawing(element)
    ElementTree.register_namespace("", _SVG[1:-1])
    kept = ElementTree.tostring(root, encoding="utf-8")
    _require_settable(kept)
    return Emblem(kept, "image/svg+xml")


def _unreadable() -> ValidationError:
    return ValidationError(_("This drawing cannot be read. Save it again as plain SVG."), code="broken")


def _unfold(
    element: ElementTree.Element,
    named: Mapping[str, ElementTree.Element],
    known: dict[ElementTree.Element, tuple[int, int]],
    depth: int = 0,
) -> tuple[int, int]:
    """How many elements are drawn for this one and how deep they stand, with all that it names (`use`, `url(#…)`).

    Forty lines that each name the line before twice would be drawn a million million times. Raises ValidationError.
    """
    if depth > _MOST_DEPTH:
        raise _unreadable()
    if element not in known:
        inner = [_unfold(one, named, known, depth + 1) for one in (*element, *_named(element, named))]
        known[element] = 1 + sum(size for size, _deep in inner), 1 + max((deep for _size, deep in inner), default=0)
    size, deep = known[element]
    if size > _MOST_ELEMENTS or depth + deep > _MOST_DEPTH:
        raise _unreadable()
    return size, deep


def _named(element: ElementTree.Element, named: Mapping[str, ElementTree.Element]) -> Iterator[ElementTree.Element]:
    links = [value[1:] for name, value in element.attrib.items() if name in ("href", _HREF) and value.startswith("#")]
    for name in [*links, *_NAMES_ANOTHER.findall(" ".join(element.attrib.values()))]:
        if name in named:
            yield named[name]


def _require_settable(drawing: bytes) -> None:
    """Set once here: numbers that are none would otherwise stop every paper of the organisation."""
    html = '<html lang="th"><head><title>ตรา</title></head><body><h1>ตรา</h1><img alt="ตรา" src="emblem"></body></html>'
    try:
        pdf.from_html(html, pictures={"emblem": ("image/svg+xml", drawing)})
    except Exception as broken:  # whatever a drawing can make go wrong in there
        raise _unreadable() from broken


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
    style = (element.text or "") if name == "style" else ""
    if _RUNS_OR_FETCHES.search(style) or _HIDES.search(style):
        raise _refused("<style>")
    for attribute, value in element.attrib.items():
        local = attribute.rpartition("}")[2]
        leads_out = local == "href" and not value.startswith("#")
        if leads_out or local.lower().startswith("on") or "\\" in value or _RUNS_OR_FETCHES.search(value):
            raise _refused(local)


def _refused(what: str) -> ValidationError:
    return ValidationError(
        _(
            "The drawing holds “%(what)s”, which an emblem on paper may not have. Save it as plain SVG with letters as outlines, or as PNG."
        ),
        code="not_plain",
        params={"what": what[:40]},
    )


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
    except (*_DAMAGED, Image.DecompressionBombError) as broken:
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
