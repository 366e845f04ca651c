"""HTML as a picture: the first page that WeasyPrint lays out, drawn by PDFium. Thai is set and broken as on paper."""

from __future__ import annotations

import io
import threading

import pypdfium2
import weasyprint
from PIL import Image
from weasyprint.text.fonts import FontConfiguration

from documents import fonts, pdf

# A card or a figure of flat colours: a quarter of the bytes, and no eye sees it.
_COLOURS = 64
_FACES = "\n".join(
    f'@font-face {{ font-family: "{fonts.FAMILY}"; src: url({name}); font-weight: {weight} }}'
    for name, weight in (("Sarabun-Regular.ttf", 400), ("Sarabun-Bold.ttf", 700))
)
# PDFium is not safe for threads, in no part of it.
_one_at_a_time = threading.Lock()


def from_html(html: str, width: int) -> bytes:
    """A PNG of the first page of `html`, `width` pixels wide; as high as `@page { size: … }` in the HTML makes it.

    Nothing is fetched but our own typeface, `documents.fonts.FAMILY`. The same input gives the same bytes.
    """
    typeface = FontConfiguration()
    own = pdf.OwnFiles()
    faces = weasyprint.CSS(string=_FACES, base_url=pdf.BASE, url_fetcher=own, font_config=typeface)
    laid = weasyprint.HTML(string=html, base_url=pdf.BASE, url_fetcher=own)
    return _drawn(laid.write_pdf(stylesheets=[faces], font_config=typeface), width)


def _drawn(paper: bytes, width: int) -> bytes:
    with _one_at_a_time, pypdfium2.PdfDocument(paper) as document:
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
        page.close()
    out = io.BytesIO()
    # A tenth of the time of the median cut, fewer bytes, and nearer to what was drawn.
    picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()
