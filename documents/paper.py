"""Sets a document from its frozen facts: template, emblem, check code and QR, then the PDF with the public facts in it."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from audit import canonical
from documents import blobs, codes, letterheads, pdf
from documents.kinds import kind_of
from documents.models import Blob, Document
from jobs.registry import Step


def pdf_of(document: Document, *, step: Step = lambda done, total: None) -> bytes:
    """The same facts under the same template and address give the same bytes.

    A document without a check code is a draft and says so on every page. `step(done, total)` hears of the progress.
    """
    return pdf.from_html(
        html_of(document),
        facts=public_facts(document),
        attached=attached(document),
        pictures=_pictures(document.facts),
        step=step,
    )


def html_of(document: Document, *, on_screen: bool = False) -> str:
    kind = kind_of(document.kind)
    context = {
        **kind.prepare(document.facts),
        "document": document,
        "on_screen": on_screen,
        "facts": document.facts,
        "thai_digits": kind.thai_digits and document.language == "th" and letterheads.wants_thai_digits(document.facts),
        "emblem": _emblem(document.facts, on_screen=on_screen),
        **(_check(document.code) if document.code else {}),
    }
    with translation.override(document.language):
        return render_to_string(kind.template, context)


def public_facts(document: Document) -> bytes:
    """What the PDF carries as data: only what anybody may know."""
    kind = kind_of(document.kind)
    told = {"kind": document.kind, "kind_th": kind.name, "code": document.code, **kind.public(document.facts)}
    return canonical.encode(told)


def attached(document: Document) -> dict[str, bytes]:
    """Further files, by name."""
    told = kind_of(document.kind).attached(document.facts)
    return {name: canonical.encode(value) for name, value in told.items()}


def _pictures(facts: Mapping[str, Any]) -> dict[str, tuple[str, bytes]]:
    """The emblem of the letter head, by the name that the template asks for."""
    sha256 = (facts.get("sender") or {}).get("emblem")
    if not sha256:
        return {}
    content_type = Blob.objects.values_list("content_type", flat=True).get(pk=sha256)
    return {f"emblem-{sha256[:12]}": (content_type, blobs.read(sha256))}


def _emblem(facts: Mapping[str, Any], *, on_screen: bool) -> str:
    """Where the template finds the emblem: by name on paper, in the page itself on a screen; "" without one."""
    for name, (content_type, data) in _pictures(facts).items():
        return f"data:{content_type};base64,{base64.b64encode(data).decode()}" if on_screen else name
    return ""


def _check(code: str) -> dict[str, Any]:
    address = check_address(code)
    return {"check_address": address, "check_code": codes.grouped(code), "check_qr": _qr(address)}


def check_address(code: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}/check/{code}/"


def _qr(address: str) -> SafeString:
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=True, border=0, omitsize=True, title=f"QR {address}")
    # Made by segno from our own address: there is no foreign text in it.
    return mark_safe(out.getvalue().decode())  # noqa: S308
