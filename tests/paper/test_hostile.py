"""What people paste, upload or try: nothing overflows, nothing is fetched, nothing executes, nothing is lost."""

from __future__ import annotations

import gc
import io
import time
from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest

from documents import fonts, long_words, pdf, printable
from tests.paper import archive, inside, reading
from tests.paper.artwork import SVG, png

_MM = 72 / 25.4
# A4 with the margins of official paper; a smoothed edge may stand out by half a millimetre.
LEFT, RIGHT, TOP, BOTTOM = 30 * _MM - 1.5, 190 * _MM + 1.5, 297 * _MM, 0.0

STRANGE = {
    "emoji": ("ดี😀มาก", "ดี[U+1F600]มาก"),
    "a family of emoji": ("👨\u200d👩\u200d👧", "[U+1F468][U+1F469][U+1F467]"),
    "a space without width": ("น้ำ\u200bโดย", "น้ำโดย"),
    "a byte order mark": ("\ufeffนำ", "นำ"),
    "Hebrew": ("שלום", "[U+05E9][U+05DC][U+05D5][U+05DD]"),
    "a turned direction": ("abc\u202edef", "abcdef"),
    "control characters": ("ก\x00ข\x07ค", "ก[U+0000]ข[U+0007]ค"),
    "half a character": ("ก\ud83dข", "ก[U+D83D]ข"),
    "a character of nobody": ("ก\uffffข\ue000", "ก[U+FFFF]ข[U+E000]"),
    "a box to tick": ("☐ ใช่", "[U+2610] ใช่"),
    "letters in parts": ("Cafe\u0301", "Café"),
    "a mark without a letter": ("ก ้ ข", "้"),
    "SARA AM in parts": ("น\u0e4d\u0e32", "นำ"),
    "marks in the order typed": ("ก\u0e48\u0e38น", "กุ่น"),
    "an ideographic space": ("น้ำ\u3000โดย", "น้ำ โดย"),
}


def paper(body: str, title: str = "คำ") -> bytes:
    return pdf.from_html(f'<html lang="th"><head><title>{escape(title)}</title></head><body>{body}</body></html>')


def everywhere(text: str) -> str:
    """In a heading, a paragraph, a list, a table and slanted."""
    said = escape(text)
    cells = f"<table><thead><tr><th>{said}</th></tr></thead><tbody><tr><td>{said}</td></tr></tbody></table>"
    return f"<h1>{said}</h1><p>{said} <b><i>{said}</i></b></p><ul><li>{said}</li></ul>{cells}"


@pytest.mark.parametrize(("typed", "shown"), STRANGE.values(), ids=STRANGE)
def test_strange_characters_are_shown_and_found(typed: str, shown: str) -> None:
    made = paper(everywhere(typed), title=typed)
    for reader in (reading.poppler, reading.poppler_by_position, reading.pdfium):
        assert reader(made).count(shown) >= 6
    assert archive.complaints(made) == []


def test_every_character_of_the_typeface_can_be_printed() -> None:
    """None makes another typeface step in, which differs from machine to machine, or shows the empty box."""
    every = "".join(sorted(set.intersection(*map(printable.characters, fonts.FILES.values()))))
    made = paper(f"<h1>ก</h1><p>{escape(every)}</p><p><b>{escape(every)}</b> <i>{escape(every)}</i></p>")
    assert archive.complaints(made) == []
    with pikepdf.open(io.BytesIO(made)) as document:
        names = inside.fonts(inside.Paper(made, document))
    assert all(name.split("+")[1].startswith("Thunklang-Sarabun") for name in names)


def boxes(made: bytes) -> Iterator[tuple[float, float, float, float]]:
    document = pypdfium2.PdfDocument(made)
    for page in document:
        text = page.get_textpage()
        for place in range(text.count_chars()):
            if text.get_text_range(place, 1).strip():
                yield text.get_charbox(place)


def outside(made: bytes) -> list[tuple[float, float, float, float]]:
    return [box for box in boxes(made) if box[0] < LEFT or box[2] > RIGHT or box[1] < BOTTOM or box[3] > TOP]


