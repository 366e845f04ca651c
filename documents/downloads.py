"""Sends kept bytes to a browser so that they can do nothing there but be looked at."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from documents import blobs
from documents.models import Blob, Document, Parcel
from documents.reports import bytes_of

Response = TypeVar("Response", bound=HttpResponseBase)
_EXTENSION = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


def document(document: Document, *, as_attachment: bool = False) -> HttpResponse:
    """The PDF of a ready document; Blob.DoesNotExist while it has none. The caller has checked the rights."""
    return _shown(blob(document.pdf_id or "", filename=document.filename, as_attachment=as_attachment))


def draft(pdf: bytes, *, filename: str) -> HttpResponse:
    """A PDF that is shown and not kept."""
    return _shown(_safely(HttpResponse(pdf, content_type="application/pdf"), filename, as_attachment=False))


def _shown(response: HttpResponse) -> HttpResponse:
    """It may stand inside our own pages. Browsers show no PDF in a sandbox; what we have set ourselves needs none."""
    response["Content-Security-Policy"] = (
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def blob(sha256: str, *, filename: str, as_attachment: bool = False) -> HttpResponse:
    """Kept bytes under a name; what is not a picture or a PDF is only ever saved."""
    content_type = Blob.objects.values_list("content_type", flat=True).get(pk=sha256)
    extension = _EXTENSION.get(content_type)
    if extension and not filename.lower().endswith((extension, ".jpeg")):
        filename += extension
    response = HttpResponse(blobs.read(sha256), content_type=content_type if extension else "application/octet-stream")
    response["ETag"] = f'"{sha256}"'
    return _safely(response, filename, as_attachment=as_attachment or not extension)


def parcel(parcel: Parcel, *, filename: str) -> StreamingHttpResponse:
    """A made parcel, a part at a time. It says its length: whoever gets less knows that it is not whole."""
    response = StreamingHttpResponse(bytes_of(parcel), content_type="application/octet-stream")
    response["Content-Length"] = str(parcel.size_bytes)
    response["ETag"] = f'"{parcel.sha256}"'
    return _safely(response, filename, as_attachment=True)


def _safely(response: Response, filename: str, *, as_attachment: bool) -> Response:
    response["Content-Disposition"] = content_disposition_header(as_attachment, filename) or ""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    return response
