"""Sets a document from its frozen facts: template, check code and QR, then the PDF."""

from __future__ import annotations

import io

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from documents import codes, pdf
from documents.kinds import KINDS
from documents.models import Document


def pdf_of(document: Document) -> bytes:
    """The same facts under the same template and address give the same bytes."""
    return pdf.from_html(html_of(document))


def html_of(document: Document) -> str:
    kind, address = KINDS[document.kind], check_address(document.code)
    context = {
        **kind.prepare(document.facts),
        "document": document,
        "facts": document.facts,
        "thai_digits": kind.thai_digits and document.language == "th",
        "check_address": address,
        "check_code": codes.grouped(document.code),
        "check_qr": _qr(address),
    }
    with translation.override(document.language):
        return render_to_string(kind.template, context)


def check_address(code: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}/check/{code}/"


def _qr(address: str) -> SafeString:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, border=0, omitsize=True
    )
    # Made by segno from our own address: there is no foreign text in it.
    return mark_safe(out.getvalue().decode())  # noqa: S308
