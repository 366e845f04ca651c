"""The only door to WeasyPrint: HTML in, a searchable PDF out, nothing fetched but our own typeface."""

from __future__ import annotations

import gc
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import weasyprint
from django.conf import settings
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents import fonts, text_layer

# Sizes on paper are said in TH Sarabun, whose letters are small in their em; this makes them Sarabun's.
TH_SARABUN_SCALE = 0.665
_TH_SARABUN_POINTS = re.compile(r"\b(\d+)th\b")
_STYLE = Path(settings.BASE_DIR) / "templates" / "documents" / "print.css"
# Never asked over the network: relative addresses need a base that urljoin understands.
_BASE = "https://paper.invalid/"
_OWN = {f"{_BASE}{name}": path for name, path in fonts.FILES.items()}


class ForeignAddress(FatalURLFetchingError):  # type: ignore[misc]
    """The HTML asks for something that is not ours; nothing is fetched and no paper is made."""


class _OwnFiles(URLFetcher):  # type: ignore[misc]
    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url not in _OWN:
            raise ForeignAddress(f"A paper may not ask for {url[:80]!r}.")
        return URLFetcherResponse(url, _OWN[url].read_bytes(), {"Content-Type": "font/ttf"})


_kept = threading.local()


def from_html(html: str) -> bytes:
    """A PDF of `html` in the style of all papers (`templates/documents/print.css`).

    Title and language come from the HTML. The same HTML gives the same bytes. Raises ForeignAddress.
    """
    style, typeface = _style()
    page = weasyprint.HTML(string=html, base_url=_BASE, url_fetcher=_OwnFiles())
    with _collector_paused():
        made = page.write_pdf(font_config=typeface, stylesheets=[style], pdf_tags=True)
        return text_layer.repair(made)


def _style() -> tuple[weasyprint.CSS, FontConfiguration]:
    """The style of all papers with its typeface, read once a thread: a tenth of the time of a paper."""
    if not hasattr(_kept, "style"):
        typeface = FontConfiguration()
        css = _sized(_STYLE.read_text(encoding="utf-8"))
        sheet = weasyprint.CSS(string=css, base_url=_BASE, url_fetcher=_OwnFiles(), font_config=typeface)
        _kept.style = (sheet, typeface)
    style: tuple[weasyprint.CSS, FontConfiguration] = _kept.style
    return style


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Laying out makes many objects and little garbage: looking for it would take a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _sized(css: str) -> str:
    """`16th` in our style is 16 points of TH Sarabun."""
    return _TH_SARABUN_POINTS.sub(lambda match: f"{float(match[1]) * TH_SARABUN_SCALE:.2f}pt", css)
