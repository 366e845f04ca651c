"""Every Thai word is found again in our papers, and how many are in others' PDFs. Results go to tests/prove/words.json."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from documents import fonts, pdf, text_layer
from tests.paper import corpus, reading

RESULTS = Path(__file__).with_name("words.json")
READERS = {
    "pdftotext -raw": reading.poppler,
    "pdftotext": reading.poppler_by_position,
    "PDFium": reading.pdfium,
}
FACES = {
    "regular": "",
    "bold": "font-weight: bold",
    "italic": "font-style: italic",
    "bold italic": "font-weight: bold; font-style: italic",
}
# A longer word is broken in a cell, and pdftotext without -raw reads lines across cells.
FITS_A_CELL = 24


def documents() -> Iterator[tuple[str, list[str], str]]:
    """Where the words stand, the words, the HTML."""
    words, marks = corpus.words(), corpus.stackings()
    every = [*words, *marks, *corpus.OTHERS.split()]
    for face, style in FACES.items():
        yield f"paragraphs, {face}", every, corpus.paragraphs(every, style=style)
    short = [word for word in words[::6] if len(word) <= FITS_A_CELL] + marks
    yield "table", short, corpus.table(short, columns=4)
    yield "headings", words[::6] + marks, corpus.headings(words[::6] + marks)
    yield "margins", words[::30] + marks, corpus.margins(words[::30] + marks)


def ours(html: str, folder: Path) -> bytes:
    return pdf.from_html(html)


def weasyprint(html: str, folder: Path) -> bytes:
    """As WeasyPrint draws it, with nothing repaired."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf.text_layer, "repair", lambda document, typefaces: None)
        return pdf.from_html(html)


def chromium(html: str, folder: Path) -> bytes:
    style = pdf.style_text()
    for name, path in fonts.FILES.items():
        style = style.replace(f"url({name})", f"url({path.as_uri()})")
    page, made = folder / "page.html", folder / "page.pdf"
    page.write_text(html.replace("<style>", f'<meta charset="utf-8"><style>{style}', 1), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run([*command, f"--print-to-pdf={made}", page.as_uri()], check=True, capture_output=True, timeout=300)
    return made.read_bytes()


# Debian's fonts-thai-tlwg: other makers, other tables, and marks swapped by substitution.
OTHERS = [
    Path("/usr/share/fonts/truetype/tlwg") / f"{name}.ttf" for name in ("Laksaman", "Garuda", "Norasi-Bold", "Loma")
]

ENGINES: dict[str, Callable[[str, Path], bytes]] = {"ours": ours, "WeasyPrint": weasyprint, "Chromium": chromium}


def found(made: bytes, words: list[str]) -> dict[str, float]:
    distinct = set(words)
    return {name: round(100 * (1 - lost(distinct, read(made)) / len(distinct)), 3) for name, read in READERS.items()}


def lost(words: set[str], text: str) -> int:
    """Most stand by themselves; the others are searched for."""
    return len(reading.missing(words - set(text.split()), text))


def can(engine: str, place: str) -> bool:
    """Chromium knows no strings in margins."""
    return (engine, place) != ("Chromium", "margins")


def table(results: dict[str, dict[str, dict[str, float]]]) -> str:
    lines = [f"{'% of words found':24}" + "".join(f"{name:>16}" for name in READERS)]
    for place, engines in results.items():
        lines += [
            f"{place}: {engine}".ljust(36)[:36] + "".join(f"{each[name]:>14.3f}" for name in READERS)
            for engine, each in engines.items()
        ]
    return "\n" + "\n".join(lines) + "\n"


def test_every_word_is_found_again(tmp_path, capsys):
    results = {
        place: {name: found(make(html, tmp_path), words) for name, make in ENGINES.items() if can(name, place)}
        for place, words, html in documents()
    }
    told = {"words": len(corpus.words()), "stackings": len(corpus.stackings()), "found in per cent": results}
    RESULTS.write_text(json.dumps(told, indent=2) + "\n")
    with capsys.disabled():
        sys.stdout.write(table(results))
    assert len(corpus.words()) >= 20_000
    assert {share for engines in results.values() for share in engines["ours"].values()} == {100.0}


@pytest.mark.parametrize("style", FACES.values(), ids=FACES)
def test_the_text_is_the_text_and_nothing_else(style):
    """Not only found: read from beginning to end, letter by letter."""
    words = [*corpus.words(), *corpus.stackings()]
    made = pdf.from_html(corpus.paragraphs(words, style=style))
    for reader in (reading.poppler, reading.pdfium):
        assert "".join(reader(made).replace("\ufffe", "").split()) == "".join(words)


@pytest.mark.parametrize("typeface", OTHERS, ids=lambda path: path.stem)
def test_the_repair_knows_other_typefaces(typeface):
    words = [*corpus.words()[::4], *corpus.stackings()]
    face = f'@font-face {{ font-family: Other; src: url("{typeface.as_uri()}") }} body {{ font-family: Other }}'
    html = corpus.paragraphs(words).replace("<style>", f"<style>{face}")
    drawn = pdf.weasyprint.HTML(string=html).write_pdf(uncompressed_pdf=True)
    lost_before = lost(set(words), reading.poppler(drawn))
    with pikepdf.open(io.BytesIO(drawn)) as document:
        text_layer.repair(document, [typeface])
        out = io.BytesIO()
        document.save(out)
    assert lost_before > len(words) / 20
    assert {lost(set(words), read(out.getvalue())) for read in READERS.values()} == {0}
