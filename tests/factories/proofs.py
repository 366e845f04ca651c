"""What comes with money: receipts, slips and letters."""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from funds.models import Proof
from jobs import clock
from tests.world import PDF

_NUMBERS = count(101)  # the world's own letter has number 1: another of that number is doubted


def proof(**values: Any) -> dict[str, Any]:
    """What a payee gave for money: a file of its own each time, for one receipt proves one payment."""
    file = SimpleUploadedFile("receipt.pdf", one_of_its_own())
    return {"evidence": "payee_receipt", "evidence_reference": f"{next(_NUMBERS)}/2569", "file": file, **values}


def one_of_its_own() -> bytes:
    """A page that nobody has sent before: two receipts differ in what stands on them."""
    return PDF.replace(b"[0 0 9 9]", b"[0 0 9 %d]" % (uuid4().int % 10**9))


def transfer(**values: Any) -> dict[str, Any]:
    """What an agency has of its own payment."""
    file = SimpleUploadedFile("transfer.pdf", one_of_its_own())
    return {"paid_on": clock.today(), "evidence": "โอน 001", "file": file, **values}


def letter() -> Proof:
    """What came with money that somebody gave."""
    return Proof("letter", f"ชร 0017/{next(_NUMBERS)}", SimpleUploadedFile("letter.pdf", one_of_its_own()))


def slip(**values: Any) -> dict[str, Any]:
    """The bank's, of money that came back."""
    file = SimpleUploadedFile("slip.pdf", one_of_its_own())
    return {"evidence": "slip", "evidence_reference": f"โอนคืน {next(_NUMBERS)}", "file": file, **values}
