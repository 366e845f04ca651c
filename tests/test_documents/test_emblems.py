"""An emblem is a plain drawing or a small picture; what could run, fetch or swell is refused and named."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from documents import emblems

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'
CIRCLE = '<circle cx="5" cy="5" r="4" fill="#0a7"/>'


def accept(data: bytes | str, name: str = "emblem.svg") -> emblems.Emblem:
    return emblems.accept(SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode()))


def picture(width: int, height: int, mode: str = "RGBA", form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, form)
    return out.getvalue()


def test_a_plain_drawing_is_kept_without_what_its_editor_left() -> None:
    drawn = HEAD.replace("<svg ", '<svg xmlns:inkscape="urn:ink" inkscape:version="1" ')
    kept = accept(f'{drawn}<metadata><rdf/></metadata><inkscape:view/>{CIRCLE}<use xlink:href="#a"/></svg>')
    assert kept.content_type == "image/svg+xml"
    assert b"circle" in kept.data
    assert b"inkscape" not in kept.data
    assert b"metadata" not in kept.data


@pytest.mark.parametrize(
    "part",
    [
        "<script>alert(1)</script>",
        '<image href="http://x/y.png"/>',
        '<image href="file:///etc/passwd"/>',
        "<foreignObject/>",
        '<circle onload="alert(1)"/>',
        '<a href="javascript:alert(1)"/>',
        '<use href="http://x/#a"/>',
        '<use xlink:href="x.svg#a"/>',
        '<path style="fill:url(http://x/)"/>',
        "<style>@import url(http://x)</style>",
        '<path fill="url(file:///x)"/>',
        '<animate attributeName="x"/>',
        "<text>ก</text>",
        '<set attributeName="onmouseover" to="x"/>',
    ],
)
def test_what_runs_or_fetches_is_refused_by_name(part: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        accept(f"{HEAD}{CIRCLE}{part}</svg>")
    assert refusal.value.code == "not_plain"


@pytest.mark.parametrize(
    "drawing",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + HEAD + "</svg>",
        HEAD,
        "<svg><circle/></svg>",
        HEAD + "<g>" * 6000 + "</g>" * 6000 + "</svg>",
        '<?xml version="1.0"?><?xml-stylesheet href="http://x"?>' + HEAD + "</svg>",
    ],
)
def test_a_drawing_that_cannot_be_trusted_or_read_is_refused(drawing: str) -> None:
    with pytest.raises(ValidationError):
        accept(drawing)


TWICE = "".join(f'<g id="a{at}"><use href="#a{at - 1}"/><use href="#a{at - 1}"/></g>' for at in range(1, 40))


@pytest.mark.parametrize(
    "part",
    [
        TWICE + '<use href="#a39"/>',
        '<g id="a"><use href="#a"/></g>',
        "<g>" * 900 + "</g>" * 900,
        '<clipPath id="c">' + CIRCLE * 300 + "</clipPath>" + '<rect clip-path="url(#c)"/>' * 300,
        '<rect width="nan"/>' * 5001,
    ],
    ids=["doubling", "itself", "deep", "clipped", "many"],
)
def test_a_drawing_that_unfolds_beyond_measure_is_refused(part: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        accept(f"{HEAD}{part}</svg>")
    assert refusal.value.code == "broken"


@pytest.mark.parametrize(
    "drawing",
    [
        '<?xml version="1.0" encoding="none-such"?>' + HEAD + "</svg>",
        HEAD.replace("<svg ", '<svg width="nan" ') + "</svg>",
    ],
)
def test_a_drawing_that_no_paper_could_be_set_with_is_refused(drawing: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        accept(drawing)
    assert refusal.value.code == "broken"


@pytest.mark.parametrize("style", ["rect { fill: \\75rl(http://x) }", "rect { clip-path: url(#c) }"])
def test_a_style_that_hides_what_it_does_is_refused(style: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        accept(f"{HEAD}<style>{style}</style>{CIRCLE}</svg>")
    assert refusal.value.code == "not_plain"


def test_a_name_that_begins_like_a_handler_is_no_handler() -> None:
    assert b'id="one"' in accept(f'{HEAD}<g id="one">{CIRCLE}</g></svg>').data


def test_a_picture_that_holds_more_text_than_picture_is_refused() -> None:
    text = b"zTXt" + b"k\0\0" + zlib.compress(b"a" * 1_000_000)
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    small = picture(10, 10)
    with pytest.raises(ValidationError) as refusal:
        accept(small[:33] + chunk * 80 + small[33:], "emblem.png")
    assert refusal.value.code == "broken"


def test_a_picture_is_made_small_and_white_behind() -> None:
    kept = accept(picture(1600, 800), "emblem.png")
    with Image.open(io.BytesIO(kept.data)) as seen:
        assert (seen.size, seen.mode, seen.getpixel((0, 0))) == ((800, 400), "RGB", (255, 255, 255))


@pytest.mark.parametrize("size", [(8000, 5000), (30_000, 30_000)])
def test_a_photo_of_forty_megapixels_is_refused_before_it_is_unfolded(size: tuple[int, int]) -> None:
    with pytest.raises(ValidationError) as refusal:
        accept(picture(*size, mode="1"), "photo.png")
    assert refusal.value.code in ("too_many_pixels", "broken")


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"%PDF-1.7", picture(10, 10)[:45], b"<html><script>1</script></html>", b"\x00" * 50]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ValidationError) as refusal:
        accept(data, "emblem.png")
    assert refusal.value.code == "broken"


def test_a_large_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(ValidationError) as refusal:
        accept(b"0" * (emblems.MOST_BYTES + 1))
    assert refusal.value.code == "too_large"
