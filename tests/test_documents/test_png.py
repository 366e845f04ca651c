"""A page of HTML as a picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from documents import fonts, pdf, png

CARD = (
    "<style>@page {{ size: 1200px 630px; margin: 0 }}"
    "body {{ font: 600 60px '{family}'; background: #0a5a5c; color: #fff }}</style><p>{words}</p>"
)


def card(words: str) -> Image.Image:
    return Image.open(io.BytesIO(png.from_html(CARD.format(family=fonts.FAMILY, words=words), 1200)))


def test_it_is_as_large_as_it_was_asked_for_and_small_in_bytes():
    made = png.from_html(CARD.format(family=fonts.FAMILY, words="กองทุนกลางจังหวัดเชียงราย"), 1200)
    assert Image.open(io.BytesIO(made)).size == (1200, 630) and len(made) < 60_000


def test_marks_stand_above_their_letters():
    """ปี่ ฟู่ is drawn higher than ป ฟ: what is set wrong would fall into the letters or vanish."""
    tops = [card(words).convert("L").point(lambda grey: 255 * (grey > 160)).getbbox()[1] for words in ("ปี่ฟู่", "ปฟ")]
    assert tops[0] < tops[1]


@pytest.mark.usefixtures("cold_press")
def test_the_same_words_are_the_same_bytes():
    html = CARD.format(family=fonts.FAMILY, words="น้ำ")
    assert png.from_html(html, 600) == png.from_html(html, 600)


def test_nothing_is_fetched():
    with pytest.raises(pdf.ForeignAddress):
        png.from_html('<img src="https://example.org/x.png">', 100)
