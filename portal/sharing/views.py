"""The page to tell others from, and what it hands out: a card, a poster, a figure for other sites."""

from __future__ import annotations

import io

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from documents import fonts, pdf, png
from portal.sharing import drawn, shown
from portal.sharing.shown import Shown

CARD_WIDTH = 1200
SIZES = {"a4": "A4", "a3": "A3"}
# Anybody may frame it; it runs nothing, and asks for its style alone.
EMBEDDED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"


@require_safe
def tell(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    told = shown.of(kind, key)
    return render(request, "portal/tell.html", {"told": told, "share": told, "nav": "public"})


@require_safe
def card(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    told = shown.of(kind, key)
    context = {"told": told, "font": fonts.FAMILY}
    return drawn.answer(
        request,
        # As it is, not as it was asked for: 7, 07 and 007 are drawn once.
        ("card", told.kind, told.key),
        told.tree,
        "image/png",
        lambda: png.from_html(render_to_string("portal/sharing/card.html", context), CARD_WIDTH),
    )


@require_safe
def poster(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """A page for a wall, A4 or A3, with a QR code of the page that it tells of."""
    told, size = shown.of(kind, key), SIZES.get(request.GET.get("size", ""), "A4")
    context = {"told": told, "size": size, "qr": _qr(told), "font": fonts.FAMILY}
    answer = drawn.answer(
        request,
        ("poster", told.kind, told.key, size),
        told.tree,
        "application/pdf",
        lambda: pdf.from_html(render_to_string("portal/sharing/poster.html", context)),
    )
    if answer.status_code == 200:
        answer.headers["Content-Disposition"] = f'inline; filename="poster-{told.kind}-{told.tree}.pdf"'
    return answer


@require_safe
@xframe_options_exempt
def embed(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    answer = render(request, "portal/sharing/embed.html", {"told": shown.of(kind, key)})
    answer.headers["Content-Security-Policy"] = EMBEDDED
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _qr(told: Shown) -> SafeString:
    out = io.BytesIO()
    segno.make(told.url, error="q", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, border=0, omitsize=True, title=f"QR {told.url}"
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308  # made by segno from our own address: no foreign text is in it
