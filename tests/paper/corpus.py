"""Thai to be found again: tens of thousands of words, and every mark on every consonant."""

from __future__ import annotations

import importlib.util
import itertools
import re
import unicodedata
from functools import cache
from html import escape
from pathlib import Path

CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]
VOWELS = ["", *"ัิีึืฺุู็ํ", "า", "ำ", "ะ"]
TONES = ["", *"่้๊๋์"]
# Pali in Thai letters, digits, and Latin in between.
OTHERS = "พุทฺธํ สงฺฆํ สํฆํ ธมฺมํ สรณํ คจฺฉามิ อรหํ ภควา ๑๒,๓๔๕.๖๗ ๒๕๖๙ figure office fluffy Eco-print 3/2568 ฿100 ๑๗ ฯลฯ ๆ"
_THAI = re.compile("[ก-ฺเ-๎]{2,}")
_LIST = "words_th.txt"


@cache
def words() -> list[str]:
    """Every word of the list of PyThaiNLP that is Thai letters alone; read as a file, nothing of it is run."""
    package = importlib.util.find_spec("pythainlp")
    assert package and package.submodule_search_locations
    listed = (Path(package.submodule_search_locations[0]) / "corpus" / _LIST).read_text(encoding="utf-8").split()
    return sorted({unicodedata.normalize("NFC", word) for word in listed if _THAI.fullmatch(word)})


@cache
def stackings() -> list[str]:
    """Each consonant with each vowel and each tone that can stand with it."""
    sara_am = [consonant + tone + "ำ" for consonant, tone in itertools.product(CONSONANTS, TONES[:-1])]
    others = [vowel for vowel in VOWELS if vowel != "ำ"]
    drawn = [
        consonant + (tone + vowel if vowel in ("า", "ะ") else vowel + tone)
        for consonant, vowel, tone in itertools.product(CONSONANTS, others, TONES)
    ]
    return [unicodedata.normalize("NFC", text) for text in [*drawn, *sara_am]]


def document(body: str, style: str = "") -> str:
    return f'<html lang="th"><head><title>คำ</title><style>{style}</style></head><body>{body}</body></html>'


def paragraphs(said: list[str], *, style: str = "", size: int = 60) -> str:
    """Words in paragraphs, no word broken at the end of a line."""
    lines = (said[start : start + size] for start in range(0, len(said), size))
    body = "".join(f"<p>{escape(' '.join(line))}</p>" for line in lines)
    return document(body, f"p {{ text-indent: 0; {style} }}")


def table(said: list[str], *, columns: int = 5) -> str:
    rows = [said[start : start + columns] for start in range(0, len(said), columns)]
    body = "".join("<tr>" + "".join(f"<td>{escape(word)}</td>" for word in row) + "</tr>" for row in rows)
    head = "<thead><tr>" + "<th>คำ</th>" * columns + "</tr></thead>"
    return document(f"<table>{head}<tbody>{body}</tbody></table>")


def headings(said: list[str], *, size: int = 5) -> str:
    lines = [" ".join(said[start : start + size]) for start in range(0, len(said), size)]
    body = "".join(f"<h{1 + at % 3}>{escape(line)}</h{1 + at % 3}>" for at, line in enumerate(lines))
    return document(body)


def margins(said: list[str], *, size: int = 16) -> str:
    """Words above and below the pages, a few a page."""
    lines = [said[start : start + size] for start in range(0, len(said), size)]
    pages = "".join(
        f'<p class="page" data-top="{escape(" ".join(line[::2]))}" data-foot="{escape(" ".join(line[1::2]))}">ก</p>'
        for line in lines
    )
    style = """p.page { break-before: page; string-set: top attr(data-top), foot attr(data-foot) }
      @page { @top-left { content: string(top); width: 100% } @bottom-left { content: string(foot); width: 100% }
              @top-right { content: none } @bottom-right { content: none } }"""
    return document(pages, style)