LONG = {
    "a Thai word of 200 letters": "กรุงเทพมหานครอมรรัตนโกสินทร์มหินทรายุธยา" * 5,
    "a word of 200 letters": "W" * 200,
    "an address": "https://example.org/" + "a1b2c3d4" * 25,
    "marks upon marks": "ก" + "้" * 200,
    "numbers": "8" * 200,
    "stand-ins": "😀" * 40,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_what_cannot_be_broken_does_not_overflow(text: str) -> None:
    made = paper(everywhere(text))
    assert outside(made) == []
    found = "".join(reading.pdfium(made).split()).replace("\ufffe", "")
    assert found.count(printable.shown(text)[:150]) >= 6


def test_only_what_no_line_could_hold_is_cut() -> None:
    phrase = "ค่าอาหารกลางวันนักเรียนและคณะทำงานตลอดการอบรมเชิงปฏิบัติการ"
    whole, cut = ElementTree.fromstring(f"<tr><td>{phrase} <b>น้ำ</b></td><td>ที่ <b>มา</b> {'ab' * 12} ปี</td></tr>")
    for cell in (whole, cut):
        long_words.cut(cell)
    assert [child.tag for child in whole] == ["b"]
    assert [(child.tag, child.text, child.tail) for child in cut] == [
        ("b", "มา", " "),
        ("span", "abababab", None),
        ("span", "abababab", None),
        ("span", "abababab", " ปี"),
    ]


@pytest.mark.parametrize("letter", ["W", "ก", "น้ำ", "ก "])
def test_ten_thousand_letters_in_a_cell_are_no_siege(letter: str) -> None:
    started = time.process_time()
    made = paper(
        f"<h1>ก</h1><table><thead><tr><th>ก<th>ข<tbody><tr><td>{letter * (10_000 // len(letter))}<td>ข</table>"
    )
    assert time.process_time() - started < 20
    assert outside(made) == []


def test_a_rationale_of_ten_thousand_letters_is_all_there() -> None:
    text = " ".join(["การบูรณาการน้ำเพื่อชุมชนโดยสภาองค์กรชุมชนตำบล"] * 220)[:10_000]
    made = paper(f"<h1>หลักการ</h1><p>{text}</p>")
    assert outside(made) == []
    for reader in (reading.poppler, reading.pdfium):
        assert "".join(text.split()) in "".join(reading.without_margins(reader(made)).split())


def test_a_budget_of_300_lines_is_all_there() -> None:
    rows = "".join(
        f'<tr><td>{at}</td><td>ค่าน้ำรายการที่ {at} จบ</td><td class="num">{at},000.00</td></tr>' for at in range(1, 301)
    )
    made = paper(
        f"<h1>งบ</h1><table><thead><tr><th>ที่</th><th>รายการ</th><th>บาท</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    assert outside(made) == []
    for reader in (reading.poppler, reading.poppler_by_position, reading.pdfium):
        text = reader(made)
        assert all(f"ค่าน้ำรายการที่ {at} จบ" in text and f"{at},000.00" in text for at in range(1, 301))
    assert archive.complaints(made) == []


FOREIGN = [
    '<img src="https://example.org/a.png">',
    '<img src="file:///etc/passwd">',
    '<img src="/etc/passwd">',
    '<img src="data:image/png;base64,AAAA">',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<img src="other.png">',
    '<link rel="stylesheet" href="http://169.254.169.254/a.css">',
    '<link rel="stylesheet" href="../../../etc/passwd">',
    '<style>@import "https://example.org/a.css";</style>',
    "<style>@font-face { font-family: a; src: url(file:///etc/passwd) } p { font-family: a }</style><p>ก</p>",
    '<p style="background: url(https://example.org/a.png)">ก</p>',
    '<object data="https://example.org/a.svg"></object>',
    '<embed src="https://example.org/a.svg">',
    '<base href="https://example.org/"><img src="emblem.svg">',
]
LINKED = SVG.replace(b"</svg>", b'<image href="file:///etc/passwd" width="9" height="9"/></svg>')


@pytest.mark.parametrize("html", FOREIGN)
def test_nothing_is_fetched_but_our_own(html: str) -> None:
    with pytest.raises(pdf.ForeignAddress):
        pdf.from_html(f"<html>{html}</html>")


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="attachment" href="file:///etc/passwd"><p>ก</p>',
        '<img src="linked.svg" alt="ตรา">',
        '<a rel="attachment" href="file:///etc/passwd">ก</a>',
        '<iframe src="https://example.org"></iframe>',
        '<script src="https://example.org/a.js"></script>',
    ],
)
def test_what_is_not_refused_is_not_embedded(html: str) -> None:
    try:
        made = pdf.from_html(
            f'<html lang="th"><title>ก</title>{html}</html>', pictures={"linked.svg": ("image/svg+xml", LINKED)}
        )
    except pdf.ForeignAddress:
        return
    with pikepdf.open(io.BytesIO(made)) as document:
        assert not list(document.attachments)
    assert b"root:" not in made


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,a"])
def test_a_link_leads_nowhere_but_the_web(address: str) -> None:
    made = paper(f'<h1>ก</h1><p><a href="{address}">ที่นี่</a> <a href="https://example.org/">เว็บ</a></p>')
    with pikepdf.open(io.BytesIO(made)) as document:
        actions = [str(note.A.URI) for note in document.pages[0].Annots if "/A" in note]
    assert actions == ["https://example.org/"]
    assert archive.complaints(made) == []


def test_a_drawing_with_a_script_draws_only() -> None:
    script = SVG.replace(b"<circle", b'<script>alert(1)</script><circle onclick="alert(2)"')
    made = pdf.from_html(
        '<html lang="th"><title>ก</title><img src="a.svg" alt="ตรา">', pictures={"a.svg": ("image/svg+xml", script)}
    )
    assert b"alert" not in made
    assert [complaint for complaint in archive.complaints(made) if "6.5" in complaint] == []


@pytest.mark.parametrize(
    "data", [b"", b"<svg", b"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>", b"GIF89a"]
)
def test_a_picture_that_is_none_leaves_its_words(data: bytes) -> None:
    made = pdf.from_html(
        '<html lang="th"><title>ก</title><p><img src="a.svg" alt="ตราสภา"></p>',
        pictures={"a.svg": ("image/svg+xml", data)},
    )
    assert "ตราสภา" in reading.poppler(made)


def test_a_large_photo_is_shown() -> None:
    made = pdf.from_html(
        '<html lang="th"><title>ก</title><p><img src="a.png" alt="ภาพ" style="width: 40mm"></p>',
        pictures={"a.png": ("image/png", png(8000, 5000))},
    )
    assert archive.complaints(made) == []


def test_who_watches_may_end_the_work() -> None:
    seen: list[tuple[int, int]] = []

    def step(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            raise InterruptedError

    gc.enable()  # a test before this one may have run the verifier, which does without
    with pytest.raises(InterruptedError):
        pdf.from_html("<html><p>ก</html>", step=step)
    assert seen == [(1, 4), (2, 4)]
    assert gc.isenabled()
