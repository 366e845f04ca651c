"""The only door to WeasyPrint: HTML in, a searchable PDF out, nothing fetched but our own typeface."""

from __future__ import annotations

import gc
import hashlib
import io
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

import pikepdf
import weasyprint
from django.conf import settings
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents import archive, fonts, long_words, printable, text_layer, white_space
from jobs.registry import Step

# Sizes on paper are said in TH Sarabun, whose letters are small in their em; this makes them Sarabun's.
TH_SARABUN_SCALE = 0.665
_TH_SARABUN_POINTS = re.compile(r"\b(\d+)th\b")
_STYLE = Path(settings.BASE_DIR) / "templates" / "documents" / "print"
# In the order of the cascade: what comes later wins.
FAMILIES = ("page", "text", "tables", "signing", "letters", "marks", "money", "rolls")
# Never asked over the network: relative addresses need a base that urljoin understands.
BASE = "https://paper.invalid/"
_FONTS = {f"{BASE}{name}": path for name, path in fonts.FILES.items()}
_FACTS = "facts.json"
# What a paper without a date of its own says, so that the same paper stays the same bytes.
_NO_DATE = datetime(2000, 1, 1, tzinfo=timezone.utc)
_INTENT = "paper"
# Left uncompressed and without an identifier, as what is drawn is written anew; pictures as fine as print can show.
_ARCHIVE = {
    "pdf_variant": "pdf/a-3u",
    "pdf_tags": True,
    "output_intent": _INTENT,
    "uncompressed_pdf": True,
    "pdf_identifier": False,
    "dpi": 300,
}
_STAGES = 4

Pictures = Mapping[str, tuple[str, bytes]]


class ForeignAddress(FatalURLFetchingError):  # type: ignore[misc]
    """The HTML asks for something that is not ours; nothing is fetched and no paper is made."""


class OwnFiles(URLFetcher):  # type: ignore[misc]
    """Our typeface and the pictures that came with the HTML; nothing else has an address."""

    def __init__(self, pictures: Pictures = MappingProxyType({})) -> None:
        super().__init__()
        self._pictures = {f"{BASE}{name}": picture for name, picture in pictures.items()}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url in _FONTS:
            return URLFetcherResponse(url, _FONTS[url].read_bytes(), {"Content-Type": "font/ttf"})
        if url in self._pictures:
            kind, data = self._pictures[url]
            return URLFetcherResponse(url, data, {"Content-Type": kind})
        raise ForeignAddress(f"A paper may not ask for {url[:80]!r}.")


_threads = threading.local()
_MAKERS = ("weasyprint", "pydyf", "pikepdf", "fonttools")
_TEXT_LAYER = Path(text_layer.__file__ or "").parent


def from_html(
    html: str,
    *,
    facts: bytes = b"",
    attached: Mapping[str, bytes] = MappingProxyType({}),
    pictures: Pictures = MappingProxyType({}),
    step: Step = lambda done, total: None,
) -> bytes:
    """A PDF/A-3u of `html` in the style of all papers (`templates/documents/print/`).

    Title, language and date (`dcterms.created`, with its zone) come from the HTML. `facts` is JSON to be embedded as
    facts.json, `attached` is more of it by name; `pictures` are what the HTML may name as `src`. `step(done, total)` is
    called between the stages; what it raises ends the work. The same input gives the same bytes. Raises ForeignAddress.
    """
    kept = _ready()
    with _collector_paused():
        data = {**({_FACTS: facts} if facts else {}), **attached}
        drawn = _drawn(printable.shown(html), data, pictures, kept, step)
        step(3, _STAGES)
        made = _repaired(drawn)
        step(_STAGES, _STAGES)
        return made


@cache
def edition() -> str:
    """Names what decides on the bytes of a paper beside its HTML and style: our own hand, the libraries, the typeface."""
    digest = hashlib.sha256(" ".join(map(version, _MAKERS)).encode())
    own = [Path(module.__file__ or "") for module in (archive, long_words, printable, white_space)]
    for path in [Path(__file__), *own, *sorted(_TEXT_LAYER.glob("*.py")), *fonts.FILES.values()]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _drawn(html: str, data: Mapping[str, bytes], pictures: Pictures, kept: _Kept, step: Step) -> bytes:
    """By a function of its own: all that was laid out is gone before the collector is back and would look at it."""
    page = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=OwnFiles(pictures))
    white_space.close(page.etree_element)
    long_words.cut(page.etree_element)
    step(1, _STAGES)
    colours = {_INTENT: _colours(kept.profile)}
    laid = page.render(font_config=kept.typeface, stylesheets=[kept.style], color_profiles=colours, **_ARCHIVE)
    step(2, _STAGES)
    embedded = [_embedded(name, data[name], laid.metadata.created) for name in sorted(data)]
    drawn: bytes = laid.write_pdf(attachments=embedded, **_ARCHIVE)
    return drawn


def _repaired(drawn: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(drawn)) as document:
        text_layer.repair(document, fonts.FILES.values())
        archive.finish(document)
        out = io.BytesIO()
        document.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def _embedded(name: str, data: bytes, created: str | None) -> weasyprint.Attachment:
    moment = datetime.fromisoformat(created).astimezone(timezone.utc) if created else _NO_DATE
    return weasyprint.Attachment(
        string=data,
        name=name,
        description="Data of this paper",
        created=moment,
        modified=moment,
        relationship="Data",
    )


@dataclass(frozen=True)
class _Kept:
    """What every paper needs, read once a thread: a tenth of the time of a paper."""

    style: weasyprint.CSS
    typeface: FontConfiguration
    profile: bytes


def _ready() -> _Kept:
    if not hasattr(_threads, "kept"):
        typeface = FontConfiguration()
        css = style_text()
        sheet = weasyprint.CSS(string=css, base_url=BASE, url_fetcher=OwnFiles(), font_config=typeface)
        profile = resources.files("weasyprint.pdf") / "sRGB2014.icc"
        _threads.kept = _Kept(sheet, typeface, profile.read_bytes())
    kept: _Kept = _threads.kept
    return kept


def _colours(profile: bytes) -> ColorProfile:
    """WeasyPrint's own sRGB; left to itself it opens the file for each paper and never closes it."""
    return ColorProfile(io.BytesIO(profile), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


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


def style_text() -> str:
    """The style of all papers, sizes in points of Sarabun."""
    return sized("\n".join((_STYLE / f"{name}.css").read_text(encoding="utf-8") for name in FAMILIES))


def sized(css: str) -> str:
    """`16th` in our style is 16 points of TH Sarabun."""
    return _TH_SARABUN_POINTS.sub(lambda match: f"{float(match[1]) * TH_SARABUN_SCALE:.2f}pt", css)
