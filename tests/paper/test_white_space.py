"""How a template is broken into lines is nothing to the paper; a space that is seen is never lost."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
import weasyprint

from documents import pdf, white_space
from tests.paper import inside

PAIRS = '<dl class="pairs"><div><dt>เลขที่</dt><dd><span class="nowrap">๑ / ๒๕๖๙</span></dd></div></dl>'
ROWS = "<table><thead><tr><th>ที่</th></tr></thead><tbody><tr><td><b>๑</b></td></tr></tbody></table>"
WORDS = '<p><span class="nowrap">นางสมศรี</span> ขอ <b>อนุมัติ</b><br><small>ด่วน</small></p>'


def made(body: str) -> bytes:
    return pdf.from_html(f'<html lang="th"><head><title>ก</title></head><body><h1>ก</h1>{body}</body></html>')


def broken(body: str) -> str:
    """Each tag that begins or ends a line of the paper on a line of its own; what stands in the line stays there."""
    return re.sub(r"(</?(?!b>|small|span|dt|dd)\w[^>]*>)", r"\n    \1\n    ", body)


@pytest.mark.parametrize("body", [PAIRS, ROWS, WORDS], ids=["pairs", "rows", "words"])
def test_a_paper_broken_into_lines_is_the_same_to_the_byte(body):
    assert made(broken(body)) == made(body)


def elements(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(list(inside.elements(inside.Paper(data, document))))


def test_without_it_empty_elements_would_be_read_aloud(monkeypatch):
    monkeypatch.setattr(white_space, "close", lambda root: None)
    assert elements(made(broken(WORDS))) > elements(made(WORDS))


def closed(body: str) -> str:
    root = weasyprint.HTML(string=f"<body>{body}").etree_element
    white_space.close(root)
    return "|".join(root.itertext())


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("<p> ก <b> ข </b> ค </p>", "ก | ข | ค"),
        ("<p>\n<b>ก</b>\n</p>\n<p>ข</p>", "ก|ข"),
        ("<p>ก <br> ข</p>", "ก|ข"),
        ("<p> <span></span> ก</p>", " ก"),  # a box to tick, drawn by the style
        ("<p> <img> ก</p>", " ก"),
        ("<p>\u00a0ก\u00a0</p>", "\u00a0ก\u00a0"),
        ("<div><dt>ก</dt> <dd>ข</dd></div>", "ก| |ข"),  # one line in the style of papers
        ("<ul> <li> ก </li> </ul>", "ก"),
    ],
)
def test_only_what_no_reader_sees_is_taken_away(body, left):
    assert re.sub(r"\|+", "|", closed(body)).strip("|") == left
