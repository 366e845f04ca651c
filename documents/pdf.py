"""The only door to WeasyPrint: HTML in, a searchable PDF out, nothing fetched but our own style and typeface."""

from __future__ import annotations

import re
from pathlib import Path

import weasyprint
from django.conf import settings
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents import fonts, text_layer

# Sizes on paper are said in TH Sarabun, whose letters are small in their em; this makes them Sarabun's.
TH_SARABUN_SCALE = 0.665
_TH_SARABUN_POINTS = re.compile(r"\b(\d+)th\b")
# Never asked over the network: relative addresses need a base that urljoin understands.
_BASE = "https://paper.invalid/"
_STYLES = Path(settings.BASE_DIR) / "templates" / "documents"
_OWN = {f"{_BASE}{name}": path for name, path in fonts.FILES.items()} | {f"{_BASE}print.css": _STYLES / "print.css"}


class ForeignAddress(FatalURLFetchingError):  # type: ignore[misc]
    """The HTML asks for something that is not ours; nothing is fetched and no paper is made."""


class _OwnFiles(URLFetcher):  # type: ignore[misc]
    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url not in _OWN:
            raise ForeignAddress(f"A paper may not ask for {url[:80]!r}.")
        data = _OWN[url].read_bytes()
        if url.endswith(".css"):
            return URLFetcherResponse(url, _sized(data.decode()), {"Content-Type": "text/css"})
        return URLFetcherResponse(url, data, {"Content-Type": "font/ttf"})


def from_html(html: str) -> bytes:
    """A PDF of `html`, whose links are relative to our own styles.

    Title and language come from the HTML. The same HTML gives the same bytes. Raises ForeignAddress.
    """
    page = weasyprint.HTML(string=html, base_url=_BASE, url_fetcher=_OwnFiles())
    return text_layer.repair(page.write_pdf(font_config=FontConfiguration(), pdf_tags=True))


def _sized(css: str) -> str:
    """`16th` in our style is 16 points of TH Sarabun."""
    return _TH_SARABUN_POINTS.sub(lambda match: f"{float(match[1]) * TH_SARABUN_SCALE:.2f}pt", css)
