"""Time stamps on checkpoints by an authority outside (RFC 3161), where a province names one: when at the latest a head stood."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
from cryptography import x509
from django.conf import settings
from django.db import connection
from rfc3161_client import TimestampRequestBuilder, VerificationError, VerifierBuilder, decode_timestamp_response
from rfc3161_client import TimeStampResponse as Response

from audit import notes
from audit.models import Note, Stamp

logger = logging.getLogger(__name__)
SECONDS = 10.0
MOST_BYTES = 65_536


class Refused(Exception):
    """The authority did not answer, or its answer does not verify."""


def stamp(client: httpx2.Client | None = None) -> int:
    """Ask for a stamp on the newest note of every tree that has none; answers how many came. Without an authority none is asked."""
    if not settings.TSA_URL:
        return 0
    authority, count = urlsplit(settings.TSA_URL).hostname or settings.TSA_URL, 0
    with client or httpx2.Client(timeout=SECONDS, follow_redirects=False) as asked:
        for note in Note.objects.order_by("tree", "-size").distinct("tree"):
            if Stamp.objects.filter(tree=note.tree, size=note.size, authority=authority).exists():
                continue
            try:
                _keep(note, authority, _token(asked, notes.read(bytes(note.body)).text.encode()))
            except (Refused, httpx2.HTTPError) as error:
                logger.info("No time stamp on %s: %s", note, error)
                return count
            count += 1
    return count


def _token(client: httpx2.Client, text: bytes) -> Response:
    """The authority's answer over these bytes, verified up to the root certificates that the operator keeps."""
    request = TimestampRequestBuilder().data(text).nonce(nonce=True).build()
    answer = client.post(
        settings.TSA_URL, content=request.as_bytes(), headers={"Content-Type": "application/timestamp-query"}
    )
    if answer.status_code != 200 or len(answer.content) > MOST_BYTES:
        raise Refused(f"answered with {answer.status_code}")
    try:
        told = decode_timestamp_response(answer.content)
        verifier = VerifierBuilder.from_request(request)
        for root in x509.load_pem_x509_certificates(Path(settings.TSA_ROOT_FILE).read_bytes()):
            verifier = verifier.add_root_certificate(root)
        verifier.build().verify_message(told, text)
    except (ValueError, VerificationError) as error:
        raise Refused(str(error)) from error
    return told


def _keep(note: Note, authority: str, told: Response) -> None:
    values: list[Any] = [note.tree, note.size, authority, told.as_bytes(), told.tst_info.gen_time]
    with connection.cursor() as cursor:
        cursor.execute("SELECT log.add_stamp(%s, %s, %s, %s, %s)", values)
