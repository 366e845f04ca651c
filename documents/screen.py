"""A paper shown in a page before it is issued: the very HTML that becomes the PDF, under the same style made for a screen."""

from __future__ import annotations

import re
from functools import cache

from django.http import HttpResponse

from documents import paper, pdf
from documents.models import Document

# A typeface and page boxes are for paper; on a screen letters are the phone's own and as large as it likes.
_ONLY_PAPER = re.compile(r"@font-face \{.*?\n\}\n|@page[^{]*\{.*?\n\}\n", re.DOTALL)
_POINTS = re.compile(r"([\d.]+)pt\b")
_LARGER = 1.35
_SCREEN = """
body { max-width: 160mm; margin: 0 auto; padding: 6mm 5mm; background: #fff; color: #111; font-family: sans-serif; }
#footer { display: none; }
#first-footer { display: block; position: static; border: 0.3mm dashed #888; padding: 1mm 2mm; text-align: center; }
@media (max-width: 40em) {
  p { text-indent: 8mm; }
  .pairs, .pairs > div { margin-left: 0; padding-left: 0; text-indent: 0; }
  .pairs dt { display: block; width: auto; }
  table { display: block; overflow-x: auto; }
}
"""


@cache
def style() -> str:
    """The style of all papers without what only paper has; sizes for reading on a screen."""
    sized = _ONLY_PAPER.sub("", pdf.style_text())
    return _POINTS.sub(lambda size: f"{float(size[1]) * _LARGER:.1f}pt", sized) + _SCREEN


def page(draft: Document) -> HttpResponse:
    """The paper as a page of its own, to be framed by ours; it says nothing that the PDF does not say, and runs nothing."""
    response = HttpResponse(paper.html_of(draft, on_screen=True))
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'self'"
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
