"""What a letter head says when a paper is issued, as plain data that is frozen with the paper."""

from __future__ import annotations

from typing import Any

from documents.frozen import Sender
from documents.models import Letterhead, Numerals
from people.models import Organisation


def of(organisation: Organisation) -> Sender:
    """Name, address, contacts, emblem (SHA-256 of kept bytes, "" without one) and numerals of an organisation's papers."""
    head = Letterhead.objects.filter(organisation=organisation).first() or Letterhead(organisation=organisation)
    return {
        "name": organisation.name_th,
        "address": head.address or _place(organisation),
        "unit": head.unit,
        "phone": head.phone,
        "email": head.email,
        "emblem": head.emblem_id or "",
        "numerals": head.numerals,
    }


def _place(organisation: Organisation) -> str:
    """Where it is, as far as its place in the country tells."""
    parts = [
        f"ตำบล{organisation.subdistrict.name_th}" if organisation.subdistrict else "",
        f"อำเภอ{organisation.district.name_th}" if organisation.district else "",
        f"จังหวัด{organisation.province.name_th}",
    ]
    return " ".join(part for part in parts if part)


def wants_thai_digits(facts: dict[str, Any]) -> bool:
    sender = facts.get("sender") or {}
    return bool(sender.get("numerals", Numerals.THAI) == Numerals.THAI)
