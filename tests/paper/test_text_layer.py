"""Every Thai word that is on a page is found again by two readers."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from html import escape
from pathlib import Path

import geothai
import pikepdf
import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from documents import fonts, pdf
from tests.paper import corpus, inside, reading

HARD = "น้ำ ค้ำ ก๊ำ ปู่ ญู ฐุ ฎุ กิ๊ง ปี้ ฝั่ง ป๋า ฟ้า เครื่องดื่ม จำนวน บูรณาการ นำโดย ป้ำ ฝ่ำ ญี่ปุ่น สิ่งที่ส่งมาด้วย พันธุ์ เสน่ห์ ฤๅษี figure office"


def paper(paragraphs: list[str], *, bold: bool = False) -> bytes:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    style = "text-align: justify" if not bold else "font-weight: bold"
    return pdf.from_html(f'<html lang="th"><title>คำ</title><body style="{style}">{body}')


@pytest.mark.parametrize("reader", [reading.poppler, reading.poppler_by_position, reading.pdfium])
@pytest.mark.parametrize("bold", [False, True])
def test_hard_clusters_are_found(reader: object, bold: bool) -> None:
    assert reading.missing(HARD.split(), reader(paper([HARD], bold=bold))) == []


@pytest.fixture(scope="module")
def gazetteer() -> tuple[list[str], bytes]:
    """A third of the names of the country, justified, so that every line is stretched otherwise."""
    provinces = geothai.provinces()[::3]
    names = [area.name_th for province in provinces for area in _areas(province.code)]
    return names, paper([" ".join(names[start : start + 60]) for start in range(0, len(names), 60)])


def _areas(code: str) -> list[geothai.Subdistrict]:
    return [area for district in geothai.districts(code) for area in geothai.subdistricts(district.code)]


@pytest.mark.parametrize("reader", [reading.poppler, reading.poppler_by_position, reading.pdfium])
def test_the_names_of_the_country_are_found(gazetteer: tuple[list[str], bytes], reader: object) -> None:
    names, paper_of_names = gazetteer
    words = {word for name in names for word in name.split()}
    assert reading.missing(words, reader(paper_of_names)) == []


def test_without_the_repair_words_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """This test fails on the day WeasyPrint mends its text layer, and ours may go."""
    monkeypatch.setattr(pdf.text_layer, "repair", lambda document, typefaces: None)
    assert len(reading.missing(HARD.split(), reading.poppler(paper([HARD])))) > 5


@pytest.mark.usefixtures("cold_press")
def test_the_same_html_gives_the_same_bytes() -> None:
    assert paper([HARD]) == paper([HARD])


@pytest.mark.parametrize("path", fonts.FILES.values(), ids=fonts.FILES)
def test_figures_stand_below_one_another(path: Path) -> None:
    """Without tabular-nums, each use of which WeasyPrint never frees."""
    with TTFont(path, lazy=True) as font:
        assert len({font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}) == 1
    assert "font-variant" not in pdf.style_text()


def test_the_repair_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """The added glyphs draw what was drawn before, but for the smoothing of edges; shifted by a pixel it would be 0.5."""
    repaired = reading.picture(paper([HARD], bold=True))
    monkeypatch.setattr(pdf.text_layer, "repair", lambda document, typefaces: None)
    plain = reading.picture(paper([HARD], bold=True))
    apart = [abs(one - other) for one, other in zip(plain, repaired, strict=True)]
    assert sum(apart) / sum(255 - grey for grey in plain) < 0.06


def test_spaces_stay_between_words() -> None:
    """PDFium drops a space that is drawn by itself."""
    assert " ".join(HARD.split()) in reading.pdfium(paper([HARD])).replace("\n", "")


ALOUD = """<html lang="th"><head><title>ก</title><style>@page { @top-center { content: "หัวน้ำ" } }</style></head>
<body><h1>คำขอ ก๊ำ</h1><p>บูรณาการ <b>นำโดย <i>ผู้ใหญ่</i></b> ทั้งนี้</p><ul><li>น้ำ</li><li>ฝั่ง</li></ul>
<table><thead><tr><th>ที่</th><th>รายการ</th></tr></thead><tbody><tr><td>๑</td><td>เครื่องดื่ม</td></tr></tbody></table></body></html>"""


def test_it_is_read_aloud_in_the_order_of_the_structure() -> None:
    """What stands in the margins is not read; the text is that of the page."""
    made = pdf.from_html(ALOUD)
    with pikepdf.open(io.BytesIO(made)) as document:
        spoken = inside.read_aloud(inside.Paper(made, document))
    assert "".join(spoken.split()) == "คำขอก๊ำบูรณาการนำโดยผู้ใหญ่ทั้งนี้•น้ำ•ฝั่งที่รายการ๑เครื่องดื่ม"
    assert "หัวน้ำ" in reading.poppler(made)


@pytest.mark.parametrize(
    "style", ["", "font-weight: bold", "font-style: italic", "font: italic bold 1em Thunklang Sarabun"]
)
def test_every_mark_on_every_letter_is_read_letter_by_letter(style: str) -> None:
    """With a fiftieth of the words; `make prove` takes them all."""
    said = [*corpus.stackings(), *corpus.words()[::50], *corpus.OTHERS.split()]
    made = pdf.from_html(corpus.paragraphs(said, style=style))
    for reader in (reading.poppler, reading.pdfium):
        assert "".join(reader(made).replace("\ufffe", "").split()) == "".join(said)
    assert reading.missing(said, reading.poppler_by_position(made)) == []


def test_words_in_groups_and_frames_are_found() -> None:
    """What is drawn together, for being pale or turned, stands in a content of its own."""
    said = "น้ำ บูรณาการ ฝั่ง"
    body = f'<div style="opacity: .4">{said}</div><div style="transform: rotate(0.001deg); overflow: hidden">{said} นำ</div>'
    made = pdf.from_html(f'<html lang="th"><title>ก</title><h1>ก</h1>{body}')
    for reader in (reading.poppler, reading.pdfium):
        assert reader(made).count(said) == 2


@pytest.mark.usefixtures("cold_press")
def test_another_process_makes_the_same_bytes() -> None:
    """With other hashes, another directory and another locale."""
    program = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from django.conf import settings; settings.configure(BASE_DIR=sys.argv[1])\n"
        "from documents import pdf\n"
        "made = pdf.from_html(sys.stdin.read(), facts=b'{}')\n"
        "print(hashlib.sha256(made).hexdigest())"
    )
    own = hashlib.sha256(pdf.from_html(ALOUD, facts=b"{}")).hexdigest()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program, str(settings.BASE_DIR)],
            input=ALOUD,
            capture_output=True,
            text=True,
            check=True,
            cwd="/",
            env={"PYTHONHASHSEED": seed, "TZ": "Pacific/Apia", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin"},
        )
        assert done.stdout.split() == [own]
